import { describe, expect, test } from "vitest";
import { BenchRun, presenter } from "../support/bench-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const scenarios = [scenarioSpec("small", 100, { batchSize: 5 }), scenarioSpec("large", 200, { batchSize: 5 })];
const free = { sync: "free-running", milestones: [], scenarios } as const;

function silence(run: BenchRun, id: string): BenchRun {
  run.bench(id).quietSinceMs = run.nowMs;
  return run.settle();
}

describe("stalls", () => {
  test("[F8] are reported once, after at least 5 s", () => {
    const run = silence(new BenchRun(runSpec(free)).start(), "small");
    expect(run.wakeAtMs).toBe(5_001);
    run.tick(4_999);
    expect(run.factsOf("scenario.stalled")).toEqual([]);
    run.tick(1).tick(3_000);
    expect(run.factsOf("scenario.stalled")).toMatchObject([{ scenarioId: "small", quietMs: 5_000 }]);
    expect(run.scenario("small").stalledSinceMs).toBe(0);
    run.finishBatch("small").sample("small");
    expect(run.scenario("small").stalledSinceMs).toBeNull();
    silence(run, "small").tick(13_000);
    expect(run.factsOf("scenario.stalled")).toHaveLength(2);
  });

  test("[F8] a slow skill gets 8 times its usual time between items", () => {
    const run = new BenchRun(runSpec(free)).start().tick(10_000).finishBatch("small");
    // 5 items in 10 s: 2 s each
    silence(run, "small").tick(15_999);
    expect(run.factsOf("scenario.stalled")).toEqual([]);
    expect(run.tick(1).factsOf("scenario.stalled")).toHaveLength(1);
  });

  test("[D4] a batch without a finished item for the stall limit is ended as timed out, and retried", () => {
    const retry = { mode: "automatic", limit: 1, backoffMs: 100 } as const;
    const run = silence(new BenchRun(runSpec({ ...free, retry, stallLimitMs: 4_000 })).start(), "small");
    expect(run.wakeAtMs).toBe(4_001);
    run.tick(4_000);
    expect(run.factsOf("batch.failed")).toMatchObject([
      { fromItem: 0, toItem: 5, kind: "timeout", message: "No item was finished for 4 s.", tries: 1, retryAtMs: 4_100 },
    ]);
    expect(run.scenario("small").status).toBe("running");
  });

  test("[F8] waiting for a retry is not a stall", () => {
    const retry = { mode: "automatic", limit: 3, backoffMs: 60_000 } as const;
    const only = [scenarioSpec("small", 5, { batchSize: 5 }), scenarioSpec("large", 5)];
    const run = new BenchRun(runSpec({ ...free, scenarios: only, retry }))
      .start()
      .breakBatch("small", "exception", "boom");
    expect(run.tick(59_000).factsOf("scenario.stalled")).toEqual([]);
  });
});

describe("the cap", () => {
  // the bench counts 10 ms of work per item
  const capped = { ...free, costCap: { unit: "busy-seconds", limit: 0.1 } } as const;

  test("[J4] stops a run at once and keeps completed work", () => {
    const run = new BenchRun(runSpec(capped)).start().finishBatch("small");
    expect(run.state.capped).toBeNull();
    run.finishBatch("large");
    expect(run.factsOf("run.capped")).toMatchObject([{ unit: "busy-seconds", spent: 0.1, limit: 0.1 }]);
    expect(run.state).toMatchObject({ status: "cancelled", capped: { spent: 0.1 } });
    expect(run.state.scenarios.map(({ totals }) => totals.itemsDone)).toEqual([5, 5]);
  });

  test("[J4] lets a scenario complete if all its items are done, and cancels the others", () => {
    const two = [scenarioSpec("small", 5, { batchSize: 5 }), scenarioSpec("large", 200, { batchSize: 5 })];
    const limited = { ...capped, costCap: { unit: "busy-seconds", limit: 0.05 }, milestones: [50] } as const;
    const run = new BenchRun(runSpec({ ...limited, scenarios: two })).start().runOn("small");
    expect(run.state).toMatchObject({ status: "partial", capped: { spent: 0.05 } });
    expect(run.state.scenarios.map(({ status }) => status)).toEqual(["complete", "cancelled"]);
    expect(run.factsOf("milestone.reached")).toMatchObject([{ scenarioId: "small", percent: 50 }]);
    const unheard = new BenchRun(runSpec({ ...limited, scenarios: two })).start();
    // all items are reported, but the batch has not ended
    unheard.bench("small").doneRanges = [[0, 5]];
    expect(unheard.settle().state.scenarios.map(({ status }) => status)).toEqual(["complete", "cancelled"]);
  });

  test("[J4] is not reported when only the very last item reached it: nothing is stopped", () => {
    const two = [scenarioSpec("small", 5, { batchSize: 5 }), scenarioSpec("large", 5, { batchSize: 5 })];
    const run = new BenchRun(runSpec({ ...capped, scenarios: two })).start().finishBatch("small").finishBatch("large");
    expect(run.state).toMatchObject({ status: "complete", capped: null });
  });

  test("[J4] is checked ten times a second while costs accrue", () => {
    expect(new BenchRun(runSpec(capped)).start().wakeAtMs).toBe(101);
    expect(new BenchRun(runSpec(free)).start().wakeAtMs).toBeGreaterThan(1_000);
  });

  test("[J4] includes failed attempts, and money at the configured prices", () => {
    const prices = {
      currency: "EUR",
      computePerHour: 3_600,
      perMillionInputTokens: 0,
      perMillionOutputTokens: 0,
      databasePerMillionItems: 0,
    };
    const costCap = { unit: "money", limit: 0.1 } as const;
    const run = new BenchRun(runSpec({ ...free, prices, costCap })).start();
    run.finishBatch("small", { failed: 5 });
    expect(run.scenario("small").status).toBe("failed");
    expect(run.finishBatch("large").state.capped).toMatchObject({ unit: "money" });
    const unpriced = new BenchRun(runSpec({ ...free, costCap })).start().finishBatch("small").finishBatch("large");
    expect(unpriced.state.capped).toBeNull();
  });

  test("[J4][D7] prevents all retries once reached", () => {
    const run = new BenchRun(runSpec({ ...capped, reducedLoad: true })).start();
    run.breakBatch("small", "exception", "boom").finishBatch("large");
    expect(run.state.status).toBe("cancelled");
    expect(run.command({ type: "retry", scenarioId: "small" })).toMatchObject({
      code: "capped",
      message: "The run stopped at its spending limit: start a new run with a higher limit.",
    });
  });
});

