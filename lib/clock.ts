import type { Clock } from "./core/ports/clock.ts";

/** The system clock: monotonic time for durations, wall time for display. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallTime: () => new Date(),
};
