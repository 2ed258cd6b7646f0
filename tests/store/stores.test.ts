import { afterAll } from "vitest";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createStores } from "../../lib/store/stores.ts";
import { describeEventLog, type OpenStores } from "../contract/event-log.ts";
import { describeWebStores } from "../contract/web-stores.ts";
import { describeInputStore } from "../contract/input-store.ts";
import { describeOtherWriters } from "../contract/other-writers.ts";
import { describeQueuedRuns } from "../contract/queued-runs.ts";
import { describeRunOwnership } from "../contract/run-ownership.ts";
import { describeRunStore } from "../contract/run-store.ts";
import { describeExperiments } from "../contract/experiments.ts";
import { describeExportPlaces } from "../contract/export-places.ts";
import { describeStorage } from "../contract/storage.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

const databases: TestDatabase[] = [];
const openPostgres: OpenStores = async () => {
  const database = await createTestDatabase();
  databases.push(database);
  return createStores({ databaseUrl: database.url });
};
afterAll(async () => {
  for (const database of databases) await database.drop();
});

for (const describePort of [
  describeEventLog,
  describeRunOwnership,
  describeRunStore,
  describeQueuedRuns,
  describeWebStores,
  describeInputStore,
  describeOtherWriters,
  describeExperiments,
  describeExportPlaces,
  describeStorage,
]) {
  describePort("memory", async () => createMemoryStores());
  describePort("postgres", openPostgres);
}
