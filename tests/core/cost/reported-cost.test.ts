import { describe, expect, test } from "vitest";
import { computeAmounts, computeSpent, computeUsage, sumUsage } from "../../../lib/core/cost/compute-cost.ts";
import { computeEstimate } from "../../../lib/core/estimate/compute.ts";
import type { PriceTable } from "../../../lib/core/run/prices.ts";
import { buildTotals } from "../../support/spec.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const DOLLARS: PriceTable = {
  currency: "USD",
  computePerHour: 0,
  perMillionInputTokens: 10,
  perMillionOutputTokens: 20,
  databasePerMillionItems: 0,
};

const agent = computeUsage({
  ...buildTotals(1, { inputTokens: 1_000_000, outputTokens: 100_000 }),
  reported: { usd: 3, inputTokens: 1_000_000, outputTokens: 100_000 },
});
const model = computeUsage(buildTotals(1, { inputTokens: 500_000, outputTokens: 0 }));

describe("[J2] money that a skill reports", () => {
  test("it counts instead of the tokens that it was paid for, never beside them", () => {
    expect(computeAmounts(agent, DOLLARS).model).toBe(3);
    expect(computeAmounts(model, DOLLARS).model).toBe(5);
    expect(computeSpent(agent, "money", DOLLARS)).toBe(3);
  });

  test("items without a report are priced by their tokens, also in a sum over scenarios", () => {
    const some = { ...agent, reported: { usd: 1, inputTokens: 400_000, outputTokens: 100_000 } };
    expect(computeAmounts(some, DOLLARS).model).toBeCloseTo(1 + 6);
    expect(computeAmounts(sumUsage([agent, model]), DOLLARS).model).toBe(8);
    expect(sumUsage([agent, model, some]).reported).toEqual({ usd: 4, inputTokens: 1_400_000, outputTokens: 200_000 });
    expect(sumUsage([model]).reported).toBeUndefined();
  });

  test("a price table in another currency prices the tokens, since dollars cannot be converted", () => {
    expect(computeAmounts(agent, { ...DOLLARS, currency: "EUR" }).model).toBe(12);
  });

  test("an estimate scales it with the items", () => {
    const spec = runSpec({ scenarios: [scenarioSpec("a", 20), scenarioSpec("b", 10)], prices: DOLLARS });
    const sample = { items: 10, busyMs: 1_000, warmUpMs: 0, elapsedMs: 1_000, concurrency: 1 };
    const tokens = { inputTokens: 1_000, outputTokens: 100 };
    const basis = {
      runId: "run_1",
      finishedAt: null,
      differences: [],
      growthClass: null,
      samples: [{ ...sample, ...tokens, reported: { usd: 0.5, ...tokens } }],
    };
    const { scenarios } = computeEstimate(spec, basis);
    expect(scenarios.map(({ likelyAmounts }) => likelyAmounts?.model)).toEqual([1, 0.5]);
    expect(scenarios[0]?.likely?.reported).toEqual({ usd: 1, inputTokens: 2_000, outputTokens: 200 });
  });
});
