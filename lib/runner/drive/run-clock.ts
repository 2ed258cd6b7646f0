import type { Clock } from "../../core/ports/clock.ts";

/** Run time: starts with `start`, continues from the end of the log, and excludes downtime. */
export type RunClock = { nowMs(): number; start(): void; wallTime(): string };

/** `originMs`: run time of the last stored fact; `running`: false before run.started. */
export function createRunClock(clock: Clock, originMs: number, running: boolean): RunClock {
  let startedAtMs = running ? clock.nowMs() : null;
  return {
    nowMs: () => originMs + (startedAtMs === null ? 0 : clock.nowMs() - startedAtMs),
    start: () => {
      startedAtMs ??= clock.nowMs();
    },
    wallTime: () => clock.wallTime().toISOString(),
  };
}
