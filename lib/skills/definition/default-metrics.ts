import type { MetricDefinition } from "../../core/run/metrics.ts";
import { ratioMetric } from "../contract/ratio-metrics.ts";
import type { SkillDefinition } from "./definition.ts";
import { scoresItself, selectItemTimeout } from "./kind-defaults.ts";

const PERCENTILE = 95;
/** an agent that needs more for a task deserves a look */
const USUAL_TURNS = 50;

/** What an adapter measures without configuration: correctness where something is expected, answers and latency. */
export function listDefaultMetrics(definition: SkillDefinition): readonly MetricDefinition[] {
  const { item, expect, invoke } = definition;
  const isScored = scoresItself(definition);
  const compares = isScored || expect !== undefined || item.columns === undefined;
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
    weight: expect === undefined && !isScored ? 1 : 0,
  });
  const latency = toLatency(selectItemTimeout(definition) * 1_000);
  const ofAgent = invoke.kind === "agent" ? [COST, toTurns(invoke.maxTurns ?? USUAL_TURNS)] : [];
  return [...(compares ? [correct] : []), answered, latency, ...ofAgent];
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
