import { findBottlenecks } from "./bottlenecks.ts";
import { judgeComparative } from "./comparative.ts";
import { judgeCost } from "./cost.ts";
import { diagnose } from "./failure/diagnosis.ts";
import { judgeEfficiency } from "./efficiency.ts";
import { judgeGrowth } from "./growth/growth.ts";
import { describeHeadline } from "./closing-sentence.ts";
import type { JudgementInput } from "./input.ts";
import type { Judgement } from "../run/judgement.ts";
import { describePartial } from "./partial.ts";
import { findPatterns } from "./patterns/patterns.ts";
import { judgeRank } from "./ranks.ts";
import { judgeRecommendation } from "./recommendation.ts";
import { judgeResources } from "./resources.ts";
import { judgeStability } from "./stability.ts";

/** What figures come to, of a run or measured elsewhere: pure, so that the same figures always give the same judgement. */
export function judge(input: JudgementInput): Judgement {
  const { scenarios } = input;
  const growth = judgeGrowth(input);
  const efficiency = judgeEfficiency(scenarios);
  const parts = {
    partial: describePartial(input),
    growth,
    comparative: judgeComparative(scenarios),
    stability: judgeStability(scenarios),
    ranks: scenarios.map(judgeRank),
    efficiency,
    projections: input.projections,
    patterns: findPatterns(input, growth),
    bottlenecks: findBottlenecks(input, { efficiency, growth }),
    resources: scenarios.map(judgeResources),
    recommendation: judgeRecommendation(input, { growth }),
    cost: judgeCost(input),
    diagnosis: diagnose(input),
  };
  return { headline: describeHeadline(input, parts), ...parts };
}
