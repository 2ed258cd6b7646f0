import type { MetricDefinition } from "../../core/run/metrics.ts";
import { ratioMetric } from "../contract/ratio-metrics.ts";
import type { SkillDefinition } from "./definition.ts";

const PERCENTILE = 95;

/** What an adapter measures without configuration: correctness where something is expected, answers and latency. */
export function listDefaultMetrics({ item, expect, limits }: SkillDefinition): readonly MetricDefinition[] {
  const compares = expect !== undefined || item.columns === undefined;
  const correct = ratioMetric({
    id: "correct",
    label: "Correct",
    numerator: { correct: 1 },
    denominator: { compared: 1 },
    atLeast: 0.9,
    weight: 1,
  });
  const answered = ratioMetric({
    id: "answered",
    label: "Answered",
    numerator: { answered: 1 },
    denominator: { answered: 1, failed: 1 },
    atLeast: 0.95,
    weight: expect === undefined ? 1 : 0,
  });
  return [...(compares ? [correct] : []), answered, toLatency(limits.itemTimeoutSeconds * 1_000)];
}

/** Shown beside the limit that ends an item. */
function toLatency(limitMs: number): MetricDefinition {
  return {
    id: "latency_p95",
    label: `Latency p${PERCENTILE}`,
    unit: "ms",
    formula: { kind: "percentile", of: "latency_ms", percentile: PERCENTILE },
    target: { comparison: "<", value: limitMs },
    weight: 0,
  };
}
