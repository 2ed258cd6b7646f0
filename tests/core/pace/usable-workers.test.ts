import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeUsableWorkers } from "../../../lib/core/pace/usable-workers.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const usable = (items: number, batchSize: number, workers: number, overrides: Parameters<typeof runSpec>[0] = {}) => {
  const scenarios = [scenarioSpec("a", 10), scenarioSpec("b", items, { batchSize })];
  const spec = runSpec({ milestones: [30, 50, 70, 90], scenarios, ...overrides });
  const [, scenario] = spec.scenarios;
  if (scenario === undefined) throw new Error("no scenario");
  return computeUsableWorkers(spec, scenario, { batchSize, workers });
};

describe("[B8] the number of workers that a scenario can keep busy", () => {
  test("one, if a batch spans the distance between two holds", () => {
    expect(usable(320, 100, 4)).toBe(1);
  });

  test("between holds as many as there are batches, weighted by the longest", () => {
    // 240 and then 160, 160, 160 and 80 items: 100 + 100 + 40, 100 + 60 three times, 80
    expect(usable(800, 100, 4)).toBeCloseTo(800 / (100 + 3 * 100 + 80), 9);
  });

  test("nearly all, if no scenario waits, or batches are small", () => {
    expect(usable(800, 100, 4, { sync: "free-running" })).toBeGreaterThan(3);
    expect(usable(2_000, 10, 4)).toBeCloseTo(4, 0);
  });

  test("in lock-step one for the batch of each step", () => {
    expect(usable(800, 100, 4, { sync: "lock-step", milestones: [] })).toBe(1);
  });

  test("at least one and at most all", () => {
    const any = fc.tuple(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 8 }),
    );
    fc.assert(
      fc.property(any, fc.constantFrom("free-running", "milestone", "lock-step"), ([items, batch, workers], sync) => {
        const count = usable(items, batch, workers, { sync });
        expect(count).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(count).toBeLessThanOrEqual(workers + 1e-9);
      }),
    );
  });
});
