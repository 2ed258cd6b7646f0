import { describe, expect, test } from "vitest";
import type { MetricDefinition } from "../../lib/core/run/metrics.ts";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import { createMeasure } from "../../lib/runner/crew/measure.ts";

const latency: MetricDefinition = {
  id: "p95",
  label: "p95",
  unit: "ms",
  formula: { kind: "percentile", of: "latencyMs", percentile: 95 },
  target: { comparison: "<", value: 500 },
  weight: 1,
};

const result = (more: Partial<ItemResult>): ItemResult => {
  return { index: 0, ok: true, error: null, values: {}, samples: {}, outcome: "", ...more };
};

describe("samples", () => {
  test.each([1e6, 1e9, 1e12])("[C1] the 95th percentile of [%d, 1] is the larger, within a thousandth", (largest) => {
    const measure = createMeasure([latency]);
    measure.add(result({ samples: { latencyMs: [largest, 1] } }));
    const { metrics, quality } = measure.totals();
    expect(Math.abs((metrics["p95"] ?? 0) / largest - 1)).toBeLessThan(0.002);
    expect(quality).toBeLessThan(0.001);
  });

  test.each([1e15, 1e308, Infinity])("[D10] %d counts as the largest trackable value", (sample) => {
    const measure = createMeasure([latency]);
    measure.add(result({ samples: { latencyMs: [sample, 1] } }));
    expect(Math.abs((measure.totals().metrics["p95"] ?? 0) / 1e12 - 1)).toBeLessThan(0.002);
  });
});

test("[D1] names that no metric uses take no memory", () => {
  const measure = createMeasure([latency]);
  const beforeBytes = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 500; n++) measure.add(result({ samples: { [`n${n}`]: [1e12] } }));
  expect(process.memoryUsage().arrayBuffers - beforeBytes).toBeLessThan(1_000_000);
  expect(measure.totals().itemsOk).toBe(500);
});

describe("values", () => {
  test("[J2] money that items report is summed with the tokens of those items, failed and repeated ones included", () => {
    const measure = createMeasure([latency]);
    expect(measure.totals().reported).toBeUndefined();
    measure.add(result({ values: { cost_usd: 0.25, input_tokens: 10, output_tokens: 1 } }));
    measure.add(result({ ok: false, values: { failed: 1, cost_usd: 0.5 } }));
    measure.add(result({ values: { input_tokens: 100 } }));
    measure.addSpent(result({ values: { cost_usd: 0.25, input_tokens: 5 } }));
    expect(measure.totals()).toMatchObject({
      inputTokens: 115,
      reported: { usd: 1, inputTokens: 15, outputTokens: 1 },
    });
  });

  test("[D10] totals stay finite for any stored values", () => {
    const rate = { ...latency, id: "rate", formula: { kind: "rate", of: "score" } } as const;
    const measure = createMeasure([rate]);
    measure.addBusyMs(1, 0);
    const values = { score: 1e308, input_tokens: 1e308, output_tokens: Number.NaN };
    for (const add of [measure.add, measure.add, measure.addSpent, measure.addSpent]) add(result({ values }));
    expect(measure.totals()).toMatchObject({ inputTokens: 4e12, outputTokens: 0, metrics: { rate: 2e15 } });
  });

  test("[J4] negative tokens do not reduce the spending", () => {
    const measure = createMeasure([]);
    measure.add(result({ values: { input_tokens: 100, output_tokens: 10 } }));
    measure.add(result({ values: { input_tokens: -90 } }));
    measure.addSpent(result({ values: { output_tokens: -9 } }));
    expect(measure.totals()).toMatchObject({ inputTokens: 100, outputTokens: 10 });
  });
});
