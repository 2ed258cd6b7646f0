import { describe, expect, test } from "vitest";
import { describeEstimate } from "../../lib/view/format/estimate.ts";
import { formatAmount, formatCompute } from "../../lib/view/format/cost.ts";
import { selectCostMeter } from "../../lib/view/console/cost.ts";
import type { PriceTable } from "../../lib/core/run/prices.ts";
import type { EstimatedFigures, RunEstimate } from "../../lib/core/run/estimate.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunSpec } from "../../lib/core/run/spec.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const prices: PriceTable = {
  currency: "EUR",
  computePerHour: 3.6,
  perMillionInputTokens: 0,
  perMillionOutputTokens: 0,
  databasePerMillionItems: 0,
};
const usage = (busySeconds: number) => ({ busySeconds, inputTokens: 0, outputTokens: 0, storedItems: 10 });
const total: EstimatedFigures = {
  likely: usage(100),
  likelyAmounts: null,
  likelySeconds: 62,
  atMost: usage(1_320),
  atMostAmounts: null,
  atMostSeconds: 300,
};
const estimate: RunEstimate = {
  currency: null,
  scenarios: [],
  total,
  basis: { runId: "run_0", text: "As the run before it." },
  warnings: ["The cap is below it."],
};

function meterOf(change: Partial<RunSpec>) {
  const state = foldRun(buildSampleRun({ untilMs: 35_000 }));
  if (state === null) throw new Error("The sample has no events");
  return selectCostMeter({ ...state, spec: { ...state.spec, ...change } });
}

describe("the cost meter", () => {
  test("[J2] without prices it shows compute time, and never money", () => {
    const { lead, rest, cap, estimate: held } = meterOf({});
    expect({ lead, rest, cap, held }).toEqual({ lead: "51\u00a0s of compute", rest: [], cap: null, held: null });
  });

  test("[J2] with prices money leads, compared with the estimate", () => {
    const amounts = { model: 0, compute: 0.1, database: 0, total: 0.1 };
    const meter = meterOf({ prices, estimate: { ...estimate, total: { ...total, likelyAmounts: amounts } } });
    expect(meter.lead).toBe("€0.051");
    expect(meter.rest).toEqual(["51\u00a0s of compute"]);
    expect(meter.estimate?.text).toBe("€0.1");
    expect(meter.estimate?.share).toBeCloseTo(0.51, 1);
  });

  test("[J4] a cap is shown in its own unit; one that cannot be computed is left out", () => {
    expect(meterOf({ costCap: { unit: "busy-seconds", limit: 102 } }).cap).toMatchObject({
      text: "1\u00a0min 42\u00a0s of compute",
    });
    expect(meterOf({ costCap: { unit: "busy-seconds", limit: 102 } }).cap?.share).toBeCloseTo(0.5, 1);
    expect(meterOf({ costCap: { unit: "tokens", limit: 1_000 } }).cap?.share).toBe(0);
    expect(meterOf({ costCap: { unit: "money", limit: 1 } }).cap).toBeNull();
  });
});

test("[J1] the estimate shows the likely cost, its basis and the bound", () => {
  expect(describeEstimate(estimate)).toEqual({
    lead: "About 1\u00a0min 02\u00a0s without holds, 1\u00a0min 40\u00a0s of compute.",
    detail: "At most 5\u00a0min without holds, 22\u00a0min of compute. As the run before it.",
    warnings: ["The cap is below it."],
  });
});

test("[J1] without an earlier run only the bound is shown", () => {
  const unknown = { ...total, likely: null, likelySeconds: null };
  const basis = { runId: null, text: "No run of this skill yet." };
  expect(describeEstimate({ ...estimate, total: unknown, basis })).toMatchObject({
    lead: "At most 5\u00a0min without holds, 22\u00a0min of compute.",
    detail: "No run of this skill yet.",
  });
});

test("amounts are shown in their unit, and long compute like any duration", () => {
  expect(formatAmount(4.2, "money", "EUR")).toBe("€4.20");
  expect(formatAmount(12_345, "tokens", undefined)).toBe("12,345 tokens");
  expect([8.44, 38.2, 96, 1_204].map(formatCompute)).toEqual([
    "8.4\u00a0s of compute",
    "38\u00a0s of compute",
    "1\u00a0min 36\u00a0s of compute",
    "20\u00a0min 04\u00a0s of compute",
  ]);
});

test("[G20] with a chosen length the time leads, even where no cost is known", () => {
  const basis = { runId: null, text: "Sizes are fitted to this machine at the start." };
  expect(describeEstimate({ ...estimate, total: { ...total, likely: null, likelySeconds: 60 }, basis })).toMatchObject({
    lead: "About 1\u00a0min without holds.",
    detail: "At most 5\u00a0min without holds, 22\u00a0min of compute. Sizes are fitted to this machine at the start.",
  });
});
