import type { FailureKind, ItemError } from "./failure-kinds.ts";
import type { ScenarioLoad, ScenarioTotals } from "./totals.ts";
import type { RunEndStatus } from "./statuses.ts";
import type { Actor } from "./actor.ts";
import type { CommandType, RefusalCode } from "./commands.ts";
import type { CostUnit } from "./prices.ts";
import type { FaultKind } from "./faults.ts";
import type { MachineLoad } from "./machine-load.ts";
import type { RunResults } from "./results.ts";
import type { RunSpec } from "./spec.ts";

/** worker-start: continues after a long wait as soon as its workers have started again */
export const PAUSE_REASONS = [
  "sync-point",
  "presenter-hold",
  "recovery",
  "user-halt",
  "retry",
  "worker-start",
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Why a gate waits for no further scenario. A release has one of these reasons, or "presenter", or "free-running" when nothing was held. */
export const GATHER_REASONS = ["all-arrived", "sibling-ended", "timeout"] as const;
export type GatherReason = (typeof GATHER_REASONS)[number];

export const RELEASE_REASONS = [...GATHER_REASONS, "presenter", "free-running"] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

/** A stretch in which a run's runner did not run: its process was stopped, or the whole computer was suspended. */
export type Suspension = { readonly cause: "process" | "computer"; readonly suspendedMs: number };

/** Why a run with a length keeps its planned sizes: its skill failed in the smoke run, or finished nothing in time. */
export type FitFailure = "failed" | "timeout";

export type SizesFitted = {
  readonly lengthSeconds: number;
  readonly scenarios: readonly {
    readonly scenarioId: string;
    readonly items: number;
    readonly plannedItems: number;
    /** of one worker for an item at the planned size, with all workers of the run at work; null when not measured */
    readonly msPerItem: number | null;
  }[];
  /** null: the sizes are fitted */
  readonly failure: FitFailure | null;
};

type Facts = {
  "run.queued": { readonly runId: string; readonly spec: RunSpec };
  "run.preparing": { readonly epoch: number; readonly runner: string };
  /** a smoke run has fitted the sizes to the chosen length, once per run and before its scenarios start */
  "run.sizes-fitted": SizesFitted;
  "run.started": Empty;
  /** another runner, or the same one restarted, took the run over; everything stored before remains valid */
  "run.recovered": {
    readonly epoch: number;
    readonly runner: string;
    readonly downtimeMs: number;
    /** runners lost in a row without progress of the run (progress.ts) */
    readonly crashes: number;
  };
  /** orderly shutdown of the runner: completed work is stored, the run continues automatically after the next start */
  "run.interrupted": { readonly reason: "shutdown" };
  /** the runner did not run for a while: nothing was charged for that time */
  "run.suspended": Suspension;
  /** a scenario of a finished run is being retried; the next run.finished replaces the earlier one */
  "run.reopened": Empty;
  /** the spending cap was reached: open scenarios are cancelled, completed items stay */
  "run.capped": { readonly unit: CostUnit; readonly spent: number; readonly limit: number };
  /** the installed skill has another version than the run was started with: results may differ */
  "skill.changed": { readonly recordedVersion: string; readonly installedVersion: string };
  "run.finished": { readonly status: RunEndStatus; readonly results: RunResults; readonly diagnosis: string | null };

  "scenario.started": { readonly scenarioId: string; readonly attempt: number };
  /** a failed scenario returns to pending: its successful items stay, its failed items are open again */
  "scenario.retried": {
    readonly scenarioId: string;
    /** the new attempt's number, 2 or more */
    readonly attempt: number;
    readonly reason: "presenter" | "reduced-load";
    readonly load: ScenarioLoad;
    /** of the items that are kept */
    readonly totals: ScenarioTotals;
  };
  /** no item was finished for much longer than usual */
  "scenario.stalled": { readonly scenarioId: string; readonly quietMs: number };
  "scenario.progressed": ScenarioProgress;
  /** a pause was requested and takes effect at the end of the batches in flight */
  "scenario.pausing": { readonly scenarioId: string };
  /** `percent`: the milestone it holds at; `step`: the lock-step step; both null unless it holds at a gate */
  "scenario.paused": {
    readonly scenarioId: string;
    readonly reason: PauseReason;
    readonly percent: number | null;
    readonly step: number | null;
  };
  "scenario.resumed": { readonly scenarioId: string };
  "scenario.completed": ScenarioEnd;
  "scenario.failed": ScenarioEnd & { readonly kind: FailureKind; readonly message: string };
  "scenario.cancelled": ScenarioEnd;
  "scenario.logged": { readonly scenarioId: string; readonly level: "info" | "warn" | "error"; readonly text: string };
  /** lock-step: the worker slots of an ended scenario are lent to the slowest one */
  "workers.lent": { readonly fromScenarioId: string; readonly toScenarioId: string; readonly workers: number };
  /** the run waits and has no worker processes: they were ended after a while, or not started by the runner that took it over */
  "workers.ended": Empty;
  /** the workers of all open scenarios are ready again: those that waited for them run */
  "workers.started": Empty;

  "batch.failed": {
    readonly scenarioId: string;
    /** first item, and the one after the last, counted from 0 */
    readonly fromItem: number;
    readonly toItem: number;
    /** number of its items, where others in between were finished; absent when it has all of them, and in older facts */
    readonly items?: number | undefined;
    readonly kind: FailureKind;
    readonly message: string;
    /** number of tries of these items so far, ≥1 */
    readonly tries: number;
    /** what happens next: an automatic retry, a retry at the presenter's request, or none: the items count as failed */
    readonly next: "automatic" | "presenter" | "none";
    /** run time of the retry; null unless automatic */
    readonly retryAtMs: number | null;
  };
  /** the presenter requested the retry: it is due now */
  "batch.retried": { readonly scenarioId: string; readonly fromItem: number; readonly toItem: number };
  /** all items of a failed batch have been finished since */
  "batch.recovered": {
    readonly scenarioId: string;
    readonly fromItem: number;
    readonly toItem: number;
    readonly tries: number;
  };

  /** a worker ended before it was ready for batches */
  "worker.failed": {
    readonly scenarioId: string;
    readonly kind: FailureKind;
    readonly message: string;
    /** number of tries of the scenario's workers so far, ≥1, until all of them are ready */
    readonly tries: number;
    /** what happens next: another one is started, or the scenario continues without it */
    readonly next: "automatic" | "none";
    /** back-off before the next start; null unless automatic */
    readonly retryInMs: number | null;
  };
  /** all workers of the scenario are ready again */
  "worker.recovered": { readonly scenarioId: string; readonly tries: number };

  /** the fault button */
  "fault.injected": { readonly scenarioId: string; readonly fault: FaultKind };
  "fault.ended": { readonly scenarioId: string; readonly fault: FaultKind };

  "milestone.reached": { readonly scenarioId: string; readonly percent: number; readonly totals: ScenarioTotals };
  /** hold-for-me: no scenario is missing, or the wait limit was reached; the presenter's Advance opens it */
  "milestone.gathered": { readonly percent: number; readonly reason: GatherReason };
  "milestone.released": {
    readonly percent: number;
    readonly reason: ReleaseReason;
    /** since the first scenario arrived */
    readonly waitedMs: number;
    readonly arrived: readonly string[];
    readonly awaited: readonly string[];
  };
  /** lock-step: step `step` of `steps` ended in every scenario */
  "step.released": {
    readonly step: number;
    readonly steps: number;
    readonly reason: ReleaseReason;
    readonly waitedMs: number;
  };

  "command.accepted": CommandFact;
  "command.refused": CommandFact & { readonly code: RefusalCode; readonly message: string };
};

type ScenarioEnd = {
  readonly scenarioId: string;
  readonly totals: ScenarioTotals;
  /** why items failed, the most frequent errors first; absent when none did, in older facts, and for the audience */
  readonly itemErrors?: readonly ItemError[] | undefined;
};

type Empty = { readonly [none in never]: never };

/**
 * The latest totals of a scenario.
 *
 * From a batch to a chart: a worker reports each finished item; the crew's tally sums it; ten times a second at most the
 * sampler records this event, which the recorder appends together with the results it counts; the hub reads it from the log
 * and sends it; `reduce` folds it into the state, from which the selectors of `lib/view` compute every chart.
 */
export type ScenarioProgress = {
  readonly scenarioId: string;
  readonly attempt: number;
  readonly totals: ScenarioTotals;
  /** largest resident memory among the scenario's workers, in MB; null when not measured yet */
  readonly memoryMb: number | null;
  readonly workers: number;
  /** missing where the system does not report it, and in older facts */
  readonly machine?: MachineLoad | undefined;
};

type CommandFact = {
  readonly commandId: string;
  readonly command: CommandType;
  readonly scenarioId: string | null;
  readonly percent: number | null;
};

/** Fields of every fact. `atMs` is run time: milliseconds since the start, with holds and pauses, without downtime. */
export type EventStamp = { readonly atMs: number; readonly at: string; readonly actor: Actor };

export type RunEventType = keyof Facts;
type EventOf<Type extends RunEventType> = { readonly type: Type } & EventStamp & Facts[Type];

/** A fact before the log numbers it. */
export type NewRunEvent = { [Type in RunEventType]: EventOf<Type> }[RunEventType];
/** A fact of a run. `seq` counts 1, 2, 3 … within the run. */
export type RunEvent = { [Type in RunEventType]: EventOf<Type> & { readonly seq: number } }[RunEventType];
export type RunEventOf<Type extends RunEventType> = Extract<RunEvent, { type: Type }>;

/** Whether an event must not be missed. Progress is state sent as an event: the latest replaces the others. */
export function isFact(event: Pick<RunEvent, "type">): boolean {
  return event.type !== "scenario.progressed";
}
