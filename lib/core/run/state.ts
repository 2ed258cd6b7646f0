import type { FailureKind, ItemError } from "./failure-kinds.ts";
import type { ScenarioLoad, ScenarioTotals } from "./totals.ts";
import type { ScenarioStatus, RunStatus } from "./statuses.ts";
import type { Actor } from "./actor.ts";
import type { BatchFailure } from "./batch-failures.ts";
import type { CommandType, RefusalCode } from "./commands.ts";
import type { CostUnit } from "./prices.ts";
import type { GatherReason, PauseReason, ReleaseReason, RunEventOf, SizesFitted, Suspension } from "./events.ts";
import type { FaultKind } from "./faults.ts";
import type { MachineHistory } from "./machine-load.ts";
import type { RunResults } from "./results.ts";
import type { RunSpec } from "./spec.ts";

/** A stretch of a scenario's timeline in run time; `toMs` null = open. */
export type Span = { readonly kind: "running" | PauseReason; readonly fromMs: number; readonly toMs: number | null };

export type ScenarioMilestone = {
  readonly percent: number;
  readonly atMs: number;
  readonly elapsedMs: number;
  readonly quality: number | null;
};

/** Cumulative figures at one moment, for trends and growth within a scenario; at most MAX_POINTS are kept, evenly spread. */
export type ProgressPoint = {
  readonly itemsDone: number;
  readonly atMs: number;
  readonly elapsedMs: number;
  readonly busyMs: number;
  readonly cpuWaitMs: number;
  readonly quality: number | null;
  /** largest resident memory among the workers, as last measured, in MB; null when not measured yet */
  readonly memoryMb: number | null;
  readonly workers: number;
};

/** A failed batch whose items are to be retried. */
export type OpenBatchFailure = Pick<
  RunEventOf<"batch.failed">,
  "fromItem" | "toItem" | "kind" | "message" | "tries" | "next" | "retryAtMs"
>;

/** A stretch of run time in which a fault was active; `toMs` null = open. */
export type FaultSpan = { readonly fault: FaultKind; readonly fromMs: number; readonly toMs: number | null };

export const MAX_POINTS = 300;
export const MAX_LOG_LINES = 200;
export const MAX_FAULTS = 50;
export const MAX_SUSPENSIONS = 50;
/** Above this number, short spans are merged; see spans.ts. */
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
  /** a pause was requested and waits for the batches in flight */
  readonly pausing: boolean;
  readonly pauseReason: PauseReason | null;
  /** index of the gate (gates.ts) that the scenario waits at; kept while it is paused there */
  readonly waitingAtGate: number | null;
  readonly failure: { readonly kind: FailureKind; readonly message: string } | null;
  readonly attempt: number;
  /** run time of its end; null before it; missing in states older than this field */
  readonly endedAtMs?: number | null;
  /** active time of the earlier attempts: each attempt has the whole time budget */
  readonly earlierElapsedMs: number;
  readonly load: ScenarioLoad;
  /** waiting for a retry, ascending by item, disjoint */
  readonly brokenBatches: readonly OpenBatchFailure[];
  /** every failed batch with its outcome, newest last; missing in states older than this field */
  readonly batchFailures?: readonly BatchFailure[];
  /** why items failed in the attempt that ended last, the most frequent errors first; missing before, in older states, and for the audience */
  readonly itemErrors?: readonly ItemError[];
  /** the latest worker that did not become ready, until all are; missing in states older than this field */
  readonly failedStart?: Pick<RunEventOf<"worker.failed">, "tries" | "next"> | null;
  /** run time of the last progress; null when the scenario is not stalled */
  readonly stalledSinceMs: number | null;
  readonly fault: FaultKind | null;
  /** newest last, at most MAX_FAULTS */
  readonly faults: readonly FaultSpan[];
  readonly totals: ScenarioTotals;
  readonly memoryMb: number | null;
  readonly peakMemoryMb: number | null;
  readonly workers: number;
  /** lock-step: worker slots borrowed from ended scenarios */
  readonly borrowedWorkers: number;
  /** lock-step: the scenario that this one's worker slots were lent to when it ended; once per attempt */
  readonly lentWorkersTo: string | null;
  readonly spans: readonly Span[];
  readonly milestones: readonly ScenarioMilestone[];
  readonly points: readonly ProgressPoint[];
  /** output of the skill, and failures, newest last, at most MAX_LOG_LINES */
  readonly log: readonly ScenarioLogLine[];
};

export type Release = {
  readonly percent: number;
  readonly reason: ReleaseReason;
  readonly atMs: number;
  readonly waitedMs: number;
  readonly actor: Actor;
};

/** The barrier that scenarios wait at; null when none waits. */
export type BarrierState = {
  readonly gate: number;
  readonly firstArrivalMs: number;
  /** start of the wait limit, reset by a new attempt; missing: the first arrival */
  readonly limitFromMs?: number;
  /** an awaited scenario ended while others waited here */
  readonly endedWhileAwaited: boolean;
  /** hold-for-me: set once only the presenter is awaited */
  readonly gathered: GatherReason | null;
};

export type CommandOutcome = {
  readonly commandId: string;
  readonly command: CommandType;
  /** null: all; missing in snapshots of older versions */
  readonly scenarioId?: string | null;
  readonly outcome: "accepted" | "refused";
  readonly code: RefusalCode | null;
  readonly message: string | null;
  readonly atMs: number;
  readonly actor: Actor;
};

/** The fold of a run's facts, which the pages, the runner and the review read. */
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
  /** missing: sizes as planned, or not fitted yet; the scenarios of the spec have them */
  readonly sizesFitted?: SizesFitted;
  readonly epoch: number;
  /** missing where the system does not report it, and in states older than this field */
  readonly machine?: MachineHistory;
  readonly crashes: number;
  readonly recoveries: readonly { readonly atMs: number; readonly downtimeMs: number }[];
  /** newest last, at most MAX_SUSPENSIONS; missing in states older than this field */
  readonly suspensions?: readonly (Suspension & { readonly atMs: number })[];
  /** true between an orderly shutdown and the next recovery */
  readonly interrupted: boolean;
  /** number of released gates (gates.ts); they are released in order */
  readonly releasedGates: number;
  readonly releases: readonly Release[];
  readonly barrier: BarrierState | null;
  readonly scenarios: readonly ScenarioState[];
  /** run time since which the run waits without workers; null or missing: it has them */
  readonly workersEndedMs?: number | null;
  /** run time at which they were last started again; missing: never */
  readonly workersStartedMs?: number;
  /** the one automatic retry at reduced load was made */
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
