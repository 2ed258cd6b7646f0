import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunDetail } from "../../lib/api/schemas.ts";
import {
  createKillRounds,
  describeKillPoint,
  outcomesOf,
  planKillPoints,
  type KillPoint,
} from "../support/kill-points.ts";
import { until } from "../support/processes.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const RUN = { skill: "data-transformation", sync: "milestone", items: [150, 300, 450], seed: 11 };

const SEED = 20;
/** One of each kind; `npm run chaos` has all, and those of one process are below. */
const points = planKillPoints(10, SEED)
  .filter(({ victims }) => victims.length > 1 || victims[0] === "worker")
  .map((point): [string, KillPoint] => [describeKillPoint(point), point]);

let app: TestApp;
let undisturbed: RunDetail;

function countDone({ scenarios }: RunDetail): number {
  return scenarios.reduce((sum, scenario) => sum + scenario.itemsDone, 0);
}

beforeAll(async () => {
  app = await startTestApp();
  const id = await app.start(RUN);
  undisturbed = await app.untilRun(id, "the undisturbed run ends", (run) => run.finishedAt !== null);
}, 180_000);

afterAll(() => app.stop());

describe("kill -9 during a run", () => {
  test("an undisturbed run is complete", () => {
    expect(undisturbed.status).toBe("complete");
    expect(undisturbed.scenarios.map(({ itemsDone }) => itemsDone)).toEqual(RUN.items);
  });

  test.each([
    ["runner", () => app.pidOf("runner")],
    ["web", () => app.pidOf("web")],
    ["PostgreSQL", () => app.databasePid()],
  ] as const)(
    "[E2] of %s: the run resumes automatically with the same counts and outcomes",
    async (name, pidOf) => {
      const id = await app.start(RUN);
      await app.untilRun(id, "complex has started", ({ scenarios }) => (scenarios[2]?.itemsDone ?? 0) > 100);
      const pid = pidOf();
      if (pid === null) throw new Error(`${name} has no process`);
      process.kill(pid, "SIGKILL");
      const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
      expect(run.status).toBe("complete");
      expect(outcomesOf(run)).toEqual(outcomesOf(undisturbed));
      expect(run.recoveries.length).toBe(name === "web" ? 0 : 1);
      const seqs = (await app.events(id)).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    },
    180_000,
  );

  test("[D4][D9][E2] of the runner while a failed batch waits for its next retry: tries and fault are kept", async () => {
    const id = await app.start({ ...RUN, retry: { mode: "automatic", limit: 5, backoffMs: 700 } });
    const press = async (fault: string | null): Promise<void> => {
      const click = { id: `click_${fault}`, type: "fault", scenario: "complex", fault };
      expect((await app.call(`/api/runs/${id}/commands`, click)).status).toBe(202);
    };
    const mostTries = async () =>
      Math.max(0, ...(await app.events(id)).map((event) => (event.type === "batch.failed" ? event.tries : 0)));
    await app.untilRun(id, "complex has started", ({ scenarios }) => (scenarios[2]?.itemsDone ?? 0) > 100);
    await press("fail");
    await expect.poll(mostTries, { timeout: 20_000 }).toBe(1);
    const pid = app.pidOf("runner");
    if (pid === null) throw new Error("the runner has no process");
    process.kill(pid, "SIGKILL");
    await expect.poll(mostTries, { timeout: 20_000 }).toBe(2);
    await press(null);
    const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
    expect(outcomesOf(run)).toEqual(outcomesOf(undisturbed));
    expect(run.recoveries).toHaveLength(1);
  }, 120_000);

  test.each([
    ["the runner", () => [app.pidOf("runner")]],
    ["all that Ctrl-Z stops", () => [app.pid, app.pidOf("web"), app.pidOf("runner")]],
  ] as const)(
    "[D3][E2][F8] SIGSTOP of %s for longer than a lease and the stall limit: nothing is charged or ended, and it is said",
    async (_what, pidsOf) => {
      const id = await app.start({ ...RUN, stallLimitMs: 3_000 });
      await app.untilRun(id, "complex has started", ({ scenarios }) => (scenarios[2]?.itemsDone ?? 0) > 50);
      const pids = pidsOf().filter((pid) => pid !== null);
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      const stoppedAt = performance.now();
      await until("the stop has lasted 7 s", () => performance.now() - stoppedAt > 7_000);
      for (const pid of pids) process.kill(pid, "SIGCONT");
      const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
      expect(outcomesOf(run)).toEqual(outcomesOf(undisturbed));
      const events = await app.events(id);
      expect(events.filter(({ type }) => type === "batch.failed" || type === "run.recovered")).toEqual([]);
      const [suspended] = events.filter((event) => event.type === "run.suspended");
      expect(suspended).toMatchObject({ cause: "process" });
      expect(suspended?.suspendedMs).toBeGreaterThan(6_000);
      const wallMs = Date.parse(run.finishedAt ?? "") - Date.parse(run.startedAt ?? "");
      for (const { elapsedMs } of run.scenarios) expect(elapsedMs).toBeLessThan(wallMs - 6_000);
    },
    120_000,
  );

  test("[E2][A9] of the runner three times without progress: a run that computes is failed with a diagnosis, one that only waits is still there", async () => {
    const SCENARIOS = ["simple", "medium", "complex"];
    async function startOnHold(settings: object = {}) {
      const id = await app.start({ ...RUN, milestones: [50], hold: "presenter", ...settings });
      await app.untilRun(id, "the run holds", ({ status }) => status === "holding");
      const click = async (command: object): Promise<void> => {
        const body = { id: crypto.randomUUID(), ...command };
        expect((await app.call(`/api/runs/${id}/commands`, body)).status).toBe(202);
      };
      return { id, click, advance: () => click({ type: "advance", percent: 50, force: true }) };
    }
    const waiting = await startOnHold();
    // every batch fails, and waits longer than the losses take
    const computing = await startOnHold({
      retry: { mode: "automatic", limit: 5, backoffMs: 60_000 },
      scenarios: Object.fromEntries(SCENARIOS.map((scenario) => [scenario, { batchSize: 10_000 }])),
    });
    for (const scenario of SCENARIOS) await computing.click({ type: "fault", scenario, fault: "fail" });
    await computing.advance();
    const countFailed = async () =>
      (await app.events(computing.id)).filter(({ type }) => type === "batch.failed").length;
    await expect.poll(countFailed, { timeout: 20_000 }).toBe(SCENARIOS.length);

    for (let crash = 1; crash <= 3; crash += 1) {
      const pid = app.pidOf("runner");
      if (pid === null) throw new Error("the runner has no process");
      process.kill(pid, "SIGKILL");
      // at the third loss the run that computes is not recovered any more
      for (const { id } of crash === 3 ? [waiting] : [waiting, computing])
        await app.untilRun(id, `recovery ${crash}`, ({ recoveries }) => recoveries.length === crash);
    }
    const failed = await app.untilRun(computing.id, "the run is given up", ({ finishedAt }) => finishedAt !== null);
    expect(failed.status).toBe("failed");
    expect(failed.diagnosis).toContain("3 times");
    await waiting.advance();
    const run = await app.untilRun(waiting.id, "the run ends", ({ finishedAt }) => finishedAt !== null);
    expect(outcomesOf(run)).toEqual(outcomesOf(undisturbed));
  }, 180_000);

  test("[E2] a run that advances between the losses of three runners is complete", async () => {
    const id = await app.start(RUN);
    let itemsDone = 0;
    for (let crash = 1; crash <= 3; crash += 1) {
      const isFurther = (run: RunDetail): boolean => countDone(run) >= itemsDone + 30;
      itemsDone = countDone(await app.untilRun(id, `progress ${crash}`, isFurther));
      const pid = app.pidOf("runner");
      if (pid !== null) process.kill(pid, "SIGKILL");
    }
    const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
    expect(run.status).toBe("complete");
    expect(outcomesOf(run)).toEqual(outcomesOf(undisturbed));
  }, 180_000);
});

describe("kill -9 at seeded points", () => {
  let rounds: ReturnType<typeof createKillRounds>;
  beforeAll(() => {
    rounds = createKillRounds(app, SEED);
  });

  test.each(points)(
    "[D1][D4][E2] %s: the run equals the undisturbed one",
    async (_name, point) => {
      expect(await rounds.run(point)).toMatchObject({ isHit: true, problems: [] });
    },
    180_000,
  );
});
