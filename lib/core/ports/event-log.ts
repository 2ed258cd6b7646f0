import type { RunStatus } from "../run/statuses.ts";
import type { NewRunEvent, RunEvent } from "../run/events.ts";
import type { RunState } from "../run/state.ts";

/** The result of one item, as the skill reported it. `index` counts from 0 within the scenario. */
export type ItemResult = {
  readonly index: number;
  readonly ok: boolean;
  /** why it failed; null when ok */
  readonly error: string | null;
  /** numbers that metric formulas sum, within ±MAX_FIGURE; token counts are ≥0 */
  readonly values: { readonly [name: string]: number };
  /** numbers that percentile formulas pool, within ±MAX_FIGURE */
  readonly samples: { readonly [name: string]: readonly number[] };
  /** a short human label of the outcome, for drill-down: "ham taken for spam" */
  readonly outcome: string;
  /** of an item that used tokens, for traces: its batch, and the run time at which it was reported */
  readonly call?: { readonly batch: BatchKey; readonly finishedMs: number } | undefined;
};

/** One try of a batch: its items, from the first to the one after the last, and its start in run time. */
export type BatchKey = { readonly fromItem: number; readonly toItem: number; readonly startMs: number };

/**
 * done: every item has a result; failed: some have none; ended: its workers were ended meanwhile, by a cancel, a limit or a stop;
 * open: it went on after these results, and another segment has its end, unless its runner was killed.
 */
export type BatchEnding = "done" | "failed" | "ended" | "open";

/** When a batch ran, for traces. */
export type TimedBatch = BatchKey & {
  /** process id of its worker */
  readonly pid: number;
  /** run time; of an open one, its latest result's */
  readonly endMs: number;
  readonly ending: BatchEnding;
};

/** Results of finished items, and the batches that they belong to or that ended, since the segment before; stored in the same statement as the facts that count them. */
export type ResultSegment = {
  readonly scenarioId: string;
  readonly attempt: number;
  readonly fromItem: number;
  /** the one after the last */
  readonly toItem: number;
  readonly durationMs: number;
  readonly results: readonly ItemResult[];
  /** missing in segments of older versions */
  readonly batches?: readonly TimedBatch[] | undefined;
};

/** E1: a checkpoint of one scenario, at each milestone and at a failure. */
export type ScenarioCheckpoint = {
  readonly scenarioId: string;
  readonly attempt: number;
  /** null unless at a milestone */
  readonly percent: number | null;
  readonly kind: "milestone" | "failure" | "end" | "interrupt";
  /** ranges of finished items, ascending, disjoint; at a failure only the successful ones, from which a new attempt continues */
  readonly doneRanges: readonly (readonly [from: number, to: number])[];
  readonly elapsedMs: number;
  readonly quality: number | null;
};

/** E1: the status of every scenario when a barrier opened. */
export type MilestoneCheckpoint = {
  readonly percent: number;
  readonly statuses: {
    readonly [scenarioId: string]: {
      readonly status: string;
      readonly itemsDone: number;
      readonly quality: number | null;
    };
  };
};

export type Append = {
  readonly events: readonly NewRunEvent[];
  readonly segments?: readonly ResultSegment[];
  readonly checkpoints?: readonly ScenarioCheckpoint[];
  readonly milestones?: readonly MilestoneCheckpoint[];
  /** E1: the fold of the stored events up to `state.lastSeq` */
  readonly snapshot?: RunState;
  /** commands of the inbox to mark as handled in the same statement */
  readonly handledCommandIds?: readonly string[];
  /** copied to the run for lists */
  readonly status?: RunStatus;
};

/** A runner's claim on a run. */
export type Claim = {
  readonly runId: string;
  readonly epoch: number;
  /** losses of a runner in a row without progress of the run (progress.ts), the last one included */
  readonly crashes: number;
  readonly downtimeMs: number | null;
};

/** Thrown by an append whose epoch is outdated because the run was taken over. Check `code`. */
export class StaleWriterError extends Error {
  readonly code = "stale-writer";
}

/** Writes facts of one run under one claim. Appends made while one is in flight are sent together in the next. */
export interface RunWriter {
  /** Resolves with the first and last seq once everything is durable. Rejects with StaleWriterError after a takeover. After any rejection the writer is unusable: claim again and read. */
  append(append: Append): Promise<{ readonly firstSeq: number; readonly lastSeq: number }>;
  /** Resolves when nothing is buffered or in flight. */
  idle(): Promise<void>;
}

export type LogNotice =
  | { readonly kind: "events"; readonly runId: string; readonly seq: number }
  | { readonly kind: "heartbeat"; readonly runId: string }
  | { readonly kind: "relisten" };

/** What a segment says about time: its batches, and the results that used tokens. */
export type TimedSegment = Pick<ResultSegment, "scenarioId" | "attempt"> & {
  /** ascending within a run in the order of storage */
  readonly id: number;
  /** the last fact of the statement that stored it; 0 in segments of older versions */
  readonly seq: number;
  readonly batches: readonly TimedBatch[];
  readonly calls: readonly ItemResult[];
};

export interface EventLog {
  /** Events with seq > afterSeq, ascending, at most `limit` (default: all). */
  read(runId: string, afterSeq: number, limit?: number): Promise<RunEvent[]>;
  /** Latest full-state snapshot at or before `atSeq` (default: the latest). */
  readSnapshot(runId: string, atSeq?: number): Promise<RunState | null>;
  /** The run's current state, folded from the latest snapshot; null for an unknown run. */
  readState(runId: string): Promise<RunState | null>;
  readSegments(runId: string, scenarioId: string): Promise<ResultSegment[]>;
  /** Segments with id > afterId, stored with the fact `throughSeq` or before, ascending. */
  readTimedSegments(runId: string, afterId: number, throughSeq: number): Promise<TimedSegment[]>;
  readCheckpoints(runId: string): Promise<(ScenarioCheckpoint & { readonly createdAt: string })[]>;
  /** Appends a fact without a claim: one of the stage, or a refusal of an ended run. */
  appendStageFact(
    runId: string,
    event: NewRunEvent,
    handledCommandIds?: readonly string[],
  ): Promise<{ readonly seq: number }>;
  /**
   * Stores the facts that end a run which no runner owns, and excludes every earlier claim. False, with nothing stored, if the
   * run has a runner, has ended, or has facts after `afterSeq`.
   */
  finishUnclaimed(runId: string, afterSeq: number, append: Append): Promise<boolean>;
  openWriter(claim: Claim): RunWriter;
  /** Notices are hints, delivered at most once; after "relisten" some may be missing: read after the last seq. Resolves to a function that unsubscribes. */
  subscribe(listener: (notice: LogNotice) => void): Promise<() => Promise<void>>;
}
