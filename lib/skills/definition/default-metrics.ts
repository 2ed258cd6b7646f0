import type { MetricDefinition } from "../../core/run/metrics.ts";
import { ratioMetric } from "../contract/ratio-metrics.ts";
import type { SkillDefinition } from "./definition.ts";

const PERCENTILE = 95;
export const LATENCY_METRIC = `latency_p${PERCENTILE}`;

/** What an adapter measures without configuration: correctness where something is expected, answers and latency. */
export function listDefaultMetrics({ item, expect, limits, judge }: SkillDefinition): readonly MetricDefinition[] {
  const compares = expect !== undefined || item.columns === undefined || judge !== undefined;
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
    weight: expect === undefined && judge === undefined ? 1 : 0,
  });
  const judged = judge === undefined ? [] : listJudgeMetrics(expect);
  return [...(compares ? [correct] : []), ...judged, answered, toLatency(limits.itemTimeoutSeconds * 1_000)];
}

/** Shown, not scored: where the judge decides, its verdict is already in what is correct. */
function listJudgeMetrics(expect: SkillDefinition["expect"]): MetricDefinition[] {
  const score = ratioMetric({
    id: "judge_score",
    label: "Judge's score",
    numerator: { judge_score: 1 },
    denominator: { judged: 1 },
    atLeast: 0.8,
    weight: 0,
  });
  const agreement = ratioMetric({
    id: "judge_agreement",
    label: "Agreement with the judge",
    numerator: { judge_agrees: 1 },
    denominator: { judge_compared: 1 },
    atLeast: 0.95,
    weight: 0,
  });
  return expect === undefined || expect.match === "judge" ? [score] : [score, agreement];
}

/** Shown beside the limit that ends an item. */
function toLatency(limitMs: number): MetricDefinition {
  return {
    id: LATENCY_METRIC,
    label: `Latency p${PERCENTILE}`,
    unit: "ms",
    formula: { kind: "percentile", of: "latency_ms", percentile: PERCENTILE },
    target: { comparison: "<", value: limitMs },
    weight: 0,
  };
}
