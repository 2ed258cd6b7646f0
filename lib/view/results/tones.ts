import { worstTone } from "../../core/judgement/worst-tone.ts";
import type { Judgement, Statement } from "../../core/run/judgement.ts";

type Tone = Statement["tone"];

/** The tone of the headline's frame: never better than that of the growth; an older judgement's headline may be. */
export function selectHeadlineTone({ headline, growth }: Judgement): Tone {
  return isGrowthUnsure(growth) ? worstTone([headline.tone, "unsure"]) : headline.tone;
}

/** The tone of the recommendation's frame: never surer than what it rests on. */
export function selectRecommendationTone({ headline, growth, recommendation }: Judgement): Tone {
  if (recommendation.scenarioId === null) return "neutral";
  const isUnsure = headline.tone === "unsure" || isGrowthUnsure(growth);
  return isUnsure ? worstTone([recommendation.statement.tone, "unsure"]) : recommendation.statement.tone;
}

function isGrowthUnsure({ kind, statement }: Judgement["growth"]): boolean {
  return kind === "unclear" || statement.tone === "unsure";
}
