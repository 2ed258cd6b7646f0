import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStores } from "../../lib/store/stores.ts";
import { isPortFree } from "../support/app-process.ts";
import { describeProcess, findByEnvironment, findDescendants, isLiving, until } from "../support/processes.ts";
import { findBrokenLaws } from "../support/run-laws.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const RUN = { skill: "data-transformation", sync: "milestone", items: [100, 200, 400], seed: 5 };

/** The first test kills it and starts it again, the second stops that one and starts it again. */
let app: TestApp;
beforeAll(async () => void (app = await startTestApp()), 150_000);
afterAll(async () => {
  await app.stop();
  rmSync(app.dataDir, { recursive: true, force: true });
});

async function startMidRun(): Promise<string> {
  const id = await app.start(RUN);
  await app.untilRun(id, "complex has started", ({ scenarios }) => (scenarios[2]?.itemsDone ?? 0) > 100);
  return id;
}

/** All processes of the app, including PostgreSQL's and the skills'. */
function listProcesses(): number[] {
  return [...new Set([...findDescendants(app.pid), ...findByEnvironment(`DATA_DIR=${app.dataDir}`)])];
}

async function expectNothingLeft(before: readonly number[]): Promise<void> {
  const isLeft = (pid: number) => isLiving(pid) && before.includes(pid);
  const left = () => [...new Set([...before.filter(isLeft), ...findByEnvironment(`DATA_DIR=${app.dataDir}`)])];
  await until("all its processes end", () => left().length === 0, 10_000).catch((error: unknown) => {
    throw new Error(left().map(describeProcess).join("\n"), { cause: error });
  });
  expect(await isPortFree(app.port)).toBe(true);
}

test("[E2] [O5] kill -9 of npm start during a run leaves no process, and the next start completes the run", async () => {
  const id = await startMidRun();
  const processes = listProcesses();
  // web, runner, PostgreSQL with its workers, a watchdog and six skills
  expect(processes.length).toBeGreaterThan(12);
  const killedAt = performance.now();
  await app.kill();
  await expectNothingLeft(processes);
  expect(performance.now() - killedAt).toBeLessThan(8_000);

  app = await startTestApp({ dataDir: app.dataDir });
  const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(run.recoveries).toHaveLength(1);
  expect(run.scenarios.map(({ itemsDone }) => itemsDone)).toEqual(RUN.items);
  expect(findBrokenLaws(run, await app.events(id))).toEqual([]);
}, 180_000);

test("[O5] a graceful stop during a run stores a checkpoint of every open scenario, and the next start continues", async () => {
  const id = await startMidRun();
  const processes = listProcesses();
  expect(await app.stop({ keepData: true })).toBe(0);
  await expectNothingLeft(processes);
  expect(app.said()).not.toMatch(/killed|forced stop|did not end/);

  app = await startTestApp({ dataDir: app.dataDir });
  const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(run.recoveries).toHaveLength(1);
  expect(findBrokenLaws(run, await app.events(id))).toEqual([]);
  const events = await app.events(id);
  const stop = events.findIndex(({ type }) => type === "run.interrupted");
  const endedBefore = events.slice(0, stop).filter(({ type }) => type === "scenario.completed").length;
  const stores = await createStores({ databaseUrl: readFileSync(join(app.dataDir, "postgres/url"), "utf8") });
  const checkpoints = (await stores.log.readCheckpoints(id)).filter(({ kind }) => kind === "interrupt");
  await stores.close();
  expect(checkpoints).toHaveLength(RUN.items.length - endedBefore);
  for (const { doneRanges, scenarioId } of checkpoints) {
    const done = doneRanges.reduce((sum, [from, to]) => sum + to - from, 0);
    const lastProgress = events
      .slice(0, stop)
      .findLast((event) => event.type === "scenario.progressed" && event.scenarioId === scenarioId);
    expect(done).toBe(lastProgress?.type === "scenario.progressed" ? lastProgress.totals.itemsDone : -1);
  }
}, 180_000);
