import { afterAll, beforeAll, expect, test } from "vitest";
import type { OperationContext } from "../../lib/operations/context.ts";
import { getRunExports } from "../../lib/operations/telemetry/get-run-exports.ts";
import { systemClock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import { requestExperiment } from "../../lib/operations/telemetry/request-experiment.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { selectRunTelemetry, type RunTelemetry } from "../../lib/view/telemetry/select-run-telemetry.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { NO_PRICES } from "../support/prices.ts";
import { findChildren } from "../support/processes.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { reply, startLangfuse } from "./support/langfuse-stand-in.ts";

const KEYS = { publicKey: "pk-lf-test", secretKey: "sk-lf-test" };
const PATIENCE = { timeout: 60_000 };

let isAway = true;
/** Requests about data sets that are answered; after these there is silence. */
let answered = Infinity;
let langfuse: Awaited<ReturnType<typeof startLangfuse>>;
let database: TestDatabase;
let stores: Stores;
let app: TestApp;
beforeAll(async () => {
  langfuse = await startLangfuse(
    KEYS,
    (path) => {
      if (isAway) return (response) => reply(response, 500, {});
      if (!path.includes("dataset") || answered-- > 0) return null;
      return () => undefined;
    },
    { version: 3, project: "project 7" },
  );
  database = await createTestDatabase();
  stores = await createStores({ databaseUrl: database.url });
  app = await startTestApp({
    databaseUrl: database.url,
    env: {
      LANGFUSE_PUBLIC_KEY: KEYS.publicKey,
      LANGFUSE_SECRET_KEY: KEYS.secretKey,
      LANGFUSE_BASE_URL: langfuse.url,
    },
  });
}, 180_000);
afterAll(async () => {
  await app.stop();
  await stores.close();
  await database.drop();
  await langfuse.close();
});

/** What web has, on the same database. */
function presenter(): OperationContext {
  const receivers = [{ signal: "langfuse", exporter: "langfuse", address: langfuse.url }] as const;
  return {
    ...stores,
    actor: { role: "presenter", name: "test" },
    clock: systemClock,
    newId,
    prices: NO_PRICES,
    skills: new Map(),
    telemetry: { content: false, receivers, exports: stores.exports, experiments: stores.experiments },
  };
}

async function readTelemetry(runId: string): Promise<RunTelemetry["langfuse"]> {
  const exports = await getRunExports(presenter(), runId);
  return exports.ok && exports.value !== null ? selectRunTelemetry(exports.value).langfuse : null;
}

test("[F5] the link to a run appears once the run has arrived, and its experiment arrives once although the process that sends is killed", async () => {
  const runId = await app.start({ skill: "text-classification", items: [40, 60], sync: "free-running" });
  await app.untilRun(runId, "it ends", ({ finishedAt }) => finishedAt !== null);
  await expect
    .poll(async () => (await readTelemetry(runId))?.state.text, PATIENCE)
    .toMatch(/^Langfuse has an error of its own \(500\): \d+ facts wait$/);
  expect((await readTelemetry(runId))?.href).toBeNull();
  isAway = false;
  await expect
    .poll(async () => (await readTelemetry(runId))?.href, PATIENCE)
    .toBe(`${langfuse.url}/project/project%207/sessions/${runId}`);
  await expect.poll(async () => (await readTelemetry(runId))?.state.text, PATIENCE).toBe("All sent");

  // in the middle of the links of the second ten items, so that ten count as sent
  answered = 1 + 1 + 20 + 15;
  const sessions = langfuse.observations.size;
  expect(await requestExperiment(presenter(), runId)).toMatchObject({ ok: true });
  await expect.poll(() => answered, PATIENCE).toBeLessThan(0);
  process.kill(findChildren(app.pid, "bin/telemetry.ts")[0] ?? 0, "SIGKILL");
  answered = Infinity;
  await expect
    .poll(async () => (await readTelemetry(runId))?.experiment?.state?.text, PATIENCE)
    .toMatch(/^Sent: \d+ items$/);

  expect(langfuse.problems).toEqual([]);
  const { items, runItems } = langfuse.datasets;
  const experiment = await stores.experiments.find("langfuse", runId);
  expect(items.size).toBeGreaterThan(20);
  expect(items.size).toBe(experiment?.total);
  expect(langfuse.observations.size - sessions).toBe(items.size);
  expect(runItems).toHaveLength(items.size);
  expect(new Set(runItems.map(({ datasetItemId }) => datasetItemId)).size).toBe(items.size);
}, 180_000);
