import type { MetricDefinition } from "../../core/run/metrics.ts";
import { ratioMetric } from "../contract/ratio-metrics.ts";
import type { SkillDefinition } from "./definition.ts";
import { scoresItself, selectItemTimeout } from "./kind-defaults.ts";

const PERCENTILE = 95;
export const LATENCY_METRIC = `latency_p${PERCENTILE}`;
/** an agent that needs more for a task deserves a look */
const USUAL_TURNS = 50;

/**
 * What an adapter measures without configuration: correctness where something is expected, answers and latency. What is scored has
 * the target 1, so that the quality is the share itself: with a lower one, .95 of correct results would already be a quality of 1.
 */
export function listDefaultMetrics(definition: SkillDefinition): readonly MetricDefinition[] {
  const { item, expect, invoke, judge } = definition;
  const isScored = scoresItself(definition);
  const compares = isScored || expect !== undefined || item.columns === undefined || judge !== undefined;
  const correct = ratioMetric({
    id: "correct",
    label: "Correct",
    numerator: { correct: 1 },
    denominator: { compared: 1 },
    atLeast: 1,
    weight: 1,
  });
  const answered = ratioMetric({
    id: "answered",
    label: "Answered",
    numerator: { answered: 1 },
    denominator: { answered: 1, failed: 1 },
    atLeast: 1,
    weight: expect === undefined && !isScored && judge === undefined ? 1 : 0,
  });
  const judged = judge === undefined ? [] : listJudgeMetrics(expect);
  const latency = toLatency(selectItemTimeout(definition) * 1_000);
  const ofAgent = invoke.kind === "agent" ? [COST, toTurns(invoke.maxTurns ?? USUAL_TURNS)] : [];
  return [...(compares ? [correct] : []), ...judged, answered, latency, ...ofAgent];
}

/** What the tool reports, failed items included; unknown for tools that name no money. */
const COST: MetricDefinition = {
  id: "cost_per_item",
  label: "Reported cost per item",
  unit: "USD",
  formula: { kind: "ratio", numerator: { cost_usd: 1 }, denominator: { priced: 1 } },
  target: { comparison: "<=", value: 1 },
  weight: 0,
};

function toTurns(limit: number): MetricDefinition {
  return {
    id: "turns_p95",
    label: `Turns p${PERCENTILE}`,
    unit: "turns",
    formula: { kind: "percentile", of: "turns", percentile: PERCENTILE },
    target: { comparison: "<=", value: limit },
    weight: 0,
  };
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
