import { describe, expect, test } from "vitest";
import type { FakeBatch } from "../support/fake-skill-host.ts";
import { startDrive } from "./drive-harness.ts";

const boom = { ok: false, kind: "exception", message: "boom", workerLost: false } as const;
const done = { ok: true } as const;
const retry = { mode: "automatic", limit: 3, backoffMs: 10 } as const;
const byWord = { ...retry, mode: "presenter" } as const;
const free = { sync: "free-running", milestones: [] } as const;

/** medium's first batch, items 0–10, fails the first `times` times, after two items. */
const failing = (times: number) => {
  const isBad = ({ request, fromItem, attemptOfBatch }: FakeBatch) =>
    request.scenarioId === "medium" && fromItem < 10 && (fromItem > 0 ? attemptOfBatch < times : times > 0);
  return {
    reported: (batch: FakeBatch) => (isBad(batch) ? Math.max(0, 2 - batch.fromItem) : batch.toItem - batch.fromItem),
    outcome: (batch: FakeBatch) => (isBad(batch) ? boom : done),
  };
};

describe("batch retries", () => {
  test("[D4] only unfinished items are retried, and nothing counts as failed in the end", async () => {
    const run = await startDrive({ ...free, retry }, failing(3));
    await run.claimAndDrive();
    const state = await run.state();
    expect(state.status).toBe("complete");
    expect(state.scenarios[1]?.totals).toMatchObject({ itemsOk: 40, itemsFailed: 0 });
    const failed = await run.eventsOf("batch.failed");
    expect(failed.map(({ fromItem, toItem, tries }) => [fromItem, toItem, tries])).toEqual([
      [2, 10, 1],
      [2, 10, 2],
      [2, 10, 3],
    ]);
    expect(await run.eventsOf("batch.recovered")).toMatchObject([{ fromItem: 2, toItem: 10, tries: 4 }]);
  });

  test("[D4] at the presenter's request: the scenario waits, and retry continues", async () => {
    const run = await startDrive({ ...free, retry: byWord }, failing(1));
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "scenario.paused" && event.reason === "retry");
    await run.send("retry", { scenarioId: "medium" });
    await ended;
    expect((await run.state()).status).toBe("complete");
  });

  test("[D4][D5] skip counts the items as failed, and the tolerance judges", async () => {
    const run = await startDrive({ ...free, retry: byWord, scenario: { errorTolerance: 0.2 } }, failing(1));
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "scenario.paused" && event.reason === "retry");
    await run.send("skip", { scenarioId: "medium" });
    await ended;
    const [, medium] = (await run.state()).scenarios;
    expect(medium).toMatchObject({ status: "complete", totals: { itemsOk: 32, itemsFailed: 8 } });
  });

  test("[D4][E2] tries survive a runner lost during the back-off", async () => {
    const slow = { ...retry, limit: 2, backoffMs: 150 };
    const run = await startDrive({ ...free, items: [10, 10], retry: slow }, failing(99));
    const first = run.claimAndDrive();
    await run.seen((event) => event.type === "batch.failed");
    run.abandon();
    expect(await first).toBe("lost");
    await run.claimAndDrive();
    expect((await run.eventsOf("batch.failed")).map(({ tries, next }) => [tries, next])).toEqual([
      [1, "automatic"],
      [2, "automatic"],
      [3, "none"],
    ]);
    expect((await run.state()).scenarios[1]).toMatchObject({
      status: "failed",
      totals: { itemsOk: 2, itemsFailed: 8 },
    });
  });

  test("[D4] a hanging batch is ended, its worker replaced, and its items are retried", async () => {
    const run = await startDrive(
      { ...free, retry, stallLimitMs: 60 },
      {
        reported: ({ request, attemptOfBatch, fromItem, toItem }) =>
          request.scenarioId === "simple" && fromItem === 0 && attemptOfBatch === 1 ? 3 : toItem - fromItem,
        outcome: ({ request, attemptOfBatch, fromItem }) =>
          request.scenarioId === "simple" && fromItem === 0 && attemptOfBatch === 1 ? "never" : done,
      },
    );
    await run.claimAndDrive();
    expect((await run.state()).scenarios[0]).toMatchObject({ status: "complete", totals: { itemsOk: 20 } });
    expect(await run.eventsOf("batch.failed")).toMatchObject([{ fromItem: 3, toItem: 10, kind: "timeout" }]);
    expect(run.workers).toHaveLength(4);
  });
});

