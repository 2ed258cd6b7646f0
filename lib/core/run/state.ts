import type { FailureKind } from "./failure-kinds.ts";
import type { ScenarioLoad, ScenarioTotals } from "./totals.ts";
import type { ScenarioStatus, RunStatus } from "./statuses.ts";
import type { Actor } from "./actor.ts";
import type { BatchFailure } from "./batch-failures.ts";
import type { CommandType, RefusalCode } from "./commands.ts";
import type { CostUnit } from "./prices.ts";
import type { PauseReason, ReleaseReason, RunEventOf } from "./events.ts";
import type { FaultKind } from "./faults.ts";
import type { RunResults } from "./results.ts";
import type { RunSpec } from "./spec.ts";

/** A stretch of a scenario's timeline in run time; `toMs` null = still open. */
export type Span = { readonly kind: "running" | PauseReason; readonly fromMs: number; readonly toMs: number | null };

export type ScenarioMilestone = {
  readonly percent: number;
  readonly atMs: number;
  readonly elapsedMs: number;
  readonly quality: number | null;
};

/** One point of the quality trend and of the growth within a scenario; a scenario keeps at most MAX_POINTS, evenly thinned. */
export type ProgressPoint = {
  readonly itemsDone: number;
  readonly atMs: number;
  readonly elapsedMs: number;
  readonly busyMs: number;
  readonly cpuWaitMs: number;
  readonly quality: number | null;
  /** largest resident memory among the workers, as last told; null when not measured yet */
  readonly memoryMb: number | null;
  readonly workers: number;
};

/** Items of a batch that failed and are to be tried again. */
export type OpenBatchFailure = Pick<
  RunEventOf<"batch.failed">,
  "fromItem" | "toItem" | "kind" | "message" | "tries" | "next" | "retryAtMs"
>;

/** A stretch of run time in which the fault button was at work; `toMs` null = still. */
export type FaultSpan = { readonly fault: FaultKind; readonly fromMs: number; readonly toMs: number | null };

export const MAX_POINTS = 300;
export const MAX_LOG_LINES = 200;
export const MAX_FAULTS = 50;
/** Of more spans than this, short stretches of work and waiting for a step are drawn together. */
export const MAX_SPANS = 600;

export type ScenarioLogLine = {
  readonly seq: number;
  readonly atMs: number;
  readonly level: "info" | "warn" | "error";
  readonly text: string;
};

export type ScenarioState = {
  readonly id: string;
  readonly status: ScenarioStatus;
  /** a pause was asked for and waits for the batches in flight */
  readonly pausing: boolean;
  readonly pauseReason: PauseReason | null;
  /** index of the gate that the scenario has arrived at and waits for (see gates.ts); kept while halted there */
  readonly waitingAtGate: number | null;
  readonly failure: { readonly kind: FailureKind; readonly message: string } | null;
  readonly attempt: number;
  /** run time of its end; null while it has not ended; missing in states that are older than it */
  readonly endedAtMs?: number | null;
  /** elapsed time of the attempts before this one: each has the whole time budget */
  readonly earlierElapsedMs: number;
  readonly load: ScenarioLoad;
  /** awaiting another try, ascending by item, disjoint */
  readonly brokenBatches: readonly OpenBatchFailure[];
  /** every batch that failed and what became of it, newest last; missing in states that are older than it */
  readonly batchFailures?: readonly BatchFailure[];
  /** run time since which nothing was finished; null when the scenario is not stalled */
  readonly stalledSinceMs: number | null;
  readonly fault: FaultKind | null;
  /** newest last, at most MAX_FAULTS */
  readonly faults: readonly FaultSpan[];
  readonly totals: ScenarioTotals;
  readonly memoryMb: number | null;
  readonly peakMemoryMb: number | null;
  readonly workers: number;
  /** worker slots lent by scenarios that ended (lock-step) */
  readonly borrowedWorkers: number;
  /** the scenario that this one's worker slots went to when it ended (lock-step); lent once an attempt */
  readonly lentWorkersTo: string | null;
  readonly spans: readonly Span[];
  readonly milestones: readonly ScenarioMilestone[];
  readonly points: readonly ProgressPoint[];
  /** what the skill said and what went wrong, newest last, at most MAX_LOG_LINES */
  readonly log: readonly ScenarioLogLine[];
};

export type Release = {
  readonly percent: number;
  readonly reason: ReleaseReason;
  readonly atMs: number;
  readonly waitedMs: number;
  readonly actor: Actor;
};

/** The barrier in front of the scenarios that came first; null when nobody waits. */
export type BarrierState = {
  readonly gate: number;
  readonly firstArrivalMs: number;
  /** the wait limit counts from here: a new attempt is waited for anew; missing: from the first arrival */
  readonly limitFromMs?: number;
  /** some awaited scenario ended while others waited here */
  readonly endedWhileAwaited: boolean;
  /** hold-for-me: set once only the presenter is awaited */
  readonly gathered: "all-arrived" | "sibling-ended" | "timeout" | null;
};

export type CommandOutcome = {
  readonly commandId: string;
  readonly command: CommandType;
  readonly outcome: "accepted" | "refused";
  readonly code: RefusalCode | null;
  readonly message: string | null;
  readonly atMs: number;
  readonly actor: Actor;
};

/** The fold of a run's facts: what every view, the runner and the review read. */
export type RunState = {
  readonly runId: string;
  readonly spec: RunSpec;
  readonly status: RunStatus;
  readonly lastSeq: number;
  /** run time of the last event */
  readonly atMs: number;
  /** wall time of the last event, ISO 8601 */
  readonly at: string;
  readonly queuedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly epoch: number;
  readonly crashes: number;
  readonly recoveries: readonly { readonly atMs: number; readonly downtimeMs: number }[];
  /** true between an orderly stop and the next recovery */
  readonly interrupted: boolean;
  /** how many gates (see gates.ts) have been released; they are released in order */
  readonly releasedGates: number;
  readonly releases: readonly Release[];
  readonly barrier: BarrierState | null;
  readonly scenarios: readonly ScenarioState[];
  /** the one automatic attempt at reduced load has been made */
  readonly triedReducedLoad: boolean;
  readonly capped: {
    readonly unit: CostUnit;
    readonly spent: number;
    readonly limit: number;
    readonly atMs: number;
  } | null;
  readonly skillChanged: { readonly recordedVersion: string; readonly installedVersion: string } | null;
  /** the last 50, newest last */
  readonly commands: readonly CommandOutcome[];
  readonly results: RunResults | null;
  readonly diagnosis: string | null;
};
