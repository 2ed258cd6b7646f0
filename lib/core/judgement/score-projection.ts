import type { RunState } from "../state.ts";
import { labelOf } from "../words.ts";
import type { ScoredProjection } from "./judgement.ts";

/** Within this a projection counts as a good one. */
const GOOD_WITHIN = 0.2;

/** A projected active time against what it came to, in words. */
export function scoreProjection(
  state: RunState,
  scenarioId: string,
  projectedMs: number,
  actualMs: number,
): ScoredProjection {
  const error = (projectedMs - actualMs) / actualMs;
  const percent = projectedMs > 0 ? Math.round((Math.abs(projectedMs - actualMs) / projectedMs) * 100) : 100;
  const verdict = percent === 0 ? "as projected" : `${percent} % ${error > 0 ? "sooner" : "later"} than projected`;
  return {
    scenarioId,
    projectedMs,
    actualMs,
    error,
    statement: {
      text: `${labelOf(state.spec, scenarioId)} finished ${verdict} from the smaller scenarios.`,
      tone: Math.abs(error) <= GOOD_WITHIN ? "good" : "neutral",
      rule: "projection-score",
      rows: [
        { label: "projected active time", scenarioId, value: projectedMs, unit: "ms" },
        { label: "actual active time", scenarioId, value: actualMs, unit: "ms" },
      ],
    },
  };
}
