/** Upper bounds of the buckets in which durations are counted, in seconds. */
export const DURATION_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Durations counted since the start of a process. */
export type DurationCounts = {
  /** one per bound, and one for what is longer; not cumulative */
  readonly counts: readonly number[];
  readonly sumSeconds: number;
};

/** What a process reports about itself. */
export type ProcessFigures = {
  /** seconds since 1970 */
  readonly startedAt: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  /** how late timers are because the event loop is busy */
  readonly eventLoopDelay: DurationCounts;
  /** from the request to store facts until they are durable */
  readonly appends: DurationCounts;
  readonly appendsPending: number;
  readonly appendFailures: number;
};

/** Worker processes are reported one by one up to this number, by slots that are used again; the others as one sum. */
export const MAX_WORKER_SLOTS = 32;

/** What a runner reports about itself, each second. */
export type RunnerFigures = ProcessFigures & {
  /** runs that it drives, those that only wait included */
  readonly runs: number;
  readonly workers: number;
  /** resident memory of the worker in each slot, its children included; null: the slot is free, or not measured */
  readonly workerBytes: readonly (number | null)[];
  /** of the workers beyond MAX_WORKER_SLOTS */
  readonly otherWorkerBytes: number;
};
