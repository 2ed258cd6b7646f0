import type { FailureKind } from "../run/failure-kinds.ts";
import type { ScenarioLoad, ScenarioTotals } from "../run/totals.ts";
import type { Actor } from "../run/actor.ts";
import type { EventStamp, NewRunEvent, RunEventOf } from "../run/events.ts";
import type { FaultKind } from "../run/faults.ts";
import type { Range } from "../kit/ranges.ts";
import type { RunState } from "../run/state.ts";

/** Items that a worker has been given. */
export type BatchInFlight = {
  readonly range: Range;
  /** run time of its start or, later, of the last item that it finished */
  readonly aliveAtMs: number;
};

/** Items that a failed batch has left unfinished, which no fact tells of yet. */
export type UnreportedFailure = {
  readonly fromItem: number;
  readonly toItem: number;
  readonly kind: FailureKind;
  readonly message: string;
};

/** What the runner has at hand of one scenario, beside what the facts say. */
export type ScenarioWork = {
  readonly scenarioId: string;
  /** finished items, ascending, disjoint */
  readonly doneRanges: readonly Range[];
  readonly inFlight: readonly BatchInFlight[];
  readonly unreported: readonly UnreportedFailure[];
  /** run time at which an item was last finished under this claim; null before the first */
  readonly lastFinishedMs: number | null;
  /** worker processes ready for a batch, lent ones included */
  readonly freeWorkers: number;
  /** figures up to the last finished item; core adds the elapsed time */
  readonly measured: Omit<ScenarioTotals, "elapsedMs">;
  readonly lastFailure: { readonly kind: FailureKind; readonly message: string } | null;
  /** set when the scenario cannot go on whatever its tolerance: a skill that does not open */
  readonly fatal: { readonly kind: FailureKind; readonly message: string } | null;
};

/** input-missing: the presenter's rows are not there any more; too-many-crashes: the run has brought down its runner too often. */
export type RetryBlocker = "input-missing" | "too-many-crashes";

export type DecisionView = {
  readonly state: RunState;
  readonly work: ReadonlyMap<string, ScenarioWork>;
  /** the run's own time */
  readonly nowMs: number;
  /** version of the run's skill as the runner has it; null when it is not installed there */
  readonly installedVersion: string | null;
  /** why no scenario can be given workers anew, whatever is installed; null when nothing is in the way */
  readonly retryBlocker: RetryBlocker | null;
  /** the runner has given the run up: nothing is tried again by itself */
  readonly givenUp: boolean;
};

/** A fact that the runner has not stamped with time and actor yet. */
export type UnstampedFact = WithoutStamp<NewRunEvent>;
type WithoutStamp<Event> = Event extends NewRunEvent ? Omit<Event, keyof EventStamp> : never;

/** What the runner is to do next. It performs them in order, folds the facts it records, and asks again. */
export type Step =
  | {
      readonly type: "record";
      readonly fact: UnstampedFact;
      /** whose act it is; null: the runner's */ readonly actor: Actor | null;
      /** wait until everything before is durable (a release never precedes its checkpoints) */ readonly afterDurable: boolean;
    }
  | { readonly type: "start-batch"; readonly scenarioId: string; readonly fromItem: number; readonly toItem: number }
  /** end the worker that is at the batch: what it had finished stands, the rest has failed so */
  | ({ readonly type: "end-batch"; readonly scenarioId: string } & UnreportedFailure)
  /** count what is unfinished of these items as failed */
  | {
      readonly type: "fail-items";
      readonly scenarioId: string;
      readonly fromItem: number;
      readonly toItem: number;
      readonly message: string;
    }
  /** give the failed scenario workers anew, with the items that it had done right, then record scenario.retried */
  | {
      readonly type: "retry-scenario";
      readonly scenarioId: string;
      readonly attempt: number;
      readonly reason: RunEventOf<"scenario.retried">["reason"];
      readonly load: ScenarioLoad;
      readonly actor: Actor | null;
    }
  /** the fault button; null ends the fault that lasts */
  | { readonly type: "disturb"; readonly scenarioId: string; readonly fault: FaultKind | null }
  /** end the workers, count what they had finished, then record scenario.completed, .failed or .cancelled with the totals */
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
  /** end so many of the free workers: the scenario that had lent them is tried again */
  | { readonly type: "end-workers"; readonly scenarioId: string; readonly workers: number }
  | { readonly type: "finish-run" }
  /** nothing to do before that moment of the run's time (wait limit, time budget), unless something happens */
  | { readonly type: "wake"; readonly atMs: number };

export type ScenarioEnding =
  | { readonly status: "complete" }
  | { readonly status: "failed"; readonly kind: FailureKind; readonly message: string }
  | { readonly status: "cancelled" };
