import { pluralize } from "../../core/words/plural.ts";

/** Labels of a run and its scenarios: statuses, modes, reasons. */
export const runText = {
  statuses: {
    queued: "queued",
    preparing: "getting ready",
    running: "running",
    holding: "holding",
    paused: "paused",
    complete: "complete",
    partial: "partial",
    failed: "failed",
    cancelled: "cancelled",
  },
  modes: { milestone: "milestone", "free-running": "free-running", "lock-step": "lock-step" },
  holdForMe: (mode: string) => `${mode}, hold for me`,
  ranks: { excellent: "excellent", good: "good", basic: "basic", below: "below basic" },
} as const;

/** One scenario's state, in a word or two. */
export const scenarioText = {
  notStarted: "not started",
  gettingReady: "getting ready",
  /** in the place of a size */
  toBeFitted: "size being fitted",
  restarting: "restarting",
  running: "running",
  attempt: (attempt: number) => `attempt ${attempt}`,
  pausing: "pausing",
  paused: "paused",
  retrying: "retrying",
  recovering: "recovering",
  startingWorkers: "starting up",
  waiting: "waiting",
  holding: "holding",
  complete: "complete",
  completeWithFailures: (failed: string) => `complete, ${failed} failed`,
  failed: "failed",
  cancelled: "cancelled",
  quality: (quality: string) => `quality ${quality}`,
} as const;

/** The line below a scenario's figures. */
export const rowNoteText = {
  retryIn: (attempt: number, of: number, seconds: string) => `try ${attempt} of ${of} in ${seconds} s`,
  retryNow: (attempt: number, of: number) => `try ${attempt} of ${of} now`,
  stalled: (seconds: number) => `no progress for ${seconds} s`,
  reducedBatches: (size: number) => `batches of ${size}`,
  timeLeft: (about: string) => `${about} left`,
} as const;

const WORKER = { one: "worker", many: "workers" };

export const formatWorkers = (count: number): string => `${count} ${pluralize(count, WORKER)}`;
