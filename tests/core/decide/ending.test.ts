import { describe, expect, test } from "vitest";
import { computeAllowedFailures } from "../../../lib/core/decide/ending.ts";
import { decideNext, factForEnding, totalsOf } from "../../../lib/core/decide/decide.ts";
import { BenchRun } from "../support/bench-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const twoSpec = {
  scenarios: [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 5 })],
  milestones: [50],
};

describe("ending", () => {
  test("[D3] an exhausted budget ends it as timeout, with its finished items", () => {
    const spec = runSpec({
      sync: "free-running",
      scenarios: [scenarioSpec("small", 10, { batchSize: 4, timeBudgetMs: 30_000 }), scenarioSpec("large", 20)],
    });
    const run = new BenchRun(spec).start().tick(10_000).finishBatch("small", { missing: 1 });
    expect(run.wakeAtMs).toBe(30_001);
    run.tick(19_999);
    expect(run.scenario("small").status).toBe("running");
    run.tick(1);
    expect(run.factsOf("scenario.failed")).toMatchObject([
      {
        kind: "timeout",
        message: "The time budget of 30 s was used up with 2 of 10 items finished.",
        totals: { itemsDone: 2, elapsedMs: 30_000 },
      },
    ]);
  });

  test("[A9] holds do not use the budget", () => {
    const scenarios = [
      scenarioSpec("small", 10, { timeBudgetMs: 2_000 }),
      scenarioSpec("large", 20, { batchSize: 20 }),
    ];
    const run = new BenchRun(runSpec({ scenarios, milestones: [50] })).start().tick(1_000).runOn("small").tick(50_000);
    expect(run.scenario("small").status).toBe("paused");
    run.runOn("large").tick(999);
    expect(run.scenario("small").status).toBe("running");
    expect(run.tick(1).scenario("small").status).toBe("failed");
  });

  test("[D3] with all items finished, a batch that never reports its end does not make it a timeout", () => {
    const spec = runSpec({
      sync: "free-running",
      milestones: [],
      scenarios: [scenarioSpec("small", 5, { timeBudgetMs: 1_000 }), scenarioSpec("large", 20)],
    });
    const run = new BenchRun(spec).start();
    run.bench("small").doneRanges = [[0, 5]];
    expect(run.settle().scenario("small").status).toBe("running");
    expect(run.tick(1_000).scenario("small").status).toBe("complete");
  });

  test("[D5] the tolerance decides between failed and complete with errors", () => {
    const scenarios = [scenarioSpec("small", 10, { errorTolerance: 0.2 }), scenarioSpec("large", 20)];
    const fine = new BenchRun(runSpec({ sync: "free-running", milestones: [], scenarios }))
      .start()
      .finishBatch("small", { failed: 2 });
    expect(fine.scenario("small")).toMatchObject({
      status: "complete",
      totals: { itemsFailed: 2, itemsOk: 8 },
      itemErrors: [{ text: "no number in row 1", count: 2 }],
    });
    const broken = new BenchRun(runSpec({ sync: "free-running", milestones: [], scenarios }))
      .start()
      .finishBatch("small", { failed: 3 });
    expect(broken.scenario("small").failure).toEqual({
      kind: "exception",
      message:
        "3 of 10 items failed, 2 allowed: no number in row 1 (3×). Allow more with --scenario small.errorTolerance=SHARE.",
    });
  });

  test("[D5] the most frequent errors are the reason, and their kind is that of the scenario", () => {
    const scenarios = [scenarioSpec("small", 12, { batchSize: 3, errorTolerance: 0.4 }), scenarioSpec("large", 20)];
    const retry = { mode: "automatic", limit: 0, backoffMs: 0 } as const;
    const run = new BenchRun(runSpec({ sync: "free-running", milestones: [], retry, scenarios })).start();
    run.breakBatch("small", "timeout", "No answer within 10 s.").finishBatch("small", { failed: 2 });
    expect(run.scenario("small").failure).toEqual({
      kind: "timeout",
      message:
        "5 of 12 items failed, 4 allowed: No answer within 10 s (3×), no number in row 4 (2×). Allow more with --scenario small.errorTolerance=SHARE.",
    });
  });

  test("[D5] shares of items are compared without rounding errors", () => {
    expect(computeAllowedFailures({ errorTolerance: 0.29, items: 100 })).toBe(29);
    expect(computeAllowedFailures({ errorTolerance: 0.05, items: 300 })).toBe(15);
    expect(computeAllowedFailures({ errorTolerance: 0, items: 300 })).toBe(0);
  });

  test("[D1] all other decisions of the moment come before the ending, which takes time", () => {
    const run = new BenchRun(runSpec({ ...twoSpec, sync: "free-running" }));
    run.record({ type: "run.started" });
    for (const id of ["small", "large"]) run.record({ type: "scenario.started", scenarioId: id, attempt: 1 });
    run.bench("small").fatal = { kind: "memory", message: "too much" };
    run.ready("large");
    expect(decideNext(run.view).map(({ type }) => type)).toEqual(["start-batch", "end-scenario"]);
  });

  test("[A3] an ended run has nothing left to decide", () => {
    const run = new BenchRun(runSpec(twoSpec)).start();
    run.command({ type: "cancel" });
    expect(run.state.status).toBe("cancelled");
    expect(decideNext(run.view)).toEqual([]);
  });

  test("[D3] totals and ending facts take the elapsed time from the facts", () => {
    const run = new BenchRun(runSpec(twoSpec)).start().tick(1_234);
    const { view } = run;
    const work = view.work.get("small");
    if (work === undefined) throw new Error("no work");
    expect(totalsOf(view.state, work, view.nowMs)).toEqual({ ...work.measured, elapsedMs: 1_234 });
    const end = (ending: Parameters<typeof factForEnding>[1]["ending"]) =>
      factForEnding(view, { type: "end-scenario", scenarioId: "small", ending, actor: null }, work);
    expect(end({ status: "complete" })).toMatchObject({ type: "scenario.completed", totals: { elapsedMs: 1_234 } });
    expect(end({ status: "cancelled" })).toMatchObject({ type: "scenario.cancelled" });
    expect(end({ status: "failed", kind: "memory", message: "m" })).toMatchObject({
      type: "scenario.failed",
      kind: "memory",
      message: "m",
    });
    expect(() => totalsOf(view.state, { ...work, scenarioId: "huge" }, 0)).toThrow("Run run_1 has no scenario huge");
  });
});
