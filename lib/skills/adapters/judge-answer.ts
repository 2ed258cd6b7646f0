import { describeDissent } from "../../judging/judge-agreement.ts";
import type { JsonObject, JsonValue } from "../../core/kit/json.ts";
import { formatScore } from "../../core/words/format.ts";
import type { BatchContext } from "../contract/contract.ts";
import type { Expect } from "../definition/expect.ts";
import type { Comparison } from "./compare.ts";
import { createCost, type Values } from "./cost.ts";
import { cutText } from "./cut-text.ts";
import type { Judgement, ResultJudge } from "./model/open-judge.ts";

/** What a judge said of a result; `judgement` null: it gave none. */
export type Judged = {
  readonly judgement: Judgement | null;
  /** whether it judged, and its score */
  readonly values: Values;
  readonly cost: Values;
};

const MAX_OUTCOME = 500;

/** Whether the judge decides alone what is correct, rather than beside a comparison. */
export function isDecidedByJudge(expect: Expect | null): boolean {
  return expect === null || expect.match === "judge";
}

/** Asks the judge about a result. A judge that fails costs its judgement, not the result. */
export async function judgeAnswer(
  judge: ResultJudge,
  { item, row }: { readonly item: JsonObject; readonly row: JsonObject },
  result: JsonValue,
  {
    context,
    expect,
  }: { readonly context: Pick<BatchContext, "signal" | "log" | "traceparent">; readonly expect: Expect | null },
): Promise<Judged> {
  const expected = expect === null ? null : (row[expect.column] ?? null);
  const { signal, log, traceparent } = context;
  const cost = createCost();
  try {
    const judgement = await judge.judge({ item, expected, result }, { signal, log, traceparent, addCost: cost.add });
    const values = { judged: 1, judge_score: judgement.score };
    return { judgement, values, cost: toJudgeTokens(cost.take()) };
  } catch (error) {
    log("warn", `The judge gave no judgement: ${error instanceof Error ? error.message : String(error)}`);
    return { judgement: null, values: { judge_failed: 1 }, cost: toJudgeTokens(cost.take()) };
  }
}

/** The outcome of a result that the judge alone decides on. */
export function compareByJudge({ judgement }: Judged, shown: string): Comparison {
  if (judgement === null) return { values: {}, outcome: shown };
  const { isRight, score, reason } = judgement;
  const verdict = isRight ? shown : `${cutText(shown, MAX_OUTCOME / 2)}; wrong, ${formatScore(score)}: ${reason}`;
  return { values: { compared: 1, correct: isRight ? 1 : 0 }, outcome: cutText(verdict, MAX_OUTCOME) };
}

/** Adds to a comparison whether the judge agrees with it. */
export function addAgreement(comparison: Comparison, { judgement }: Judged): Comparison {
  const { correct } = comparison.values;
  if (judgement === null || correct === undefined) return comparison;
  const verdict = correct === 1 ? "right" : "wrong";
  const answer = { verdict: judgement.isRight ? "right" : "wrong", score: judgement.score, reason: judgement.reason };
  const agreement = { judge_compared: 1, judge_agrees: answer.verdict === verdict ? 1 : 0 };
  const dissent = describeDissent(answer, verdict);
  return {
    values: { ...comparison.values, ...agreement },
    outcome: cutText(`${cutText(comparison.outcome, MAX_OUTCOME / 2)}${dissent}`, MAX_OUTCOME),
  };
}

const JUDGE_TOKENS = { input_tokens: "judge_input_tokens", output_tokens: "judge_output_tokens" } as const;

/** The judge's tokens cost money like the skill's own, and are also stated apart. */
function toJudgeTokens(values: Values): Values {
  return Object.fromEntries(
    Object.entries(JUDGE_TOKENS).flatMap(([name, own]) => {
      const count = values[name];
      return count === undefined
        ? []
        : [
            [name, count],
            [own, count],
          ];
    }),
  );
}
