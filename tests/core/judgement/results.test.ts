import { expect, test } from "vitest";
import { computeResults, computeTimePerItemRatio } from "../../../lib/core/judgement/compute-results.ts";
import { GROWTH_CLASSES, type GrowthClass, type GrowthKind } from "../../../lib/core/run/judgement.ts";
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

/** What a judgement says of growth, as far as the ratio reads it. */
const sure = (growthClass: GrowthClass) => ({ kind: "class", growthClass, power: null }) as const;
const [a, b] = [result("a", 5, 10), result("b", 9, 10)];

test("[B4] the seed's figures have a ratio of 2.68×, whose text says nothing of growth", () => {
  const sizes = [result("simple", 100, 12), result("medium", 300, 11.67), result("complex", 800, 32.125)];
  const ratio = computeTimePerItemRatio(sizes, sure("n²"));
  expect(ratio).toMatchObject({ smallest: "simple", largest: "complex", reading: "superlinear" });
  expect(ratio?.text).toBe("complex takes 2.68× the time per item of simple");
});

test("[B4] its reading is that of the judgement, and none where that is not certain", () => {
  const power = (low: number, high: number) =>
    ({ kind: "power", growthClass: null, power: { value: (low + high) / 2, low, high } }) as const;
  const other = (kind: GrowthKind) => ({ kind, growthClass: null, power: null });
  const read = (growth: Parameters<typeof computeTimePerItemRatio>[1]) =>
    computeTimePerItemRatio([a, b], growth)?.reading;
  expect(GROWTH_CLASSES.map((growthClass) => read(sure(growthClass)))).toEqual([
    "sublinear",
    "sublinear",
    "linear",
    "superlinear",
    "superlinear",
    "superlinear",
  ]);
  expect([power(0.4, 0.6), power(0.9, 1.1), power(1.4, 1.6)].map(read)).toEqual(["sublinear", null, "superlinear"]);
  expect((["falling", "exponential", "knee", "unclear"] as const).map((kind) => read(other(kind)))).toEqual([
    "sublinear",
    "superlinear",
    null,
    null,
  ]);
});

test("[B4] a ratio out of all proportion is not written with digits that nobody reads", () => {
  expect(computeTimePerItemRatio([a, result("b", 9, 2_594_338)], sure("n³"))?.text).toBe(
    "b takes more than 1,000× the time per item of a",
  );
});

test("[B4] scenarios of one size, or without a time, have no ratio", () => {
  const ratioOf = (...results: readonly ScenarioResult[]) => computeTimePerItemRatio(results, sure("n"));
  expect(ratioOf(a, result("b", 5, 20))).toBeNull();
  expect(ratioOf(a, result("b", 9, null))).toBeNull();
  expect(ratioOf(result("a", 5, 0), b)).toBeNull();
  expect(ratioOf()).toBeNull();
});

test("[B4][D10] a size that is left out for its failures has no part in the ratio", () => {
  const tolerant = [scenarioSpec("small", 10), scenarioSpec("medium", 20), scenarioSpec("large", 40)].map((spec) => ({
    ...spec,
    errorTolerance: 0.2,
  }));
  const run = new BenchRun(runSpec({ sync: "free-running", milestones: [], scenarios: tolerant })).start().tick(400);
  run.runOn("small").runOn("medium").finishBatch("large", { failed: 10 });
  expect(run.state.results?.timePerItemRatio).toMatchObject({ smallest: "small", largest: "medium" });
});
