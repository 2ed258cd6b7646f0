import type { RunnerPresence } from "../../core/ports/runner-presence.ts";
import type { MemoryDatabase } from "./memory-database.ts";

export function createMemoryRunnerPresence({ runnerNotices }: MemoryDatabase): RunnerPresence {
  return {
    announce: async (notice) => runnerNotices.publish(notice),
    subscribe: (notify) => runnerNotices.subscribe(notify),
  };
}
