import { test } from "vitest";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { newId } from "../../lib/ids.ts";
import { Runner } from "../../lib/runner/runner.ts";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { createFakeSkillHost } from "../support/fake-skill-host.ts";
import { testRunSpec } from "../support/run-spec.ts";
import { skillRegistry } from "../support/skills/registry.ts";

const ITEMS = [400, 800, 1_600];

/** PostgreSQL refuses everything that a run stores, as with a full disk: reading still works. */
async function refuseWrites(database: TestDatabase, code: string): Promise<() => Promise<void>> {
  const tables = ["run_events", "run_commands", "runs"];
  await withOneConnection(database.url, async (sql) => {
    await sql.unsafe(`create or replace function refuse() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = '${code}'; end $$`);
    for (const table of tables)
      await sql.unsafe(`create trigger refuse before insert or update on ${table} execute function refuse()`);
  });
  return () =>
    withOneConnection(database.url, async (sql) => {
      for (const table of tables) await sql.unsafe(`drop trigger refuse on ${table}`);
    });
}

async function startRunner(stores: Stores) {
  const logged: string[] = [];
  const log = (details: object, message: string) =>
    void logged.push("err" in details && details.err instanceof Error ? `${message}: ${details.err.message}` : message);
  const { host } = createFakeSkillHost({ gate: () => new Promise((resolve) => setTimeout(resolve, 20)) });
  const runner = new Runner({
    ...stores,
    host,
    skills: skillRegistry,
    clock: { nowMs: () => performance.now(), wallTime: () => new Date() },
    runnerId: "runner_test",
    owner: { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" },
    isAlive: () => true,
    logger: { info: log, warn: log, error: log },
  });
  await runner.start();
  return { runner, logged };
}

async function startRun(stores: Stores): Promise<string> {
  const runId = newId("run");
  const actor = { role: "presenter", name: "test" } as const;
  await stores.runs.create({ id: runId, spec: testRunSpec({ items: ITEMS }), actor, at: new Date().toISOString() });
  await stores.queue.send(runId);
  return runId;
}

/** Items are counted once although their batches may have run twice. */
async function resultsOf(stores: Stores, runId: string): Promise<number[]> {
  const { scenarios } = testRunSpec({ items: ITEMS });
  const segments = await Promise.all(scenarios.map(({ id }) => stores.log.readSegments(runId, id)));
  return segments.map((of) => of.flatMap(({ results }) => results).length);
}

// each waits for seconds of the reports, so all at once, with a database for each
test.concurrent.for([
  ["53100", "disk-full"],
  ["53200", "out-of-memory"],
  ["53400", "limit-exceeded"],
] as const)(
  "[E2] runs continue automatically after the database has refused to store with %s",

  async ([code, shortage], { expect, onTestFinished }) => {
    const database = await createTestDatabase();
    const stores = await createStores({ databaseUrl: database.url });
    onTestFinished(async () => {
      await stores.close();
      await database.drop();
    });
    const reported: string[] = [];
    await stores.storage.subscribe((report) => reported.push(report));
    const { runner, logged } = await startRunner(stores);
    const runIds = await Promise.all([startRun(stores), startRun(stores), startRun(stores)]);
    const progressed = (runId: string) => stores.runs.get(runId).then((run) => run?.itemsDone[2] ?? 0);
    await Promise.all(
      runIds.map(async (runId) => {
        await expect.poll(() => progressed(runId), { timeout: 10_000 }).toBeGreaterThan(20);
      }),
    );

    const allowWrites = await refuseWrites(database, code);
    const lost = () => logged.filter((line) => line.startsWith("run lost")).length;
    await expect.poll(lost, { timeout: 20_000 }).toBe(runIds.length);
    // reported once a second: for longer than crashes would be forgiven
    await expect.poll(() => reported.length, { timeout: 20_000 }).toBeGreaterThan(4);
    expect(new Set(reported)).toEqual(new Set([shortage]));
    await allowWrites();

    for (const runId of runIds) {
      await expect.poll(async () => (await stores.runs.get(runId))?.status, { timeout: 20_000 }).toBe("complete");
      const events: RunEvent[] = await stores.log.read(runId, 0);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(await resultsOf(stores, runId)).toEqual(ITEMS);
      const recovered = events.filter((event) => event.type === "run.recovered");
      expect(Math.max(...recovered.map(({ downtimeMs }) => downtimeMs))).toBeGreaterThan(1_000);
      expect(recovered.map(({ crashes }) => crashes)).toEqual(recovered.map(() => 0));
      expect(events.filter(({ type }) => type === "batch.failed" || type === "scenario.retried")).toEqual([]);
    }
    await runner.stop();
  },
);