describe("scenario retries", () => {
  test("[D2][E1] after the run has ended a retry reopens it and continues from the failure's checkpoint", async () => {
    let isBroken = true;
    const run = await startDrive(free, {
      outcome: ({ request, fromItem }) =>
        isBroken && request.scenarioId === "complex" && fromItem === 20 ? boom : done,
      reported: ({ request, fromItem, toItem }) =>
        isBroken && request.scenarioId === "complex" && fromItem === 20 ? 4 : toItem - fromItem,
    });
    await run.claimAndDrive();
    expect((await run.state()).status).toBe("partial");
    const before = run.batches.length;
    const checkpoints = await run.stores.log.readCheckpoints(run.runId);
    expect(checkpoints.filter(({ kind }) => kind === "failure")).toMatchObject([
      { scenarioId: "complex", attempt: 1, doneRanges: [[0, 24]] },
    ]);
    isBroken = false;
    await run.send("retry", { scenarioId: "complex" });
    expect(await run.claimAndDrive()).toBe("finished");
    const state = await run.state();
    expect(state).toMatchObject({ status: "complete", recoveries: [] });
    expect(state.scenarios[2]).toMatchObject({ attempt: 2, totals: { itemsOk: 60, itemsFailed: 0 } });
    const again = run.batches
      .slice(before)
      .map(({ request, fromItem, toItem }) => [request.scenarioId, fromItem, toItem]);
    expect(again[0]).toEqual(["complex", 24, 34]);
    expect(again).toHaveLength(4);
    expect(await run.eventsOf("run.finished")).toHaveLength(2);
    expect((await run.stores.runs.get(run.runId))?.status).toBe("complete");
  });

  test("[D2][A13] a repeated click creates one new attempt, and a second click is refused", async () => {
    let isBroken = true;
    const run = await startDrive(free, {
      outcome: ({ request }) => (isBroken && request.scenarioId === "medium" ? boom : done),
      reported: ({ request, fromItem, toItem }) =>
        isBroken && request.scenarioId === "medium" ? 0 : toItem - fromItem,
    });
    await run.claimAndDrive();
    isBroken = false;
    for (const id of ["click_1", "click_1", "click_2"]) await run.send("retry", { id, scenarioId: "medium" });
    await run.claimAndDrive();
    expect((await run.state()).scenarios[1]).toMatchObject({ status: "complete", attempt: 2 });
    expect(await run.eventsOf("command.accepted")).toMatchObject([{ commandId: "click_1" }]);
    expect(await run.eventsOf("command.refused")).toMatchObject([{ commandId: "click_2", code: "nothing-failed" }]);
  });

  test("[D2][A12] a completed run is not reopened: the retry is refused", async () => {
    const run = await startDrive(free);
    await run.claimAndDrive();
    await run.send("retry");
    expect(await run.claimAndDrive()).toBe("finished");
    expect(await run.eventsOf("command.refused")).toMatchObject([{ command: "retry", code: "nothing-failed" }]);
    expect(await run.stores.ownership.findUnowned()).toEqual([]);
  });

  test("[D2][E2] the next runner continues a new attempt with its finished items", async () => {
    let isBroken = true;
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const run = await startDrive(
      { ...free, items: [10, 40] },
      {
        gate: async ({ request, fromItem }) => {
          if (!isBroken && request.scenarioId === "medium" && fromItem === 30) await gate;
        },
        outcome: ({ request, fromItem }) =>
          isBroken && request.scenarioId === "medium" && fromItem === 10 ? boom : done,
        reported: ({ request, fromItem, toItem }) =>
          isBroken && request.scenarioId === "medium" && fromItem === 10 ? 0 : toItem - fromItem,
      },
    );
    await run.claimAndDrive();
    isBroken = false;
    await run.send("retry");
    const second = run.claimAndDrive();
    await run.seen(
      (event) => event.type === "scenario.progressed" && event.attempt === 2 && event.totals.itemsDone === 30,
    );
    run.abandon();
    expect(await second).toBe("lost");
    open();
    await run.claimAndDrive();
    const state = await run.state();
    expect(state.status).toBe("complete");
    expect(state.scenarios[1]).toMatchObject({ attempt: 2, totals: { itemsOk: 40, itemsFailed: 0 } });
  });

  test("[D7] when all have failed, one attempt with small batches and one worker can succeed", async () => {
    const run = await startDrive(
      { ...free, reducedLoad: true, scenario: { batchSize: 8, concurrency: 2 } },
      {
        reported: ({ fromItem, toItem }) => (toItem - fromItem > 2 ? 0 : toItem - fromItem),
        outcome: ({ fromItem, toItem }) => (toItem - fromItem > 2 ? { ...boom, kind: "memory" } : done),
      },
    );
    await run.claimAndDrive();
    const state = await run.state();
    expect(state).toMatchObject({ status: "complete", triedReducedLoad: true });
    expect(state.scenarios.map(({ attempt, load }) => [attempt, load])).toEqual(
      Array.from({ length: 3 }, () => [2, { batchSize: 2, concurrency: 1 }]),
    );
    const started = (await run.eventsOf("scenario.started")).filter(({ attempt }) => attempt === 2);
    expect(new Set(started.map(({ atMs }) => atMs)).size).toBe(1);
  });

  test("[D7] a skill that never opens is tried once more, then the run ends as failed", async () => {
    let asked = 0;
    const run = await startDrive({ ...free, reducedLoad: true }, { openError: () => `no model ${(asked += 1)}` });
    await run.claimAndDrive();
    expect(await run.state()).toMatchObject({ status: "failed", triedReducedLoad: true });
    expect(asked).toBe(6);
  });
});

