import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  computeMetrics,
  computeQuality,
  computeRates,
  isTargetMet,
  scoreMetric,
} from "../../../lib/core/metrics/score.ts";
import type { MetricDefinition, MetricFormula, MetricTarget } from "../../../lib/core/run/metrics.ts";

function metric(id: string, formula: MetricFormula, target: MetricTarget, weight = 1): MetricDefinition {
  return { id, label: id, unit: "ratio", formula, target, weight };
}

const f1 = metric(
  "f1",
  { kind: "ratio", numerator: { tp: 2 }, denominator: { tp: 2, fp: 1, fn: 1 } },
  { comparison: ">=", value: 0.9 },
);
const p95 = metric("p95", { kind: "percentile", of: "latencyMs", percentile: 95 }, { comparison: "<", value: 500 }, 3);
const rate = metric("rate", { kind: "rate", of: "requests" }, { comparison: ">", value: 0 }, 0);
const all = [f1, p95, rate];
const percentile = (of: string, p: number): number | null => (of === "latencyMs" ? p * 10 : null);

test("[C1] ratio, percentile and rate are computed from the tallies", () => {
  const values = computeMetrics(all, { sums: { tp: 8, fp: 1, fn: 3, requests: 50 }, percentile, busyMs: 2_000 });
  expect(values).toEqual({ f1: 0.8, p95: 950, rate: 25 });
});

test("[C1] a formula that is undefined has no value, never NaN or 0", () => {
  const values = computeMetrics(all, { sums: {}, percentile: () => null, busyMs: 0 });
  expect(values).toEqual({ f1: null, p95: null, rate: null });
  expect(computeMetrics([rate], { sums: {}, percentile, busyMs: 10 })).toEqual({ rate: 0 });
  expect(() =>
    computeMetrics([metric("x", { kind: "mean" } as never, f1.target)], { sums: {}, percentile, busyMs: 1 }),
  ).toThrow("Unhandled case");
});

const targets: [MetricTarget, value: number, isMet: boolean, score: number][] = [
  [{ comparison: "<", value: 500 }, 499, true, 1],
  [{ comparison: "<", value: 500 }, 500, false, 1],
  [{ comparison: "<", value: 500 }, 1_000, false, 0.5],
  [{ comparison: "<=", value: 500 }, 500, true, 1],
  [{ comparison: "<=", value: 0 }, 0, true, 1],
  [{ comparison: "<=", value: 0 }, 0.01, false, 0],
  [{ comparison: ">", value: 0 }, 1, true, 1],
  [{ comparison: ">", value: 0 }, 0, false, 0],
  [{ comparison: ">", value: 10 }, 5, false, 0.5],
  [{ comparison: ">=", value: 0.9 }, 0.9, true, 1],
  [{ comparison: ">=", value: 0.9 }, 0.45, false, 0.5],
  [{ comparison: ">=", value: 0.9 }, -1, false, 0],
  [{ comparison: ">=", value: -5 }, -10, false, 0],
  [{ comparison: "=", value: 1 }, 1, true, 1],
  [{ comparison: "=", value: 1 }, 0.98, false, 0.98],
  [{ comparison: "=", value: 1 }, 3, false, 0],
  [{ comparison: "=", value: 0 }, 0, true, 1],
];

test.each(targets)("[C1] target %o and value %d: met %s, score %d", (target, value, isMet, score) => {
  expect(isTargetMet({ target }, value)).toBe(isMet);
  expect(scoreMetric({ target }, value)).toBeCloseTo(score, 10);
});

test("[C1] an unknown comparison is an error", () => {
  expect(() => isTargetMet({ target: { comparison: "~" as "<", value: 1 } }, 1)).toThrow("Unhandled case");
});

test("[C1] a score is within 0–1 for any figures", () => {
  const figure = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
  fc.assert(
    fc.property(figure, figure, fc.constantFrom("<", "<=", ">", ">=", "="), (value, target, comparison) => {
      const score = scoreMetric({ target: { comparison, value: target } }, value);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }),
  );
});

test("[C1][C4] quality is the weighted mean over the metrics that have a value", () => {
  expect(computeQuality(all, { f1: 0.45, p95: 100, rate: 0 })).toBeCloseTo((0.5 + 3) / 4, 10);
  expect(computeQuality(all, { f1: 0.45, p95: null })).toBeCloseTo(0.5, 10);
  expect(computeQuality(all, { rate: 12 })).toBeNull();
  expect(computeQuality([], {})).toBeNull();
});

test("[C5] completion and error rate, the latter only once there is an item", () => {
  expect(computeRates({ itemsDone: 0, itemsFailed: 0 }, 100)).toEqual({ completionRate: 0, errorRate: null });
  expect(computeRates({ itemsDone: 40, itemsFailed: 4 }, 100)).toEqual({ completionRate: 0.4, errorRate: 0.1 });
});
