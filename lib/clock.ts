import { uptime } from "node:os";
import type { SystemClock } from "./core/ports/clock.ts";

/** The system's clocks: monotonic time for durations, wall time for display, and the time since the boot. */
export const systemClock: SystemClock = {
  nowMs: () => performance.now(),
  wallTime: () => new Date(),
  bootMs: () => uptime() * 1_000,
};
