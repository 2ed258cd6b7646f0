import { afterAll, beforeAll, expect, test } from "vitest";
import { KEEP_WORKERS_MS } from "../../lib/core/decide/idle-workers.ts";
import { createProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { findChildren } from "../support/processes.ts";
import { TEST_REGISTRY_URL } from "../support/skills/registry.ts";
import { createTestRunner } from "../support/test-runner.ts";

const HOLDS = 20;
/** two scenarios with a worker each */
const RUN = { hold: "presenter", milestones: [50], items: [4, 8] } as const;
const countWorkers = () => findChildren(process.pid, "isolation/inside").length;

let database: TestDatabase;
let stores: Stores;
const host = createProcessSkillHost({ parentEnv: process.env, registryUrl: TEST_REGISTRY_URL, graceMs: 50 });

beforeAll(async () => {
  database = await createTestDatabase();
  stores = await createStores({ databaseUrl: database.url });
});
afterAll(async () => {
  await host.endAll();
  await stores.close();
  await database.drop();
});

test("[A8] 20 held runs let the next one start, and keep no process after a while", { timeout: 120_000 }, async () => {
  const { runner, start, statusOf, send, pass } = createTestRunner(stores, host);
  await runner.start();
  const held = Array.from({ length: HOLDS }, (_, index) => `run_held_${index}`);
  for (const id of held) await start(id, RUN);
  const statuses = async () => new Set(await Promise.all(held.map(statusOf)));
  await expect.poll(statuses, { timeout: 60_000, interval: 200 }).toEqual(new Set(["holding"]));
  expect(countWorkers()).toBe(2 * HOLDS);

  pass(KEEP_WORKERS_MS);
  await expect.poll(countWorkers, { timeout: 20_000, interval: 100 }).toBe(0);
  expect(await statuses()).toEqual(new Set(["holding"]));

  await start("run_next", { ...RUN, hold: "none" });
  await expect.poll(() => statusOf("run_next"), { timeout: 20_000 }).toBe("complete");

  await send("run_held_7", "advance");
  await expect.poll(() => statusOf("run_held_7"), { timeout: 20_000 }).toBe("complete");
  const state = await stores.log.readState("run_held_7");
  expect(state?.scenarios.map(({ totals }) => [totals.itemsDone, totals.itemsFailed])).toEqual([
    [4, 0],
    [8, 0],
  ]);
  expect(state).toMatchObject({ crashes: 0, recoveries: [] });
  await runner.stop();
});
