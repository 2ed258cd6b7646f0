export const QUEUE_WAIT_REASONS = ["no-runner", "no-slot", "starting", "unknown"] as const;

/** Why a queued run has not started: no runner is alive, all slots are taken, or a runner is about to take it. */
export type QueueWait = {
  readonly reason: (typeof QUEUE_WAIT_REASONS)[number];
  /** 1: the next to start */
  readonly position: number;
};

/** Free slots of all living runners; null: no runner is alive; "unknown": this process has not listened long enough. */
export type FreeSlots = number | null | "unknown";

/** Positions beyond this one are not counted. */
export const MAX_AHEAD = 999;

/** `ahead`: number of runs queued before it. */
export function computeQueueWait(free: FreeSlots, ahead: number): QueueWait {
  const position = ahead + 1;
  if (free === "unknown") return { reason: "unknown", position };
  if (free === null) return { reason: "no-runner", position };
  return { reason: position <= free ? "starting" : "no-slot", position };
}
