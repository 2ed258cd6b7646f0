import type { Actor } from "./actor.ts";
import type { EventStamp, FailureKind, NewRunEvent, ScenarioTotals } from "./events.ts";
import type { Range } from "./ranges.ts";
import type { RunState } from "./state.ts";

/** What the runner has at hand of one scenario, beside what the facts say. */
export type ScenarioWork = {
  readonly scenarioId: string;
  /** finished items, ascending, disjoint */
  readonly doneRanges: readonly Range[];
  readonly inFlight: readonly Range[];
  /** worker processes ready for a batch, lent ones included */
  readonly freeWorkers: number;
  /** figures up to the last finished item; core adds the elapsed time */
  readonly measured: Omit<ScenarioTotals, "elapsedMs">;
  readonly lastFailure: { readonly kind: FailureKind; readonly message: string } | null;
  /** set when the scenario cannot go on whatever its tolerance: memory overrun, a skill that does not open */
  readonly fatal: { readonly kind: FailureKind; readonly message: string } | null;
};

export type DecisionView = {
  readonly state: RunState;
  readonly work: ReadonlyMap<string, ScenarioWork>;
  /** the run's own time */
  readonly nowMs: number;
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
  | { readonly type: "finish-run" }
  /** nothing to do before that moment of the run's time (wait limit, time budget), unless something happens */
  | { readonly type: "wake"; readonly atMs: number };

export type ScenarioEnding =
  | { readonly status: "complete" }
  | { readonly status: "failed"; readonly kind: FailureKind; readonly message: string }
  | { readonly status: "cancelled" };
