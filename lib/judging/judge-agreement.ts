import { formatScore } from "../core/words/format.ts";
import type { MetricDefinition } from "../core/run/metrics.ts";
import type { JudgeAnswer } from "./llm-judge.ts";

/** C6. The share of judged items on which skill and judge agree; shown but not scored. */
export const JUDGE_AGREEMENT: MetricDefinition = {
  id: "judge_agreement",
  label: "Agreement with the judge",
  unit: "ratio",
  formula: { kind: "ratio", numerator: { judge_agrees: 1 }, denominator: { judged: 1 } },
  target: { comparison: ">=", value: 0.95 },
  weight: 0,
};

/** The values of an item for that metric; an item without a judgement does not count. */
export function toAgreement(
  answer: JudgeAnswer | null,
  verdict: string,
): { readonly judged: number; readonly judge_agrees: number } {
  return { judged: answer === null ? 0 : 1, judge_agrees: answer?.verdict === verdict ? 1 : 0 };
}

/** Suffix of an item's outcome, such as "; the judge says ham, .12: a newsletter"; empty when the judge agrees or has no answer. */
export function describeDissent(answer: JudgeAnswer | null, verdict: string): string {
  if (answer === null || answer.verdict === verdict) return "";
  return `; the judge says ${answer.verdict}, ${formatScore(answer.score)}: ${answer.reason}`;
}
