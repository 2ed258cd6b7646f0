import type { Stores } from "../stores.ts";
import { createMemoryCommandInbox } from "./command-inbox.ts";
import { createMemoryDemoStore } from "./demo-store.ts";
import { createMemoryEventLog } from "./event-log.ts";
import { createMemoryExperiments } from "./experiments.ts";
import { createMemoryExportPlaces } from "./export-places.ts";
import { createMemoryGrantStore } from "./grant-store.ts";
import { createMemoryInputStore } from "./input-store.ts";
import { createMemoryDatabase } from "./memory-database.ts";
import { createMemoryRunOwnership } from "./run-ownership.ts";
import { createMemoryRunQueue } from "./run-queue.ts";
import { createMemoryRunnerPresence } from "./runner-presence.ts";
import { createMemoryRunStore } from "./run-store.ts";
import { createMemoryStageStore } from "./stage-store.ts";
import { createMemoryStorage } from "./storage.ts";

/** All stores in memory, for tests. `nowMs` is the database's clock, which leases and expiries use. */
export function createMemoryStores(options: { nowMs?: () => number } = {}): Stores {
  const database = createMemoryDatabase(options.nowMs ?? Date.now);
  const queue = createMemoryRunQueue();
  const demos = createMemoryDemoStore();
  return {
    log: createMemoryEventLog(database),
    ownership: createMemoryRunOwnership(database),
    commands: createMemoryCommandInbox(database),
    runs: createMemoryRunStore(database),
    demos,
    stages: createMemoryStageStore(database),
    grants: createMemoryGrantStore(database),
    inputs: createMemoryInputStore(database),
    storage: createMemoryStorage(database, demos),
    exports: createMemoryExportPlaces(database),
    experiments: createMemoryExperiments(database),
    queue,
    runners: createMemoryRunnerPresence(database),
    ping: async () => 0,
    close: () => queue.stop(),
  };
}
