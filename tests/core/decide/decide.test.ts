import { describe, expect, test } from "vitest";
import { computeWaitedMs, selectAwaited } from "../../../lib/core/gates/barrier.ts";
import { decideNext } from "../../../lib/core/decide/decide.ts";
import { planGates } from "../../../lib/core/gates/gates.ts";
import { selectNextStep } from "../../../lib/core/words/next-step.ts";
import { BenchRun } from "../support/bench-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const twoSpec = {
  scenarios: [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 5 })],
  milestones: [50],
};

describe("starting", () => {
  test("[A1] nothing begins before the run has started, then all ready scenarios begin at the same moment", () => {
    const run = new BenchRun(runSpec());
    run.readyAll();
    expect(run.performed).toEqual([]);
    run.record({ type: "run.started" });
    run.settle();
    expect(run.factsOf("scenario.started").map(({ scenarioId, atMs, attempt }) => [scenarioId, atMs, attempt])).toEqual(
      [
        ["simple", 0, 1],
        ["medium", 0, 1],
        ["complex", 0, 1],
      ],
    );
    expect(run.bench("complex").inFlight).toEqual([
      [0, 10],
      [10, 12],
    ]);
  });

  test("[A1] a scenario without a worker stays pending", () => {
    const run = new BenchRun(runSpec());
    run.record({ type: "run.started" });
    expect(run.settle().scenario("simple").status).toBe("pending");
  });

  test("[D1] a skill that does not open fails its scenario alone, even before the start", () => {
    const run = new BenchRun(runSpec(twoSpec)).fatal("small", "exception", "No such table");
    expect(run.scenario("small")).toMatchObject({
      status: "failed",
      failure: { kind: "exception", message: "No such table" },
    });
    expect(run.start().scenario("large").status).toBe("running");
  });

  test("[A11] a scenario without work in the runner is ignored", () => {
    const run = new BenchRun(runSpec(twoSpec)).start();
    expect(decideNext({ ...run.view, work: new Map() })).toEqual([{ type: "wake", atMs: 600_001 }]);
  });
});

