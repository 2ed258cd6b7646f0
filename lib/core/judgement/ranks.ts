import type { ScenarioFigures } from "./input.ts";
import type { QualityRank, ScenarioRank } from "../run/judgement.ts";

/** C7: excellent ≥ .90, good ≥ .85, basic ≥ .80 of quality; whether the scenario's own target is met beside it. */
export function judgeRank({ id, quality, run }: ScenarioFigures): ScenarioRank {
  const target = run?.targetQuality ?? null;
  return {
    scenarioId: id,
    quality,
    target,
    rank: quality === null ? null : toRank(quality),
    meetsTarget: quality === null || target === null ? null : quality >= target,
  };
}

function toRank(quality: number): QualityRank {
  if (quality >= 0.9) return "excellent";
  if (quality >= 0.85) return "good";
  return quality >= 0.8 ? "basic" : "below";
}
