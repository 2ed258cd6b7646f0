import type { Judgement, Statement } from "../../core/run/judgement.ts";

type Tone = Statement["tone"];

/** The tone of the headline's frame: good news only when the growth is sure too. */
export function selectHeadlineTone({ headline, growth }: Judgement): Tone {
  return calm(headline.tone, growth.statement.tone === "unsure" || growth.kind === "unclear");
}

/** The tone of the recommendation's frame: never better than what it rests on. */
export function selectRecommendationTone({ headline, growth, recommendation }: Judgement): Tone {
  if (recommendation.scenarioId === null) return "neutral";
  const rests = [headline.tone, growth.statement.tone];
  return calm(recommendation.statement.tone, rests.includes("unsure") || growth.kind === "unclear");
}

function calm(tone: Tone, isUnsure: boolean): Tone {
  return tone === "good" && isUnsure ? "neutral" : tone;
}
