import type { Clock } from "../../core/ports/clock.ts";
import type { EventLog } from "../../core/ports/event-log.ts";
import type { ProcessFigures } from "../../core/ports/process-figures.ts";
import { Appends, countAppends } from "./appends.ts";
import { measureEventLoopDelay } from "./event-loop-delay.ts";

export type ProcessCounts = {
  /** the same log; what is appended through it is counted */
  countLog(log: EventLog): EventLog;
  read(): ProcessFigures;
  close(): void;
};

/** Counts what this process does, as plain numbers, from now on. */
export function startProcessCounts(clock: Clock): ProcessCounts {
  const appends = new Appends(clock);
  const eventLoop = measureEventLoopDelay(clock);
  const startedAt = Math.round(clock.wallTime().getTime() - process.uptime() * 1_000) / 1_000;
  return {
    countLog: (log) => countAppends(log, appends),
    read() {
      const { rss, heapUsed } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      return {
        startedAt,
        cpuSeconds: (user + system) / 1e6,
        residentBytes: rss,
        heapUsedBytes: heapUsed,
        eventLoopDelay: eventLoop.delays.read(),
        appends: appends.durations.read(),
        appendsPending: appends.pending,
        appendFailures: appends.failures,
      };
    },
    close: () => eventLoop.stop(),
  };
}