describe("at a milestone", () => {
  test("[A3] it holds only once no batch is in flight, with the totals of that moment", () => {
    const run = new BenchRun(runSpec()).start();
    run.tick(700).finishBatch("complex");
    expect(run.factsOf("milestone.reached")).toEqual([]);
    run.tick(300).finishBatch("complex");
    expect(run.factsOf("milestone.reached")).toMatchObject([
      { percent: 30, totals: { itemsDone: 12, batchesDone: 2, elapsedMs: 1_000 } },
    ]);
    expect(run.state.barrier).toEqual({ gate: 0, firstArrivalMs: 1_000, endedWhileAwaited: false, gathered: null });
  });

  test("[A3] with all items reported it has not arrived until its batch has ended", () => {
    const run = new BenchRun(runSpec(twoSpec)).start();
    run.bench("small").doneRanges = [[0, 5]];
    expect(run.settle().factsOf("milestone.reached")).toEqual([]);
    run.finishBatch("small");
    expect(run.factsOf("milestone.reached")).toMatchObject([{ scenarioId: "small", percent: 50 }]);
  });

  test.for(["milestone", "lock-step"] as const)(
    "[A3][A4] %s: a barrier waits until the last batch has ended, although all its items are reported",
    (sync) => {
      const scenarios = [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 10 })];
      const run = new BenchRun(runSpec({ scenarios, milestones: [50], sync })).start().runOn("small");
      expect(run.reportItems("large", 10).state.barrier).not.toBeNull();
      expect(run.factsOf("milestone.released")).toEqual([]);
      run.finishBatch("large");
      expect(run.factsOf("milestone.released")).toMatchObject([{ percent: 50, reason: "all-arrived" }]);
    },
  );

  test("[A5] the wait limit opens it with reason timeout, names the missing scenarios, and wakes the runner for it", () => {
    const run = new BenchRun(runSpec(twoSpec)).start().tick(1_000).runOn("small");
    expect(run.wakeAtMs).toBe(61_001);
    run.tick(59_999);
    expect(run.factsOf("milestone.released")).toEqual([]);
    run.tick(2);
    expect(run.factsOf("milestone.released")).toMatchObject([
      { percent: 50, reason: "timeout", waitedMs: 60_001, arrived: ["small"], awaited: ["large"] },
    ]);
    expect(
      run.performed.find((step) => step.type === "record" && step.fact.type === "milestone.released"),
    ).toMatchObject({ afterDurable: true });
  });

  test("[A9][A5] a pause of the whole run does not count as waiting", () => {
    const run = new BenchRun(runSpec(twoSpec)).start().tick(1_000).runOn("small");
    run.command({ type: "pause" });
    run.tick(1_000).finishBatch("large");
    expect(run.state.status).toBe("paused");
    run.tick(3_600_000);
    expect(run.wakeAtMs).toBeNull();
    expect(run.factsOf("milestone.released")).toEqual([]);
    run.command({ type: "resume" });
    expect(run.wakeAtMs).toBe(1_000 + 60_000 + 3_600_000 + 1);
    run.tick(59_000);
    expect(run.factsOf("milestone.released")).toMatchObject([{ reason: "timeout" }]);
  });

  test("[A7] it opens at once with sibling-ended when the missing scenario fails", () => {
    const run = new BenchRun(runSpec(twoSpec)).start().runOn("small").tick(5_000).fatal("large", "memory", "too much");
    expect(run.factsOf("milestone.released")).toMatchObject([
      { reason: "sibling-ended", waitedMs: 5_000, awaited: [], arrived: ["small"] },
    ]);
    expect(run.scenario("small").status).toBe("running");
  });

  test("[A7] skipped items do not make a scenario arrive at a milestone", () => {
    const spec = runSpec({ ...twoSpec, retry: { mode: "automatic", limit: 0, backoffMs: 0 } });
    const run = new BenchRun(spec).start().runOn("small").finishBatch("large").breakBatch("large", "exception", "boom");
    expect(run.scenario("large").status).toBe("failed");
    expect(run.factsOf("milestone.released")).toMatchObject([{ reason: "sibling-ended", arrived: ["small"] }]);
  });

  test("[A8] before the last batch has ended, no fact says that the presenter may advance", () => {
    const scenarios = [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 10 })];
    const run = new BenchRun(runSpec({ scenarios, milestones: [50], hold: "presenter" })).start().runOn("small");
    run.reportItems("large", 10).sample("large");
    expect(selectNextStep(run.state).canAdvance).toBe(false);
    run.finishBatch("large");
    expect(selectNextStep(run.state).canAdvance).toBe(true);
  });

  test("[A7] a scenario that ended before any arrived leaves the reason all-arrived", () => {
    const run = new BenchRun(runSpec(twoSpec)).start().fatal("large", "memory", "too much").runOn("small");
    expect(run.factsOf("milestone.released")).toMatchObject([{ reason: "all-arrived" }]);
  });

  test("[A7] the end of the only waiting scenario leaves no barrier closed", () => {
    const run = new BenchRun(runSpec(twoSpec)).start().runOn("small");
    run.command({ type: "cancel", scenarioId: "small" });
    expect(run.state.barrier).toBeNull();
    run.runOn("large");
    expect(run.state.status).toBe("partial");
  });

  test("[A5] within the tolerance a scenario counts as arrived, and continues", () => {
    const spec = runSpec({
      ...twoSpec,
      arrivalTolerance: 5,
      scenarios: [scenarioSpec("small", 10), scenarioSpec("large", 40, { batchSize: 19 })],
    });
    const run = new BenchRun(spec).start().finishBatch("large").runOn("small");
    expect(run.factsOf("milestone.released")).toMatchObject([{ reason: "all-arrived", arrived: ["small", "large"] }]);
    run.runOn("large");
    expect(run.factsOf("scenario.paused").map(({ scenarioId }) => scenarioId)).toEqual(["small"]);
    expect(run.factsOf("milestone.reached").map(({ scenarioId }) => scenarioId)).toEqual(["small", "large"]);
  });

  test("[A3] two milestones on the same item hold one after the other", () => {
    const run = new BenchRun(
      runSpec({ scenarios: [scenarioSpec("a", 2), scenarioSpec("b", 2)], milestones: [30, 50] }),
    ).start();
    run.runOn("a").runOn("b").runOn("a");
    expect(run.factsOf("milestone.released").map(({ percent }) => percent)).toEqual([30, 50]);
    expect(run.state.status).toBe("complete");
  });

  test("[A3] a scenario whose last item is at the milestone completes instead of waiting", () => {
    const run = new BenchRun(runSpec({ scenarios: [scenarioSpec("a", 1), scenarioSpec("b", 20)], milestones: [30] }))
      .start()
      .runOn("a");
    expect(run.scenario("a").status).toBe("complete");
    expect(run.factsOf("milestone.reached")).toMatchObject([{ scenarioId: "a", percent: 30 }]);
    run.runOn("b");
    expect(run.factsOf("milestone.released")).toMatchObject([{ reason: "all-arrived", arrived: ["a", "b"] }]);
  });

  test("[A8] a scenario that arrives after the wait limit waits for the presenter too", () => {
    const run = new BenchRun(runSpec({ ...twoSpec, hold: "presenter" })).start().runOn("small").tick(60_001);
    expect(run.factsOf("milestone.gathered")).toMatchObject([{ percent: 50, reason: "timeout" }]);
    expect(run.wakeAtMs).toBe(600_001);
    run.runOn("large");
    expect(run.scenario("large").pauseReason).toBe("presenter-hold");
    expect(run.factsOf("milestone.gathered")).toHaveLength(1);
  });
});

