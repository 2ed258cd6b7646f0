import { judgeComparative } from "./comparative.ts";
import { judgeCost } from "./cost-judgement.ts";
import { judgeEfficiency } from "./efficiency.ts";
import { judgeGrowth } from "./growth.ts";
import { describeHeadline } from "./headline.ts";
import type { JudgementInput } from "./judgement-input.ts";
import type { Judgement } from "./judgement.ts";
import { describePartial } from "./partial.ts";
import { judgeRank } from "./ranks.ts";
import { judgeRecommendation } from "./recommendation.ts";
import { judgeResources } from "./resources.ts";
import { judgeStability } from "./stability.ts";

/** What figures come to, of a run or measured elsewhere: pure, so that the same figures always give the same judgement. */
export function judge(input: JudgementInput): Judgement {
  const { scenarios } = input;
  const parts = {
    partial: describePartial(input),
    growth: judgeGrowth(input),
    comparative: judgeComparative(scenarios),
    stability: judgeStability(scenarios),
    ranks: scenarios.map(judgeRank),
    efficiency: judgeEfficiency(scenarios),
    projections: input.projections,
    patterns: [],
    bottlenecks: [],
    resources: scenarios.map(judgeResources),
    cost: judgeCost(input),
    diagnosis: null,
  };
  const recommendation = judgeRecommendation(input, parts);
  return { headline: describeHeadline(input, parts), ...parts, recommendation };
}
