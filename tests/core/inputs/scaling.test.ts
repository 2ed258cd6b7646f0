import { expect, test } from "vitest";
import { buildScenarios, defaultsFor } from "../../../lib/core/inputs/defaults.ts";
import { scaleItems, SCALING_STRATEGIES, type ScalingProfile } from "../../../lib/core/inputs/scaling.ts";

const profile: ScalingProfile = { growth: "quadratic", items: { simple: 100, medium: 200, complex: 300 } };

test("[B1] the sizes of each strategy", () => {
  expect(SCALING_STRATEGIES.map((strategy) => scaleItems(strategy, { base: 100, profile }))).toEqual([
    [100, 300, 800],
    [100, 300, 800],
    [100, 173, 283],
    [100, 500, 2500],
    [100, 200, 300],
  ]);
});

test("[B1] quadratic-aware sizes make n² grow 1×, 3×, 8×", () => {
  const [simple, medium, complex] = scaleItems("quadratic-aware", { base: 10_000, profile });
  expect((medium / simple) ** 2).toBeCloseTo(3, 2);
  expect((complex / simple) ** 2).toBeCloseTo(8, 2);
});

test("[B1] no size is below one item, and an unknown strategy is an error", () => {
  expect(scaleItems("additive", { base: 0, profile })).toEqual([1, 1, 1]);
  expect(() => scaleItems("cubic" as "additive", { base: 1, profile })).toThrow("Unhandled case");
});

test("[A11] the defaults of simple, medium and complex; larger scenarios get those of complex", () => {
  const [simple, medium, complex, fourth] = buildScenarios({ items: [100, 300, 800, 900] });
  expect(simple).toMatchObject({
    id: "simple",
    items: 100,
    timeBudgetMs: 30_000,
    batchSize: 10,
    memoryLimitMb: 256,
    errorTolerance: 0,
  });
  expect(simple).toMatchObject({ distribution: "uniform", targetQuality: 0.9, concurrency: 1 });
  expect(medium).toMatchObject({
    id: "medium",
    items: 300,
    timeBudgetMs: 90_000,
    batchSize: 50,
    memoryLimitMb: 512,
    errorTolerance: 0.05,
  });
  expect(medium).toMatchObject({ distribution: "uniform", targetQuality: 0.85, concurrency: 1 });
  expect(complex).toMatchObject({
    id: "complex",
    items: 800,
    timeBudgetMs: 300_000,
    batchSize: 100,
    memoryLimitMb: 1_024,
  });
  expect(complex).toMatchObject({ distribution: "skewed", targetQuality: 0.8, concurrency: 4, errorTolerance: 0.1 });
  expect(fourth).toEqual({ ...complex, id: "scale-4", label: "scale-4", items: 900 });
  expect(defaultsFor("scale-6")).toEqual(defaultsFor("complex"));
});

test("[A11] the presenter's settings override the skill's, the skill's override the defaults; undefined overrides nothing", () => {
  const [simple] = buildScenarios({
    items: [100, 300],
    profileDefaults: { simple: { batchSize: 20, memoryLimitMb: 512, items: 7 } },
    overrides: { simple: { batchSize: 5, memoryLimitMb: undefined, label: "A pile" } },
  });
  expect(simple).toMatchObject({
    id: "simple",
    label: "A pile",
    items: 100,
    batchSize: 5,
    memoryLimitMb: 512,
    timeBudgetMs: 30_000,
  });
});

test("[A11] a run has two to six scenarios", () => {
  expect(buildScenarios({ items: [1, 2, 3, 4, 5, 6] })).toHaveLength(6);
  expect(() => buildScenarios({ items: [1] })).toThrow("2 to 6");
  expect(() => buildScenarios({ items: [1, 2, 3, 4, 5, 6, 7] })).toThrow("2 to 6");
});
