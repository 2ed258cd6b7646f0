import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCostlyItems, selectCountedItems } from "../../../lib/core/metrics/costly-items.ts";
import { computeItemLosses, type CountedItem } from "../../../lib/core/metrics/item-losses.ts";
import { computeMetrics, computeQuality } from "../../../lib/core/metrics/score.ts";
import type { MetricDefinition } from "../../../lib/core/run/metrics.ts";

const recall: MetricDefinition = {
  id: "recall",
  label: "Recall",
  unit: "ratio",
  formula: { kind: "ratio", numerator: { tp: 1 }, denominator: { tp: 1, fn: 1 } },
  target: { comparison: ">=", value: 0.98 },
  weight: 0.6,
};
const f1: MetricDefinition = {
  ...recall,
  id: "f1",
  formula: { kind: "ratio", numerator: { tp: 2 }, denominator: { tp: 2, fp: 1, fn: 1 } },
  weight: 0.4,
};
const errorRate: MetricDefinition = {
  ...recall,
  id: "error_rate",
  formula: { kind: "ratio", numerator: { errors: 1 }, denominator: { requests: 1 } },
  target: { comparison: "<", value: 0.01 },
};
const latency: MetricDefinition = {
  ...recall,
  id: "latency",
  unit: "ms",
  formula: { kind: "percentile", of: "latencyMs", percentile: 95 },
  target: { comparison: "<", value: 100 },
};
const throughput: MetricDefinition = {
  ...recall,
  id: "throughput",
  unit: "/s",
  formula: { kind: "rate", of: "requests" },
  target: { comparison: ">", value: 0 },
};

function item(index: number, values: CountedItem["values"], rest: Partial<CountedItem> = {}): CountedItem {
  const { ok = true } = rest;
  return {
    index,
    ok,
    error: ok ? null : "broke",
    values,
    samples: {},
    outcome: `item ${index}`,
    attempt: 1,
    busyMs: 1,
    ...rest,
  };
}
const hit = { tp: 1, fp: 0, fn: 0 };
const missed = { tp: 0, fp: 0, fn: 1 };
const falseAlarm = { tp: 0, fp: 1, fn: 0 };

const sumsOf = (items: readonly CountedItem[]) => {
  const sums: Record<string, number> = {};
  for (const { values } of items)
    for (const [name, value] of Object.entries(values)) sums[name] = (sums[name] ?? 0) + value;
  return sums;
};
const valuesOf = (definitions: readonly MetricDefinition[], items: readonly CountedItem[]) =>
  computeMetrics(definitions, { sums: sumsOf(items), percentile: () => null, busyMs: 1 });

