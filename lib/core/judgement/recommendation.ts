import type { JudgementInput } from "./judgement-input.ts";
import type { Judgement, Recommendation } from "./judgement.ts";
import { say } from "./wording.ts";

/** I3. */
export function judgeRecommendation(_input: JudgementInput, _parts: Pick<Judgement, "growth">): Recommendation {
  const statement = say("recommendation", "unsure", "Not enough evidence to recommend a size.");
  return { scenarioId: null, statement, reasons: [], production: null };
}
