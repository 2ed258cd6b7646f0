import { judgeGrowth } from "../../../../lib/core/judgement/growth/growth.ts";
import type { JudgementInput } from "../../../../lib/core/judgement/input.ts";
import { scoreCase, scoreRivalCase, toCaseInput, type GrowthCase } from "./case.ts";
import type { DrawnSeries } from "./drawn-series.ts";
import { normalForm, normalFormOfClasses, smallestRms, type Rival, type RivalAnswer } from "./rivals.ts";
import { SCORES, scoreGrowth, scoreRival, type Score } from "./score.ts";
import type { Truth } from "./truth.ts";

/** The rules that the bench compares; ours first. */
export const RULES = ["ours", "smallest RMS", "normal form", "normal form, 6 classes"] as const;
export type RuleName = (typeof RULES)[number];
export type Scores = { readonly [rule in RuleName]: Score };
export type Tally = { readonly [score in Score]: number };

const RIVALS: { readonly [rule in Exclude<RuleName, "ours">]: Rival } = {
  "smallest RMS": smallestRms,
  "normal form": normalForm,
  "normal form, 6 classes": normalFormOfClasses,
};

/** The scores of every rule on the same figures; rivals get the median of repeats, as ours does. */
export function scoreSeries({ input, sizes }: Pick<DrawnSeries, "input" | "sizes">, truth: Truth): Scores {
  const ours = scoreGrowth(judgeGrowth(input), truth, sizes);
  return { ours, ...scoreRivals(input, (answer) => scoreRival(answer, truth)) };
}

/** The same for a case; a rule that never doubts is wrong where it has no answer. */
export function scoreCaseByAll(growthCase: GrowthCase): Scores {
  const input = toCaseInput(growthCase);
  const ours = scoreCase(judgeGrowth(input), growthCase);
  return { ours, ...scoreRivals(input, (answer) => scoreRivalCase(answer, growthCase)) };
}

function scoreRivals({ scenarios }: JudgementInput, score: (answer: RivalAnswer) => Score): Omit<Scores, "ours"> {
  const times = scenarios.map(({ items, workMs }) => ({ items, ms: workMs }));
  const scoreOf = (rule: Exclude<RuleName, "ours">): Score => {
    const answer = RIVALS[rule](times);
    return answer === null ? "wrong" : score(answer);
  };
  return {
    "smallest RMS": scoreOf("smallest RMS"),
    "normal form": scoreOf("normal form"),
    "normal form, 6 classes": scoreOf("normal form, 6 classes"),
  };
}

/** Share of each score among some series. */
export function tallyScores(scores: readonly Scores[], rule: RuleName): Tally {
  const shareOf = (score: Score): number =>
    scores.filter((each) => each[rule] === score).length / Math.max(1, scores.length);
  const [right, power, withheld, wrong] = SCORES.map(shareOf);
  return { right: right ?? 0, power: power ?? 0, withheld: withheld ?? 0, wrong: wrong ?? 0 };
}