describe("[C8] a score lists the items that lowered it", () => {
  test("of a ratio: the missing share, and all losses add up to the distance from the ideal", () => {
    const items = [item(0, hit), item(1, missed), item(2, falseAlarm), item(3, hit)];
    const question = { definitions: [recall, f1], values: valuesOf([recall, f1], items), items, limit: 10 };
    expect(findCostlyItems({ ...question, metricId: "recall" })).toMatchObject({
      items: [{ index: 1, outcome: "item 1", loss: 1 / 3, metricIds: ["recall"] }],
      found: 1,
      failed: 0,
    });
    const ofF1 = findCostlyItems({ ...question, metricId: "f1" });
    expect(ofF1.items.map(({ index }) => index)).toEqual([1, 2]);
    expect(ofF1.totalLoss).toBeCloseTo(1 - (question.values["f1"] ?? 0), 12);
  });

  test("of a ratio that should be low: the counted items", () => {
    const items = [item(0, { requests: 50, errors: 0 }), item(1, { requests: 50, errors: 3 })];
    expect(computeItemLosses(errorRate, items)).toEqual([0, 0.03]);
  });

  test("of a percentile: the samples beyond the target, whether it is met or not", () => {
    const items = [
      item(0, {}, { samples: { latencyMs: [10, 20, 99] } }),
      item(1, {}, { samples: { latencyMs: [100, 300] } }),
    ];
    expect(computeItemLosses(latency, items)).toEqual([0, 0.4]);
  });

  test("of a rate: the time beyond the average for the output", () => {
    const items = [item(0, { requests: 10 }, { busyMs: 10 }), item(1, { requests: 10 }, { busyMs: 30 })];
    expect(computeItemLosses(throughput, items)).toEqual([-10, 10]);
    const { items: slow } = findCostlyItems({
      definitions: [throughput],
      values: {},
      metricId: "throughput",
      items,
      limit: 5,
    });
    expect(slow).toMatchObject([{ index: 1, loss: 10 }]);
  });

  test("a failed item is listed even if no figure counts it, after those with a loss", () => {
    const items = [item(0, {}, { ok: false }), item(1, hit), item(2, missed)];
    const {
      items: listed,
      failed,
      found,
    } = findCostlyItems({
      definitions: [recall],
      values: valuesOf([recall], items),
      metricId: null,
      items,
      limit: 10,
    });
    expect(listed.map(({ index, loss }) => [index, loss > 0])).toEqual([
      [2, true],
      [0, false],
    ]);
    expect({ failed, found }).toEqual({ failed: 1, found: 2 });
  });

  test("the latest attempt of each item counts, and of earlier attempts only successful items", () => {
    const result = (index: number, ok: boolean) => item(index, ok ? hit : missed, { ok });
    const segment = { scenarioId: "simple", fromItem: 0, toItem: 3 };
    const segments = [
      { ...segment, attempt: 2, durationMs: 8, results: [result(1, true)] },
      { ...segment, attempt: 1, durationMs: 6, results: [result(1, false), result(0, true), result(2, false)] },
    ];
    expect(selectCountedItems(segments, 2)).toMatchObject([
      { index: 0, attempt: 1, ok: true, busyMs: 2 },
      { index: 1, attempt: 2, ok: true, busyMs: 8 },
    ]);
    expect(selectCountedItems(segments.slice(1), 1)).toMatchObject([
      { index: 0 },
      { index: 1, ok: false },
      { index: 2 },
    ]);
    expect(selectCountedItems([{ ...segment, attempt: 1, durationMs: 0, results: [] }], 1)).toEqual([]);
  });

  test("of a figure with an exact target: the excess or the shortfall", () => {
    const exactly = { ...recall, unit: "", target: { comparison: "=", value: 2 } } as const;
    const one = item(0, { tp: 3, fn: 0 });
    const other = item(1, { tp: 1, fn: 1 });
    expect(computeItemLosses(exactly, [one, other])).toEqual([3 / 5, 3 / 5]);
    const much = { ...exactly, target: { comparison: "=", value: 0.5 } } as const;
    expect(computeItemLosses(much, [one, other])).toEqual([1.5 / 5, 0]);
  });

  test("without a total to distribute there is no loss", () => {
    expect(computeItemLosses(recall, [item(0, {})])).toEqual([0]);
    expect(computeItemLosses(latency, [item(0, {})])).toEqual([0]);
    expect(computeItemLosses(throughput, [item(0, {})])).toEqual([0]);
    expect(computeItemLosses(recall, [])).toEqual([]);
  });

  test("for any items, losses of quality are finite, never negative, and at most the missing quality", () => {
    const definitions = [recall, f1, errorRate, latency, throughput];
    const anyItem = fc.record({
      values: fc.dictionary(fc.constantFrom("tp", "fp", "fn", "errors", "requests"), fc.integer({ min: 0, max: 9 })),
      samples: fc.record({ latencyMs: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 3 }) }),
      ok: fc.boolean(),
      busyMs: fc.double({ min: 0, max: 1_000, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 30 }), (drawn) => {
        const items = drawn.map(({ values, ...rest }, index) => item(index, values, rest));
        const values = computeMetrics(definitions, { sums: sumsOf(items), percentile: () => 250, busyMs: 7 });
        const { items: listed, totalLoss } = findCostlyItems({
          definitions,
          values,
          metricId: null,
          items,
          limit: 100,
        });
        for (const { loss } of listed) expect(loss >= 0 && loss <= 1).toBe(true);
        expect(totalLoss).toBeLessThanOrEqual(1 - (computeQuality(definitions, values) ?? 0) + 1e-9);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
