import type { FailureKind, ItemError } from "../run/failure-kinds.ts";
import type { ScenarioLoad, ScenarioTotals } from "../run/totals.ts";
import type { Actor } from "../run/actor.ts";
import type { EventStamp, NewRunEvent, RunEventOf } from "../run/events.ts";
import type { FaultKind } from "../run/faults.ts";
import type { DoneItems } from "../kit/item-set.ts";
import type { Range } from "../kit/ranges.ts";
import type { RunState } from "../run/state.ts";

/** A batch that a worker is processing. */
export type BatchInFlight = {
  /** its window: the batch has the items of it that were unfinished when it started */
  readonly range: Range;
  /** run time of its start or of its last finished item */
  readonly aliveAtMs: number;
};

/** The unfinished items of a failed batch that is not recorded as a fact yet. */
export type UnreportedFailure = {
  readonly fromItem: number;
  readonly toItem: number;
  /** number of items, where some in between are finished */
  readonly items?: number;
  readonly kind: FailureKind;
  readonly message: string;
};

/** What the runner knows of one scenario beyond the facts. */
export type ScenarioWork = {
  readonly scenarioId: string;
  readonly done: DoneItems;
  readonly inFlight: readonly BatchInFlight[];
  readonly unreported: readonly UnreportedFailure[];
  /** run time of the last item finished under this claim; null before the first */
  readonly lastFinishedMs: number | null;
  /** worker processes ready for a batch, lent ones included */
  readonly freeWorkers: number;
  /** workers that ended before they were ready and are not recorded as facts yet */
  readonly failedStarts: readonly { readonly kind: FailureKind; readonly message: string }[];
  /** workers that are not ready yet, including those that wait for a back-off */
  readonly startingWorkers: number;
  /** workers that wait for a back-off */
  readonly waitingWorkers: number;
  /** figures up to the last finished item; core adds the elapsed time */
  readonly measured: Omit<ScenarioTotals, "elapsedMs">;
  /** why items failed in this attempt, the most frequent errors first */
  readonly itemErrors: readonly ItemError[];
  /** a failure that ends the scenario regardless of its tolerance, such as a skill that does not start */
  readonly fatal: { readonly kind: FailureKind; readonly message: string } | null;
};

/** input-missing: the uploaded rows are gone; too-many-crashes: the run has crashed its runner too often. */
export type RetryBlocker = "input-missing" | "too-many-crashes";

export type DecisionView = {
  readonly state: RunState;
  readonly work: ReadonlyMap<string, ScenarioWork>;
  /** run time */
  readonly nowMs: number;
  /** version of the run's skill on this runner; null when it is not installed there */
  readonly installedVersion: string | null;
  /** why no scenario can be retried, regardless of the installed skill; null when none */
  readonly retryBlocker: RetryBlocker | null;
  /** the runner has given the run up: nothing is retried automatically */
  readonly givenUp: boolean;
};

/** A fact before the runner adds time and actor. */
export type UnstampedFact = WithoutStamp<NewRunEvent>;
type WithoutStamp<Event> = Event extends NewRunEvent ? Omit<Event, keyof EventStamp> : never;

/** One thing for the runner to do; see decideNext. */
export type Step =
  | {
      readonly type: "record";
      readonly fact: UnstampedFact;
      /** who caused it; null: the runner */ readonly actor: Actor | null;
      /** wait until everything before it is durable, so that a release never precedes its checkpoints */ readonly afterDurable: boolean;
    }
  /** start a batch of the unfinished items of this window */
  | { readonly type: "start-batch"; readonly scenarioId: string; readonly fromItem: number; readonly toItem: number }
  /** end the worker of the batch: its finished items count, the others fail with this failure */
  | ({ readonly type: "end-batch"; readonly scenarioId: string } & UnreportedFailure)
  /** count the unfinished ones of these items as failed */
  | {
      readonly type: "fail-items";
      readonly scenarioId: string;
      readonly fromItem: number;
      readonly toItem: number;
      readonly message: string;
    }
  /** start workers for a failed scenario, keeping its successful items, then record scenario.retried */
  | {
      readonly type: "retry-scenario";
      readonly scenarioId: string;
      readonly attempt: number;
      readonly reason: RunEventOf<"scenario.retried">["reason"];
      readonly load: ScenarioLoad;
      readonly actor: Actor | null;
    }
  /** inject a fault; null ends the active one */
  | { readonly type: "disturb"; readonly scenarioId: string; readonly fault: FaultKind | null }
  /** end the workers, count their finished items, then record scenario.completed, .failed or .cancelled with the totals */
  | {
      readonly type: "end-scenario";
      readonly scenarioId: string;
      readonly ending: ScenarioEnding;
      readonly actor: Actor | null;
    }
  | {
      readonly type: "lend-workers";
      readonly fromScenarioId: string;
      readonly toScenarioId: string;
      readonly workers: number;
    }
  /** start a worker in place of one that did not become ready */
  | { readonly type: "start-worker"; readonly scenarioId: string; readonly afterMs: number }
  /** no try is left for a worker that did not become ready: the scenario continues with the others, or fails without any */
  | {
      readonly type: "continue-without-worker";
      readonly scenarioId: string;
      readonly kind: FailureKind;
      readonly message: string;
    }
  /** end that many free workers: the scenario that had lent them is being retried */
  | { readonly type: "end-workers"; readonly scenarioId: string; readonly workers: number }
  /** end the worker processes of the waiting run, and forget what they need in memory */
  | { readonly type: "close-crews" }
  /** start the workers of all open scenarios that have none */
  | { readonly type: "restart-workers" }
  | { readonly type: "finish-run" }
  /** nothing to do before this run time (wait limit, time budget, …) unless something happens */
  | { readonly type: "wake"; readonly atMs: number };

export type ScenarioEnding =
  | { readonly status: "complete" }
  | { readonly status: "failed"; readonly kind: FailureKind; readonly message: string }
  | { readonly status: "cancelled" };
