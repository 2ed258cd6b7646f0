import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createStores } from "../../lib/store/stores.ts";
import { isPortFree } from "../support/app-process.ts";
import { describeProcess, findByEnvironment, findDescendants, isLiving, until } from "../support/processes.ts";
import { findBrokenLaws } from "../support/run-laws.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const RUN = { skill: "data-transformation", sync: "milestone", items: [100, 200, 400], seed: 5 };

let house: TestApp;
afterEach(async () => {
  await house.stop();
  rmSync(house.dataDir, { recursive: true, force: true });
});

async function startMidRun(): Promise<string> {
  const id = await house.start(RUN);
  await house.untilRun(id, "complex is under way", ({ scenarios }) => (scenarios[2]?.itemsDone ?? 0) > 100);
  return id;
}

/** Every process of the house, PostgreSQL's and the skills' included. */
function listProcesses(): number[] {
  return [...new Set([...findDescendants(house.pid), ...findByEnvironment(`DATA_DIR=${house.dataDir}`)])];
}

async function expectNothingLeft(before: readonly number[]): Promise<void> {
  const isLeft = (pid: number) => isLiving(pid) && before.includes(pid);
  const left = () => [...new Set([...before.filter(isLeft), ...findByEnvironment(`DATA_DIR=${house.dataDir}`)])];
  await until("all its processes end", () => left().length === 0, 10_000).catch((error: unknown) => {
    throw new Error(left().map(describeProcess).join("\n"), { cause: error });
  });
  expect(await isPortFree(house.port)).toBe(true);
}

test("[E2] [O5] kill -9 of npm start in mid-run: nothing is left behind, and the next start goes on to the full counts", async () => {
  house = await startTestApp();
  const id = await startMidRun();
  const processes = listProcesses();
  // web, runner, PostgreSQL with its workers, a watchdog and six skills
  expect(processes.length).toBeGreaterThan(12);
  const killedAt = performance.now();
  await house.kill();
  await expectNothingLeft(processes);
  expect(performance.now() - killedAt).toBeLessThan(8_000);

  house = await startTestApp({ dataDir: house.dataDir });
  const run = await house.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(run.recoveries).toHaveLength(1);
  expect(run.scenarios.map(({ itemsDone }) => itemsDone)).toEqual(RUN.items);
  expect(findBrokenLaws(run, await house.events(id))).toEqual([]);
}, 180_000);

test("[O5] an orderly stop in mid-run stores a checkpoint of every open scenario, and the next start goes on", async () => {
  house = await startTestApp();
  const id = await startMidRun();
  const processes = listProcesses();
  expect(await house.stop({ keepData: true })).toBe(0);
  await expectNothingLeft(processes);
  expect(house.said()).not.toMatch(/killed|stopped without order|did not end/);

  house = await startTestApp({ dataDir: house.dataDir });
  const run = await house.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(run.recoveries).toHaveLength(1);
  expect(findBrokenLaws(run, await house.events(id))).toEqual([]);
  const events = await house.events(id);
  const stop = events.findIndex(({ type }) => type === "run.interrupted");
  const endedBefore = events.slice(0, stop).filter(({ type }) => type === "scenario.completed").length;
  const stores = await createStores({ databaseUrl: readFileSync(join(house.dataDir, "postgres/url"), "utf8") });
  const checkpoints = (await stores.log.readCheckpoints(id)).filter(({ kind }) => kind === "interrupt");
  await stores.close();
  expect(checkpoints).toHaveLength(RUN.items.length - endedBefore);
  for (const { doneRanges, scenarioId } of checkpoints) {
    const done = doneRanges.reduce((sum, [from, to]) => sum + to - from, 0);
    const told = events
      .slice(0, stop)
      .findLast((event) => event.type === "scenario.progressed" && event.scenarioId === scenarioId);
    expect(done).toBe(told?.type === "scenario.progressed" ? told.totals.itemsDone : -1);
  }
}, 180_000);
