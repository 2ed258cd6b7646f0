import { createStatement, row } from "./text/statement.ts";
import { recommendationText, type Unweighed } from "./text/recommendation.ts";
import type { JudgementInput } from "./input.ts";
import type { Growth, Recommendation, Statement } from "../run/judgement.ts";
import { explainShortfall, hasSetTimes, isFalling, isHardlyGrowing, selectPair } from "./evidence.ts";
import { setTimesText } from "./text/evidence.ts";
import { selectSizeKind, type SizeKind } from "./sizes/size-kind.ts";
import { computeFinishedShare, findExclusion, selectComparable } from "./figures.ts";
import { estimateProduction } from "./production.ts";
import { rateScenarios, type ScenarioRating } from "./rating.ts";
import { stateReasons } from "./recommendation-reasons.ts";
import { selectSize } from "./select-size.ts";
import { recommendWorkers } from "./recommend-workers.ts";

/** Beyond cubic growth no size is recommended without a warning. */
const STEEP_POWER = 3;
/** A step between two sizes may be this much less steep. */
const STEEP_WITHIN = 0.5;

/**
 * I3. The largest scenario that finished all its items, reaches its target quality (.80 if it has none) within its error
 * tolerance (.05 if it has none), and whose item takes no more than twice the time of the cheapest, beyond a fixed cost; where
 * an item is dearer both below and above a size, the size around which it is cheapest. With the pros and cons of each size.
 * What is unknown for every size is not weighed, and named. Where a size is a number of workers, or time falls with size: the
 * fastest one. Recommends nothing when there is no other size to compare with, or too little was measured.
 */
export function judgeRecommendation(input: JudgementInput, { growth }: { readonly growth: Growth }): Recommendation {
  const ratings = rateScenarios(input, growth);
  const unweighed = listUnweighed(ratings);
  const kind = selectSizeKind(input, isFalling(growth));
  const isTimed = growth.times.length > 0 && new Set(input.scenarios.map(({ items }) => items)).size > 1;
  if (isFalling(growth) || (kind === "workers" && isTimed))
    return recommendWorkers(input, growth, { ratings, unweighed });
  const { chosen, isDearerBeyond } = selectSize(ratings, growth, kind);
  const isLoad = kind === "load";
  const why = explainNone(input, isLoad ? { ...growth, fixedCost: null, holds: null } : growth, ratings, chosen);
  const isFlat = isHardlyGrowing(input, growth);
  const context = { unit: input.unit, fixedCost: isLoad ? null : growth.fixedCost, isFlat, isLoad };
  if (why !== null || chosen === null) {
    const text = recommendationText.none(input.isLive, why ?? recommendationText.noneWithinLimits);
    const isNothingFinished = ratings.every(({ scenario }) => scenario.itemsDone === 0);
    return {
      scenarioId: null,
      statement: createStatement("recommendation", "unsure", text, rowsOf(ratings)),
      reasons: isNothingFinished ? [] : stateReasons(ratings, null, context),
      production: null,
    };
  }
  return {
    scenarioId: chosen.scenario.id,
    statement: stateChoice(chosen, ratings, { input, growth, unweighed, kind, isDearerBeyond }),
    reasons: stateReasons(ratings, chosen, context),
    production: kind === "work" && !isFlat ? estimateProduction(input, chosen.scenario, growth) : null,
  };
}

/** Why nothing is recommended; null: the chosen size is. */
function explainNone(
  { scenarios }: JudgementInput,
  growth: Growth,
  ratings: readonly ScenarioRating[],
  chosen: ScenarioRating | null,
): string | null {
  if (scenarios.every(({ itemsDone }) => itemsDone === 0)) return recommendationText.nothingFinished;
  const others = scenarios.filter((each) => each !== (chosen ?? ratings[0])?.scenario);
  const isCompared = others.some((each) => each.itemsDone > 0 && findExclusion(each)?.reason !== "fault");
  if (!isCompared) return recommendationText.noComparison;
  if (hasSetTimes(growth)) return setTimesText.noChoice;
  const counted = selectComparable(scenarios);
  const sizes = new Set(counted.map(({ items }) => items)).size;
  // equal sizes of a run may differ in their load, those of a file are the same measurement again
  if (sizes === 1 && counted.length > 1 && counted.every(({ run }) => run === null))
    return recommendationText.noComparison;
  const pair = selectPair(scenarios, "time", growth);
  if (sizes > 1 && typeof pair === "string") return explainShortfall(pair, scenarios, growth);
  return chosen === null ? recommendationText.noneWithinLimits : null;
}

/** What no size that counts has. */
function listUnweighed(ratings: readonly ScenarioRating[]): readonly Unweighed[] {
  const counted = ratings.filter(({ scenario }) => findExclusion(scenario) === null);
  return [
    ...(counted.every(({ quality }) => quality === null) ? ["quality" as const] : []),
    ...(counted.every(({ scenario }) => scenario.itemsFailed === null) ? ["errors" as const] : []),
  ];
}

type Choice = {
  readonly input: JudgementInput;
  readonly growth: Growth;
  readonly unweighed: readonly Unweighed[];
  readonly kind: SizeKind;
  readonly isDearerBeyond: boolean;
};

function stateChoice(
  { scenario: { label, items } }: ScenarioRating,
  all: readonly ScenarioRating[],
  { input, growth, unweighed, kind, isDearerBeyond }: Choice,
): Statement {
  const { unit, isLive } = input;
  const isLargest = all.at(-1)?.scenario.items === items;
  const warning = describeSteepness(growth, unit.one);
  const isLoad = kind === "load";
  const isFlat = isHardlyGrowing(input, growth);
  const isAny = isFlat && all.every(({ cons }) => cons.length === 0);
  const choice = { label, items, unit, isLargest, isLive, isLoad, isDearerBeyond, isFlat, isAny, unweighed };
  const text = recommendationText.use(choice) + warning;
  const tone = unweighed.length > 0 || warning !== "" ? "neutral" : "good";
  return createStatement("recommendation", tone, text, rowsOf(all));
}

/** A warning of growth that makes larger sizes soon impossible; empty when there is none. */
function describeSteepness({ kind, exponential, power, exponents, times }: Growth, unit: string): string {
  if (kind === "exponential" && exponential !== null) return recommendationText.exponential(exponential.value, unit);
  if (kind !== "power" || power === null || !(power.value > STEEP_POWER)) return "";
  // the power of all sizes may be that of the largest alone: no step may contradict what is said
  const isSteepThroughout = exponents.every(({ exponent }) => exponent >= power.value - STEEP_WITHIN);
  return isSteepThroughout ? recommendationText.steep(power.value) : describeLastStep(times);
}

/** What the two largest sizes show, where smaller steps are less steep. */
function describeLastStep(times: Growth["times"]): string {
  const [before, last] = times.slice(-2);
  if (before === undefined || last === undefined || !(last.timeMs > before.timeMs) || last.items <= before.items)
    return "";
  return recommendationText.lastStep(before.items, last.items, last.timeMs / before.timeMs);
}

function rowsOf(ratings: readonly ScenarioRating[]): Statement["rows"] {
  return ratings.flatMap(({ scenario, quality, timeMs, relativeCost }) => [
    row("finished", scenario.id, computeFinishedShare(scenario), "share"),
    row("quality", scenario.id, quality, "score"),
    row(
      timeMs === null ? "work per item over the cheapest" : "time over the shortest",
      scenario.id,
      relativeCost,
      "ratio",
    ),
  ]);
}
