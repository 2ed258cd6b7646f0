import type { FailureKind } from "./failure-kinds.ts";
import type { ScenarioLoad, ScenarioTotals } from "./totals.ts";
import type { RunEndStatus } from "./statuses.ts";
import type { Actor } from "./actor.ts";
import type { CommandType, RefusalCode } from "./commands.ts";
import type { CostUnit } from "./prices.ts";
import type { FaultKind } from "./faults.ts";
import type { RunResults } from "./results.ts";
import type { RunSpec } from "./spec.ts";

export const PAUSE_REASONS = ["sync-point", "presenter-hold", "recovery", "user-halt", "retry"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Why nobody is awaited any more at a gate; what opens it is one of them, the presenter, or that nothing was held. */
export const GATHER_REASONS = ["all-arrived", "sibling-ended", "timeout"] as const;
export type GatherReason = (typeof GATHER_REASONS)[number];

export const RELEASE_REASONS = [...GATHER_REASONS, "presenter", "free-running"] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

type Facts = {
  "run.queued": { readonly runId: string; readonly spec: RunSpec };
  "run.preparing": { readonly epoch: number; readonly runner: string };
  "run.started": Empty;
  /** another runner (or the same one, restarted) took the run over; what a flush had stored stands */
  "run.recovered": {
    readonly epoch: number;
    readonly runner: string;
    readonly downtimeMs: number;
    readonly crashes: number;
  };
  /** orderly stop of the runner: everything finished is stored, the run goes on by itself after the next start */
  "run.interrupted": { readonly reason: "shutdown" };
  /** a scenario of a run that had finished is tried again; the next run.finished stands */
  "run.reopened": Empty;
  /** the cap was reached: what is open is cancelled, and what is there stays */
  "run.capped": { readonly unit: CostUnit; readonly spent: number; readonly limit: number };
  /** the skill installed now is not of the version that the run began with: outcomes may differ */
  "skill.changed": { readonly recordedVersion: string; readonly installedVersion: string };
  "run.finished": { readonly status: RunEndStatus; readonly results: RunResults; readonly diagnosis: string | null };

  "scenario.started": { readonly scenarioId: string; readonly attempt: number };
  /** a failed scenario goes back to pending: what it had done right stays, its failed items are open again */
  "scenario.retried": {
    readonly scenarioId: string;
    /** the new attempt's number, 2 or more */
    readonly attempt: number;
    readonly reason: "presenter" | "reduced-load";
    readonly load: ScenarioLoad;
    /** of the items that stay */
    readonly totals: ScenarioTotals;
  };
  /** nothing was finished for far longer than usual */
  "scenario.stalled": { readonly scenarioId: string; readonly quietMs: number };
  "scenario.progressed": ScenarioProgress;
  /** a pause was asked for and takes effect at the end of the batches in flight */
  "scenario.pausing": { readonly scenarioId: string };
  /** `percent`: the milestone held at; `step`: the step of lock-step; both null for user-halt and recovery */
  "scenario.paused": {
    readonly scenarioId: string;
    readonly reason: PauseReason;
    readonly percent: number | null;
    readonly step: number | null;
  };
  "scenario.resumed": { readonly scenarioId: string };
  "scenario.completed": { readonly scenarioId: string; readonly totals: ScenarioTotals };
  "scenario.failed": {
    readonly scenarioId: string;
    readonly kind: FailureKind;
    readonly message: string;
    readonly totals: ScenarioTotals;
  };
  "scenario.cancelled": { readonly scenarioId: string; readonly totals: ScenarioTotals };
  "scenario.logged": { readonly scenarioId: string; readonly level: "info" | "warn" | "error"; readonly text: string };
  /** an ended scenario's worker slots go to the slowest one (lock-step) */
  "workers.lent": { readonly fromScenarioId: string; readonly toScenarioId: string; readonly workers: number };

  "batch.failed": {
    readonly scenarioId: string;
    /** first item and the one after the last, counted from 0 */
    readonly fromItem: number;
    readonly toItem: number;
    readonly kind: FailureKind;
    readonly message: string;
    /** how often these items have been tried now, 1 or more */
    readonly tries: number;
    /** what follows: another try by itself, one on the presenter's word, or none: the items count as failed */
    readonly next: "automatic" | "presenter" | "none";
    /** run time before which it is not tried again; null unless automatic */
    readonly retryAtMs: number | null;
  };
  /** the presenter asked for the next try: it is due at once */
  "batch.retried": { readonly scenarioId: string; readonly fromItem: number; readonly toItem: number };
  /** items that had failed are all done now */
  "batch.recovered": {
    readonly scenarioId: string;
    readonly fromItem: number;
    readonly toItem: number;
    readonly tries: number;
  };

  /** the fault button: harm done on purpose, on stage */
  "fault.injected": { readonly scenarioId: string; readonly fault: FaultKind };
  "fault.ended": { readonly scenarioId: string; readonly fault: FaultKind };

  "milestone.reached": { readonly scenarioId: string; readonly percent: number; readonly totals: ScenarioTotals };
  /** hold-for-me: nobody is awaited any more (or the wait limit passed); the presenter's Advance opens it */
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

type Empty = { readonly [none in never]: never };

export type ScenarioProgress = {
  readonly scenarioId: string;
  readonly attempt: number;
  readonly totals: ScenarioTotals;
  /** largest resident memory among the scenario's workers; null when not measured yet */
  readonly memoryMb: number | null;
  readonly workers: number;
};

type CommandFact = {
  readonly commandId: string;
  readonly command: CommandType;
  readonly scenarioId: string | null;
  readonly percent: number | null;
};

/** What every fact carries. `atMs` is the run's own time: since its start, holds and pauses included, downtime not. */
export type EventStamp = { readonly atMs: number; readonly at: string; readonly actor: Actor };

export type RunEventType = keyof Facts;
type EventOf<Type extends RunEventType> = { readonly type: Type } & EventStamp & Facts[Type];

/** A fact that the log has not numbered yet. */
export type NewRunEvent = { [Type in RunEventType]: EventOf<Type> }[RunEventType];
/** A fact of a run. `seq` counts 1, 2, 3 … within the run. */
export type RunEvent = { [Type in RunEventType]: EventOf<Type> & { readonly seq: number } }[RunEventType];
export type RunEventOf<Type extends RunEventType> = Extract<RunEvent, { type: Type }>;

/** Progress is state that travels as an event: the latest wins, and a missed one is no gap. */
export function isFact(event: Pick<RunEvent, "type">): boolean {
  return event.type !== "scenario.progressed";
}
