import { expect, test } from "vitest";
import { computeResults, computeTimePerItemRatio } from "../../../lib/core/judgement/compute-results.ts";
import type { ScenarioResult } from "../../../lib/core/run/results.ts";
import { BenchRun } from "../support/bench-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const scenarios = [scenarioSpec("small", 10, { errorTolerance: 0.5 }), scenarioSpec("large", 20)];

function result(scenarioId: string, items: number, timePerItemMs: number | null): ScenarioResult {
  const [first] = computeResults(new BenchRun(runSpec({ scenarios })).state).scenarios;
  if (first === undefined) throw new Error("no result");
  return { ...first, scenarioId, label: scenarioId, items, timePerItemMs };
}

test("[B4][C5][D10] results cover completed items, and are marked as partial", () => {
  const run = new BenchRun(runSpec({ sync: "free-running", milestones: [50], scenarios })).start().tick(400);
  run
    .finishBatch("small", { failed: 1 })
    .finishBatch("small")
    .finishBatch("large")
    .fatal("large", "memory", "too much");
  const { results } = run.state;
  expect(results?.partial).toBe(true);
  expect(results?.scenarios).toMatchObject([
    {
      scenarioId: "small",
      status: "complete",
      failure: null,
      items: 10,
      timePerItemMs: expect.closeTo(100 / 9),
      completionRate: 1,
      errorRate: 0.1,
    },
    {
      scenarioId: "large",
      status: "failed",
      failure: { kind: "memory" },
      items: 20,
      timePerItemMs: 10,
      completionRate: 0.5,
      errorRate: 0,
    },
  ]);
  expect(results?.scenarios[0]?.milestones).toEqual([{ percent: 50, elapsedMs: 400, quality: 0.9 }]);
});

test("[D10] skipped items count as done: with a failed scenario, results are partial all the same", () => {
  const run = new BenchRun(runSpec({ sync: "free-running", milestones: [50], scenarios })).start().tick(400);
  const { state } = run.finishBatch("small").finishBatch("small");
  const totals = (items: number) => ({ ...state.scenarios[0]!.totals, itemsDone: items });
  const ended = (status: "complete" | "failed"): typeof state => ({
    ...state,
    scenarios: state.scenarios.map((each, i) => ({
      ...each,
      status: i === 0 ? "complete" : status,
      totals: totals(20),
    })),
  });
  expect(computeResults(ended("complete")).partial).toBe(false);
  expect(computeResults(ended("failed")).partial).toBe(true);
});

test("[B4] without finished items figures are null, not NaN", () => {
  const results = computeResults(new BenchRun(runSpec({ scenarios })).state);
  expect(results.timePerItemRatio).toBeNull();
  expect(results.scenarios).toMatchObject([
    { timePerItemMs: null, errorRate: null, completionRate: 0 },
    { timePerItemMs: null },
  ]);
});

test("[B4] the figures of the seed document read as superlinear, 2.68×", () => {
  const ratio = computeTimePerItemRatio([
    result("simple", 100, 12),
    result("medium", 300, 11.67),
    result("complex", 800, 32.125),
  ]);
  expect(ratio).toMatchObject({ smallest: "simple", largest: "complex", reading: "superlinear" });
  expect(ratio?.text).toBe("complex takes 2.68× the time per item of simple: superlinear");
});

test("[B4] 0.8 to 1.25 is linear, below is sublinear", () => {
  const read = (timePerItemMs: number) =>
    computeTimePerItemRatio([result("a", 1, 100), result("b", 2, timePerItemMs)])?.reading;
  expect([79, 80, 100, 125, 126].map(read)).toEqual(["sublinear", "linear", "linear", "linear", "superlinear"]);
});

test("[B4] scenarios of one size, or without a time, have no ratio", () => {
  expect(computeTimePerItemRatio([result("a", 5, 10), result("b", 5, 20)])).toBeNull();
  expect(computeTimePerItemRatio([result("a", 5, 10), result("b", 9, null)])).toBeNull();
  expect(computeTimePerItemRatio([result("a", 5, 0), result("b", 9, 10)])).toBeNull();
  expect(computeTimePerItemRatio([])).toBeNull();
});
