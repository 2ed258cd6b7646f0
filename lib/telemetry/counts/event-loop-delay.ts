import type { Clock } from "../../core/ports/clock.ts";
import { Durations } from "./durations.ts";

/** A delay of this length is met by a timer for certain, a shorter one in proportion. */
const INTERVAL_MS = 50;
/** A process that was stopped for an hour was not delayed by its own work. */
const LONGEST_SECONDS = 10;

/**
 * Counts how late a timer is, from now on. A histogram of its own, since the one of node:perf_hooks has only percentiles since its
 * last reset, which cannot be added up over time or for several readers.
 */
export function measureEventLoopDelay(clock: Pick<Clock, "nowMs">): { readonly delays: Durations; stop(): void } {
  const delays = new Durations();
  let dueMs = clock.nowMs() + INTERVAL_MS;
  const timer = setInterval(() => {
    const nowMs = clock.nowMs();
    delays.add(Math.min(LONGEST_SECONDS, Math.max(0, nowMs - dueMs) / 1_000));
    dueMs = nowMs + INTERVAL_MS;
  }, INTERVAL_MS);
  timer.unref();
  return { delays, stop: () => clearInterval(timer) };
}
