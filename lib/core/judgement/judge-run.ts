import type { RunState } from "../state.ts";
import type { Judgement, Statement } from "./judgement.ts";

const UNTOLD: Statement = { text: "Not enough evidence.", tone: "unsure", rule: "none", rows: [] };

/** What a run's figures come to, so far or at the end. */
export function judgeRun(state: RunState): Judgement {
  const usage = { busySeconds: 0, inputTokens: 0, outputTokens: 0, storedItems: 0 };
  return {
    headline: UNTOLD,
    partial: null,
    growth: {
      growthClass: null,
      fits: [],
      noise: null,
      exponents: [],
      knee: null,
      warmUps: [],
      outliers: [],
      warnings: [],
      statement: UNTOLD,
    },
    comparative: [],
    stability: [],
    ranks: state.scenarios.map(({ id }) => ({
      scenarioId: id,
      quality: null,
      target: null,
      rank: null,
      meetsTarget: null,
    })),
    efficiency: null,
    projections: [],
    patterns: [],
    bottlenecks: [],
    resources: [],
    recommendation: { scenarioId: null, statement: UNTOLD, reasons: [], production: null },
    cost: {
      currency: null,
      scenarios: [],
      usage,
      amounts: null,
      estimated: null,
      perQualityPoint: null,
      statement: UNTOLD,
    },
    diagnosis: null,
  };
}
