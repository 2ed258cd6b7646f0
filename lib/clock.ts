import type { Clock } from "./core/ports/clock.ts";

/** The process's own clock: durations from the monotonic one, wall time for display. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallTime: () => new Date(),
};
