import type { RunState } from "../state.ts";
import { formatPercent, labelOf } from "../words.ts";
import type { ScoredProjection } from "./judgement.ts";
import { wordDuration } from "./wording.ts";

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
  const percent = Math.round(Math.abs(error) * 100);
  const took = `${labelOf(state.spec, scenarioId)} took ${wordDuration(actualMs)}`;
  const apart = `${wordDuration(projectedMs)}, ${formatPercent(percent)} too ${error > 0 ? "much" : "little"}`;
  return {
    scenarioId,
    projectedMs,
    actualMs,
    error,
    statement: {
      text:
        percent === 0
          ? `${took}, as the smaller scenarios had projected.`
          : `${took}; the smaller scenarios had projected ${apart}.`,
      tone: Math.abs(error) <= GOOD_WITHIN ? "good" : "neutral",
      rule: "projection-score",
      rows: [
        { label: "projected active time", scenarioId, value: projectedMs, unit: "ms" },
        { label: "actual active time", scenarioId, value: actualMs, unit: "ms" },
      ],
    },
  };
}