describe("limits and faults", () => {
  test("[J4] the cap stops a run promptly, in the middle of a batch, and keeps its results", async () => {
    const costCap = { unit: "busy-seconds", limit: 0.3 } as const;
    const run = await startDrive({ ...free, costCap }, { reported: () => 4, outcome: () => "never" });
    await run.claimAndDrive();
    const state = await run.state();
    expect(state.status).toBe("cancelled");
    expect(state.capped?.spent).toBeGreaterThanOrEqual(0.3);
    // three workers spend 0.3 s in each 100 ms between two checks; the rest allows for a busy machine
    expect(state.capped?.spent).toBeLessThan(2);
    expect(state.scenarios.map(({ totals }) => totals.itemsOk)).toEqual([4, 4, 4]);
    await run.send("retry");
    await run.claimAndDrive();
    expect(await run.eventsOf("command.refused")).toMatchObject([{ command: "retry", code: "capped" }]);
  });

  test("[D9][E2] a lasting fault survives its runner", async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const run = await startDrive(
      { ...free, retry: { ...retry, limit: 1 } },
      { gate: async ({ fromItem }) => (fromItem === 10 ? gate : undefined) },
    );
    const first = run.claimAndDrive();
    await run.seen((event) => event.type === "scenario.progressed" && event.scenarioId === "simple");
    await run.send("fault", { scenarioId: "simple", fault: "fail" });
    await run.send("fault", { scenarioId: "medium", fault: "slow" });
    await run.seen((event) => event.type === "fault.injected" && event.scenarioId === "medium");
    expect(run.harms).toEqual([{ scenarioId: "medium", harm: "slow" }]);
    run.abandon();
    await first;
    open();
    await run.claimAndDrive();
    expect(run.harms).toEqual(Array.from({ length: 2 }, () => ({ scenarioId: "medium", harm: "slow" })));
    const [simple, medium] = (await run.state()).scenarios;
    expect(simple?.failure?.message).toContain("Fault button");
    expect(simple?.totals).toMatchObject({ itemsOk: 10, itemsFailed: 10 });
    expect(medium).toMatchObject({ status: "complete", fault: null, faults: [{ fault: "slow" }] });
  });

  test("[E6] a run that continues with another skill version records it once", async () => {
    const run = await startDrive({ skillVersion: "0", hold: "presenter", milestones: [50] });
    for (let restart = 0; restart < 3; restart += 1) {
      const driving = run.claimAndDrive();
      await run.seen((event) => event.type === "milestone.gathered");
      await run.seen((event) => restart === 0 || event.type === "run.recovered");
      run.stop();
      await driving;
    }
    expect(await run.eventsOf("skill.changed")).toMatchObject([{ recordedVersion: "0", installedVersion: "1" }]);
  });
});
