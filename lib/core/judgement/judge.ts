import { findBottlenecks } from "./bottlenecks.ts";
import { judgeComparative } from "./comparative.ts";
import { recommendVariant } from "./comparison/advise.ts";
import { findCompared } from "./comparison/find-compared.ts";
import { judgeComparison, withoutGrowth } from "./comparison/comparison.ts";
import { judgeCost } from "./cost.ts";
import { diagnose } from "./failure/diagnosis.ts";
import { judgeEfficiency } from "./efficiency.ts";
import { hasEnoughItems, isFalling } from "./evidence.ts";
import { selectSizeKind } from "./sizes/size-kind.ts";
import { computeItemsPerSecond, findExclusion, selectQuality } from "./figures.ts";
import { judgeGrowth } from "./growth/growth.ts";
import { describeClosing } from "./closing-sentence.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Statement, Judgement, QualityRank, ResourceNeeds, ScenarioRank } from "../run/judgement.ts";
import { judgePartial } from "./partial.ts";
import { findPatterns } from "./patterns/patterns.ts";
import { judgeRecommendation } from "./recommendation.ts";
import { judgeStability } from "./stability.ts";
import { nameVariants } from "./text/comparison.ts";

/** The whole judgement of figures from a run or from a file. Pure: the same figures always give the same judgement. */
export function judge(input: JudgementInput): Judgement {
  const { scenarios } = input;
  const comparison = judgeComparison(input);
  const growth = comparison === undefined ? judgeGrowth(input) : withoutGrowth(judgeGrowth(input));
  const efficiency = judgeEfficiency(scenarios);
  const parts = {
    partial: judgePartial(input),
    growth,
    ...(comparison === undefined ? {} : { comparison }),
    comparative:
      comparison === undefined ? judgeComparative(scenarios, growth, selectSizeKind(input, isFalling(growth))) : [],
    // variants are meant to differ in quality
    stability:
      comparison === undefined
        ? judgeStability(scenarios)
        : judgeStability(scenarios)
            .filter(({ id }) => id !== "quality-deviation")
            .map(inVariants),
    ranks: scenarios.map((scenario) => judgeRank(scenario, comparison)),
    efficiency,
    projections: input.projections,
    patterns: comparison === undefined ? findPatterns(input, growth) : findPatterns(input, growth).map(inVariants),
    bottlenecks: findBottlenecks(input, { efficiency, growth }),
    resources: scenarios.map(toResourceNeeds),
    recommendation:
      comparison === undefined ? judgeRecommendation(input, { growth }) : recommendVariant(input, comparison),
    cost: judgeCost(input),
    diagnosis: diagnose(input),
  };
  return { headline: describeClosing(input, parts), ...parts };
}

function inVariants<Stated extends { readonly statement: Statement }>(stated: Stated): Stated {
  return { ...stated, statement: nameVariants(stated.statement) };
}

/**
 * C7. The rank of a scenario's quality, and whether it meets the scenario's own target; neither where it does not count. A variant's
 * is the one that it is compared by.
 */
function judgeRank(measured: ScenarioFigures, comparison: Judgement["comparison"]): ScenarioRank {
  const scenario = { ...measured, quality: findCompared(comparison, "quality", measured.id) ?? measured.quality };
  const { id, quality, run } = scenario;
  const target = run?.targetQuality ?? null;
  const counts = findExclusion(scenario) === null && hasEnoughItems(scenario);
  const counted = counts ? selectQuality(scenario) : null;
  return {
    scenarioId: id,
    quality,
    target,
    rank: counted === null ? null : toRank(counted),
    meetsTarget: counted === null || target === null ? null : counted >= target,
  };
}

function toRank(quality: number): QualityRank {
  if (quality >= 0.9) return "excellent";
  if (quality >= 0.85) return "good";
  return quality >= 0.8 ? "basic" : "below";
}

/** I4. What a scenario needed, and how many items succeeded per second of active time. */
function toResourceNeeds(scenario: ScenarioFigures): ResourceNeeds {
  const { id, run } = scenario;
  const itemsPerSecond = computeItemsPerSecond(scenario);
  return {
    scenarioId: id,
    peakMemoryMb: run?.peakMemoryMb ?? null,
    memoryLimitMb: run?.memoryLimitMb ?? null,
    concurrency: run?.concurrency ?? null,
    itemsPerSecond: itemsPerSecond > 0 ? itemsPerSecond : null,
  };
}
