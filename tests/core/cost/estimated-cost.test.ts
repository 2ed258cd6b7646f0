import { expect, test } from "vitest";
import { computeEstimate } from "../../../lib/core/estimate/compute.ts";
import { judgeCost } from "../../../lib/core/judgement/cost.ts";
import type { JudgementInput, ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const PRICES = {
  currency: "EUR",
  computePerHour: 3_600,
  perMillionInputTokens: 0,
  perMillionOutputTokens: 0,
  databasePerMillionItems: 0,
};

/** An estimate of 100 items that take 10 busy seconds, based on an earlier run. */
function input(workMs: number, prices: typeof PRICES | null): JudgementInput {
  const spec = runSpec({ scenarios: [scenarioSpec("a", 100), scenarioSpec("b", 200)], prices });
  const tokens = { inputTokens: 0, outputTokens: 0 };
  const samples = [{ items: 100, busyMs: 10_000, warmUpMs: 0, elapsedMs: 10_000, concurrency: 1, ...tokens }];
  const basis = {
    runId: "run_before",
    finishedAt: "2030-01-02T03:04:05.000Z",
    differences: [],
    growthClass: null,
    samples,
  };
  const figures = { itemsDone: 100, itemsFailed: 0, quality: 0.8, points: [], repeatsMs: [], run: null };
  const scenario: ScenarioFigures = { id: "a", label: "a", items: 100, elapsedMs: workMs, workMs, ...figures };
  const rest = { isLive: false, capped: false, skillChanged: null, projections: [], unit: spec.unit };
  return { scenarios: [scenario], prices, estimate: computeEstimate(spec, basis), ...rest };
}

test("[J2] the estimate is shown beside the actual use", () => {
  const { estimated, statement } = judgeCost(input(45_000, null));
  expect(estimated).toMatchObject({ usage: { busySeconds: 30 }, amounts: null });
  expect(statement.text).toContain("Estimated 30 s, actual 45 s: 50 % more.");
  expect(statement.rows).toContainEqual({ label: "busy time, estimated", scenarioId: "a", value: 10, unit: "s" });
});

test("[J2] in money if there are prices", () => {
  const { estimated, statement } = judgeCost(input(15_000, PRICES));
  expect(estimated?.amounts?.total).toBeCloseTo(30);
  expect(statement.text).toContain("Estimated 30.00 EUR, actual 15.00 EUR: 50 % less.");
});

test("[J2] without an estimate there is no comparison", () => {
  const { estimated, statement } = judgeCost({ ...input(15_000, null), estimate: null });
  expect([estimated, statement.text.includes("stimated")]).toEqual([null, false]);
});
