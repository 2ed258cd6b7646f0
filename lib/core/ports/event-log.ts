import type { RunStatus } from "../run/statuses.ts";
import type { NewRunEvent, RunEvent } from "../run/events.ts";
import type { RunState } from "../run/state.ts";

/** Per item, what the skill said of it. `index` counts from 0 within the scenario. */
export type ItemResult = {
  readonly index: number;
  readonly ok: boolean;
  /** why it failed; null when ok */
  readonly error: string | null;
  /** numbers summed by metric formulas, at most MAX_FIGURE either way; those of tokens are never below 0 */
  readonly values: { readonly [name: string]: number };
  /** numbers pooled by percentile formulas, at most MAX_FIGURE either way */
  readonly samples: { readonly [name: string]: readonly number[] };
  /** a short human label of the outcome, for drill-down: "ham taken for spam" */
  readonly outcome: string;
};

/** Results of finished items of one batch, stored with the facts that count them. */
export type ResultSegment = {
  readonly scenarioId: string;
  readonly attempt: number;
  readonly fromItem: number;
  /** the one after the last */
  readonly toItem: number;
  readonly durationMs: number;
  readonly results: readonly ItemResult[];
};

/** E1, scenario-level: at each milestone and at failure. */
export type ScenarioCheckpoint = {
  readonly scenarioId: string;
  readonly attempt: number;
  /** null but at a milestone */
  readonly percent: number | null;
  readonly kind: "milestone" | "failure" | "end" | "interrupt";
  /** finished item ranges, ascending, disjoint; at a failure only what went right: where a new attempt goes on */
  readonly doneRanges: readonly (readonly [from: number, to: number])[];
  readonly elapsedMs: number;
  readonly quality: number | null;
};

/** E1, milestone-level: every scenario's status when a barrier opened. */
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
  /** E1, full-state: a fold of stored events up to `state.lastSeq` */
  readonly snapshot?: RunState;
  /** marks commands of the inbox as handled in the same statement */
  readonly handledCommandIds?: readonly string[];
  /** denormalised for lists */
  readonly status?: RunStatus;
};

/** What a runner holds of a run. */
export type Claim = {
  readonly runId: string;
  readonly epoch: number;
  readonly crashes: number;
  readonly downtimeMs: number | null;
};

/** Thrown by an append under an epoch that is not the run's any more. Decide by `code`. */
export class StaleWriterError extends Error {
  readonly code = "stale-writer";
}

/** Writes facts of one run under one claim. Appends arriving while one is under way go out together in the next. */
export interface RunWriter {
  /** Resolves with the first and last seq taken once everything is durable. Rejects with StaleWriterError when taken over. After any rejection the writer is unusable: claim anew and read. */
  append(append: Append): Promise<{ readonly firstSeq: number; readonly lastSeq: number }>;
  /** Resolves when nothing is buffered or under way. */
  idle(): Promise<void>;
}

export type LogNotice =
  | { readonly kind: "events"; readonly runId: string; readonly seq: number }
  | { readonly kind: "heartbeat"; readonly runId: string }
  | { readonly kind: "relisten" };

export interface EventLog {
  /** Events with seq > afterSeq, ascending, at most `limit` (default: all). */
  read(runId: string, afterSeq: number, limit?: number): Promise<RunEvent[]>;
  /** Latest full-state snapshot at or before `atSeq` (default: the latest). */
  readSnapshot(runId: string, atSeq?: number): Promise<RunState | null>;
  /** Folds the run's state up to now, from the latest snapshot; null when there is no such run. */
  readState(runId: string): Promise<RunState | null>;
  readSegments(runId: string, scenarioId: string): Promise<ResultSegment[]>;
  readCheckpoints(runId: string): Promise<(ScenarioCheckpoint & { readonly createdAt: string })[]>;
  /** A fact of the stage or a refusal on an ended run: needs an actor, not a claim. */
  appendStageFact(
    runId: string,
    event: NewRunEvent,
    handledCommandIds?: readonly string[],
  ): Promise<{ readonly seq: number }>;
  openWriter(claim: Claim): RunWriter;
  /** Notices are hints, delivered at most once; "relisten" says that some may have been missed: read after the last seq. Resolves to unsubscribe. */
  subscribe(listener: (notice: LogNotice) => void): Promise<() => Promise<void>>;
}
