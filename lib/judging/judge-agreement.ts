import { formatScore } from "../core/words/format.ts";
import type { MetricDefinition } from "../core/run/metrics.ts";
import type { JudgeAnswer } from "./llm-judge.ts";

/** C6. How often the skill and the judge say the same of the items that the judge has judged; shown, not scored. */
export const JUDGE_AGREEMENT: MetricDefinition = {
  id: "judge_agreement",
  label: "Agreement with the judge",
  unit: "ratio",
  formula: { kind: "ratio", numerator: { judge_agrees: 1 }, denominator: { judged: 1 } },
  target: { comparison: ">=", value: 0.95 },
  weight: 0,
};

/** An item's share in that metric; an item that nobody judged counts nowhere. */
export function toAgreement(
  answer: JudgeAnswer | null,
  verdict: string,
): { readonly judged: number; readonly judge_agrees: number } {
  return { judged: answer === null ? 0 : 1, judge_agrees: answer?.verdict === verdict ? 1 : 0 };
}

/** "; the judge says ham, .12: a newsletter" behind an item's outcome; "" where the judge agrees or is silent. */
export function describeDissent(answer: JudgeAnswer | null, verdict: string): string {
  if (answer === null || answer.verdict === verdict) return "";
  return `; the judge says ${answer.verdict}, ${formatScore(answer.score)}: ${answer.reason}`;
}