describe("with less information", () => {
  test("[A3] without a scenario's work, its facts determine its position", () => {
    const run = new BenchRun(runSpec(twoSpec)).start().runOn("small");
    const large = run.view.work.get("large");
    if (large === undefined) throw new Error("no work");
    expect(decideNext({ ...run.view, work: new Map([["large", large]]) })).toMatchObject([
      { type: "wake", atMs: 60_001 },
    ]);
    expect(decideNext({ ...run.view, work: new Map() })).toMatchObject([{ type: "wake" }]);
  });

  test("[A4] a scenario waiting at a gate has arrived, even if no fact has counted its items yet", () => {
    const run = new BenchRun(runSpec({ ...twoSpec, sync: "lock-step" })).start().finishBatch("small");
    const [gate] = planGates(run.state.spec);
    expect(run.scenario("small").totals.itemsDone).toBe(0);
    expect(gate && selectAwaited(run.state, gate)).toEqual(["large"]);
  });

  test("[A9] waiting has no paused time when no scenario is left", () => {
    const run = new BenchRun(runSpec(twoSpec)).start();
    run.command({ type: "cancel" });
    expect(computeWaitedMs(run.state, 100, 350)).toBe(250);
  });
});

describe("recovering", () => {
  test("[E2] a running scenario continues as soon as it has a worker again, and the time between does not count", () => {
    const run = new BenchRun(runSpec({ ...twoSpec, sync: "free-running" })).start().tick(1_000);
    run.crash();
    expect(run.scenario("small")).toMatchObject({ status: "paused", pauseReason: "recovery" });
    run.tick(2_000);
    expect(run.scenario("small").status).toBe("paused");
    run.readyAll();
    expect(run.scenario("small").spans).toEqual([
      { kind: "running", fromMs: 0, toMs: 1_000 },
      { kind: "recovery", fromMs: 1_000, toMs: 3_000 },
      { kind: "running", fromMs: 3_000, toMs: null },
    ]);
    expect(run.bench("small").inFlight).toEqual([[0, 5]]);
  });

  test("[E2][A9] a pause requested before the crash takes effect instead", () => {
    const run = new BenchRun(runSpec({ ...twoSpec, sync: "free-running" })).start();
    run.command({ type: "pause", scenarioId: "small" });
    run.crash();
    run.readyAll();
    expect(run.scenario("small").pauseReason).toBe("user-halt");
    expect(run.scenario("large").status).toBe("running");
  });
});

describe("lock-step", () => {
  test("[A4] workers are lent once, borrowed ones passed on", () => {
    const scenarios = [
      scenarioSpec("a", 4, { batchSize: 4, concurrency: 2 }),
      scenarioSpec("b", 20, { concurrency: 3 }),
      scenarioSpec("c", 40),
    ];
    const run = new BenchRun(runSpec({ sync: "lock-step", milestones: [], scenarios })).start();
    run.fatal("a", "memory", "too much");
    expect(run.scenario("c").borrowedWorkers).toBe(2);
    expect(run.scenario("a").lentWorkersTo).toBe("c");
    run.fatal("c", "memory", "too much");
    expect(run.scenario("b").borrowedWorkers).toBe(3);
    expect(run.factsOf("workers.lent").map(({ fromScenarioId, workers }) => [fromScenarioId, workers])).toEqual([
      ["a", 2],
      ["c", 3],
    ]);
  });

  test("[A4] the slowest is the one with the smallest share of finished items", () => {
    const scenarios = [scenarioSpec("a", 10), scenarioSpec("b", 20), scenarioSpec("c", 40, { concurrency: 2 })];
    const run = new BenchRun(runSpec({ sync: "lock-step", milestones: [], scenarios })).start();
    run.finishBatch("c").finishBatch("a").fatal("a", "memory", "too much");
    expect(run.factsOf("workers.lent")).toMatchObject([{ toScenarioId: "b" }]);
  });

  test("[A4] of equally slow ones the one with most items is helped, regardless of its position", () => {
    const scenarios = [scenarioSpec("a", 10), scenarioSpec("b", 40), scenarioSpec("c", 20)];
    const run = new BenchRun(runSpec({ sync: "lock-step", milestones: [], scenarios })).start();
    run.fatal("a", "memory", "too much");
    expect(run.factsOf("workers.lent")).toMatchObject([{ toScenarioId: "b" }]);
  });

  test("[A2] no other mode lends", () => {
    const run = new BenchRun(runSpec({ ...twoSpec, sync: "free-running" }))
      .start()
      .fatal("small", "memory", "too much");
    expect(run.factsOf("workers.lent")).toEqual([]);
  });
});