describe("the fault button", () => {
  const started = () => new BenchRun(runSpec(free)).start();
  const harms = (run: BenchRun) =>
    run.performed.flatMap((step) => (step.type === "disturb" ? [[step.scenarioId, step.fault]] : []));

  test("[D9] a lasting fault lasts until it is ended, and both are facts with their actor", () => {
    const run = started();
    run.tick(100).command({ type: "fault", scenarioId: "small", fault: "slow" });
    expect(run.scenario("small")).toMatchObject({
      fault: "slow",
      faults: [{ fault: "slow", fromMs: 100, toMs: null }],
    });
    run.tick(100).command({ type: "fault", scenarioId: "small", fault: "kill" });
    expect(run.scenario("small").fault).toBe("slow");
    run.tick(100).command({ type: "fault", scenarioId: "small", fault: "fail" });
    expect(run.factsOf("fault.ended")).toMatchObject([{ fault: "slow", actor: presenter }]);
    run.tick(100).command({ type: "fault", scenarioId: "small" });
    expect(run.scenario("small")).toMatchObject({
      fault: null,
      faults: [
        { fault: "slow", fromMs: 100, toMs: 300 },
        { fault: "kill", fromMs: 200, toMs: 200 },
        { fault: "fail", fromMs: 300, toMs: 400 },
      ],
    });
    expect(harms(run)).toEqual(["slow", "kill", "fail", null].map((fault) => ["small", fault]));
  });

  test("[D9] it ends with its scenario, and a new attempt begins without", () => {
    const run = started();
    run.command({ type: "fault", scenarioId: "small", fault: "fail" });
    run.breakBatch("small", "exception", "made to fail");
    expect(run.scenario("small")).toMatchObject({ status: "failed", fault: null, faults: [{ toMs: 0 }] });
    run.command({ type: "retry", scenarioId: "small" });
    expect(run.scenario("small")).toMatchObject({ status: "running", fault: null });
  });

  test("[D9][A12] a repeated fault, ending none, and faults in scenarios that have ended or not begun are refused", () => {
    const fresh = new BenchRun(runSpec(free));
    expect(fresh.command({ type: "fault", scenarioId: "small", fault: "kill" })).toMatchObject({ code: "not-started" });
    const run = started();
    expect(run.command({ type: "fault", scenarioId: "small" })).toMatchObject({ code: "not-faulted" });
    run.command({ type: "fault", scenarioId: "small", fault: "slow" });
    expect(run.command({ type: "fault", scenarioId: "small", fault: "slow" })).toMatchObject({
      code: "already-faulted",
    });
    run.command({ type: "cancel", scenarioId: "small" });
    expect(run.command({ type: "fault", scenarioId: "small", fault: "kill" })).toMatchObject({ code: "already-ended" });
    run.command({ type: "cancel" });
    expect(run.command({ type: "fault", scenarioId: "small", fault: "kill" })).toMatchObject({
      code: "already-ended",
      message: "The run has ended: there is nothing left to inject a fault into.",
    });
  });
});
