import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunDetail } from "../../lib/api/schemas.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const RUN = { skill: "data-transformation", sync: "milestone", items: [150, 300, 450], seed: 11 };

let house: TestApp;
let undisturbed: RunDetail;

/** What must not depend on accidents: how much was done, and how it came out. */
function outcomesOf(run: RunDetail) {
  return run.scenarios.map(({ id, status, itemsDone, itemsOk, itemsFailed, quality, metrics }) => ({
    id,
    status,
    itemsDone,
    itemsOk,
    itemsFailed,
    quality,
    metrics,
  }));
}

beforeAll(async () => {
  house = await startTestApp();
  const id = await house.start(RUN);
  undisturbed = await house.untilRun(id, "the undisturbed run ends", (run) => run.finishedAt !== null);
}, 180_000);

afterAll(() => house.stop());

describe("kill -9 in mid-run", () => {
  test("an undisturbed run is complete", () => {
    expect(undisturbed.status).toBe("complete");
    expect(undisturbed.scenarios.map(({ itemsDone }) => itemsDone)).toEqual(RUN.items);
  });

  test.each([
    ["runner", () => house.pidOf("runner")],
    ["web", () => house.pidOf("web")],
    ["PostgreSQL", () => house.databasePid()],
  ] as const)(
    "[E2] of %s: the run goes on by itself, with the same counts and outcomes",
    async (name, pidOf) => {
      const id = await house.start(RUN);
      await house.untilRun(id, "complex is under way", ({ scenarios }) => (scenarios[2]?.itemsDone ?? 0) > 100);
      const pid = pidOf();
      if (pid === null) throw new Error(`${name} has no process`);
      process.kill(pid, "SIGKILL");
      const run = await house.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
      expect(run.status).toBe("complete");
      expect(outcomesOf(run)).toEqual(outcomesOf(undisturbed));
      expect(run.recoveries.length).toBe(name === "web" ? 0 : 1);
      const seqs = (await house.events(id)).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    },
    180_000,
  );

  test("[D4][D9][E2] of the runner while a failed batch waits for its next try: the tries and the fault are kept", async () => {
    const id = await house.start({ ...RUN, retry: { mode: "automatic", limit: 5, backoffMs: 700 } });
    const press = async (fault: string | null): Promise<void> => {
      const click = { id: `click_${fault}`, type: "fault", scenario: "complex", fault };
      expect((await house.call(`/api/runs/${id}/commands`, click)).status).toBe(202);
    };
    const mostTries = async () =>
      Math.max(0, ...(await house.events(id)).map((event) => (event.type === "batch.failed" ? event.tries : 0)));
    await house.untilRun(id, "complex is under way", ({ scenarios }) => (scenarios[2]?.itemsDone ?? 0) > 100);
    await press("fail");
    await expect.poll(mostTries, { timeout: 20_000 }).toBe(1);
    const pid = house.pidOf("runner");
    if (pid === null) throw new Error("the runner has no process");
    process.kill(pid, "SIGKILL");
    await expect.poll(mostTries, { timeout: 20_000 }).toBe(2);
    await press(null);
    const run = await house.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
    expect(outcomesOf(run)).toEqual(outcomesOf(undisturbed));
    expect(run.recoveries).toHaveLength(1);
  }, 120_000);

  test("[E2] a run that brings down three runners is failed with a diagnosis", async () => {
    const id = await house.start({ ...RUN, items: [1_000, 1_250, 1_500] });
    for (let crash = 1; crash <= 3; crash += 1) {
      await house.untilRun(
        id,
        `recovery ${crash - 1}`,
        ({ recoveries, status }) => recoveries.length === crash - 1 && status === "running",
      );
      const pid = house.pidOf("runner");
      if (pid !== null) process.kill(pid, "SIGKILL");
    }
    const run = await house.untilRun(id, "the run is given up", ({ finishedAt }) => finishedAt !== null);
    expect(run.status).toBe("failed");
    expect(run.diagnosis).toContain("3 times");
  }, 180_000);
});
