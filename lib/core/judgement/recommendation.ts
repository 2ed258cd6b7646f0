import { createStatement, row } from "./text/statement.ts";
import { recommendationText, type Unweighed } from "./text/recommendation.ts";
import type { JudgementInput } from "./input.ts";
import type { Growth, Recommendation, Statement } from "../run/judgement.ts";
import { explainShortfall, isFalling, selectPair } from "./evidence.ts";
import { findExclusion, selectComparable } from "./figures.ts";
import { estimateProduction } from "./production.ts";
import { rateScenarios, type ScenarioRating } from "./rating.ts";
import { recommendWorkers } from "./recommend-workers.ts";

/** Beyond cubic growth no size is recommended without a warning. */
const STEEP_POWER = 3;

/**
 * I3. The largest scenario that finished all its items, reaches its target quality (.80 if it has none) within its error
 * tolerance (.05 if it has none), and whose item takes no more than twice the time of the cheapest; with the pros and cons
 * of each size. What is unknown for every size is not weighed, and named. Where time falls with size: the fastest size.
 * Recommends nothing when there is no other size to compare with, or too little was measured.
 */
export function judgeRecommendation(input: JudgementInput, { growth }: { readonly growth: Growth }): Recommendation {
  const ratings = rateScenarios(input, growth);
  const unweighed = listUnweighed(ratings);
  if (isFalling(growth)) return recommendWorkers(input, growth, { ratings, unweighed });
  const chosen = selectBest(ratings);
  const why = explainNone(input, growth, ratings, chosen);
  if (why !== null || chosen === null) {
    const text = recommendationText.none(input.isLive, why ?? recommendationText.noneWithinLimits);
    const isNothingFinished = ratings.every(({ scenario }) => scenario.itemsDone === 0);
    return {
      scenarioId: null,
      statement: createStatement("recommendation", "unsure", text, rowsOf(ratings)),
      reasons: isNothingFinished ? [] : ratings.map((each) => stateReason(each, null)),
      production: null,
    };
  }
  const others = ratings.filter((each) => each !== chosen);
  return {
    scenarioId: chosen.scenario.id,
    statement: stateChoice(chosen, ratings, { input, growth, unweighed }),
    reasons: [stateReason(chosen, chosen), ...others.map((each) => stateReason(each, chosen))],
    production: estimateProduction(input, chosen.scenario, growth),
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
  const counted = selectComparable(scenarios);
  const sizes = new Set(counted.map(({ items }) => items)).size;
  // equal sizes of a run may differ in their load, those of a file are the same measurement again
  if (sizes === 1 && counted.length > 1 && counted.every(({ run }) => run === null))
    return recommendationText.noComparison;
  const pair = selectPair(scenarios, "time", growth);
  if (sizes > 1 && typeof pair === "string") return explainShortfall(pair, scenarios, growth);
  return chosen === null ? recommendationText.noneWithinLimits : null;
}

/** The largest size without cons; of equal sizes the one with the cheapest item. */
function selectBest(ratings: readonly ScenarioRating[]): ScenarioRating | null {
  const sound = ratings.filter(({ cons }) => cons.length === 0);
  const largest = sound.filter(({ scenario }) => scenario.items === sound.at(-1)?.scenario.items);
  return largest.toSorted((one, other) => (one.relativeCost ?? Infinity) - (other.relativeCost ?? Infinity))[0] ?? null;
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
};

function stateChoice(
  { scenario: { label, items } }: ScenarioRating,
  all: readonly ScenarioRating[],
  { input: { unit, isLive }, growth, unweighed }: Choice,
): Statement {
  const isLargest = all.at(-1)?.scenario.items === items;
  const warning = describeSteepness(growth, unit.one);
  const text = recommendationText.use({ label, items, unit, isLargest, isLive, unweighed }) + warning;
  const tone = unweighed.length > 0 || warning !== "" ? "neutral" : "good";
  return createStatement("recommendation", tone, text, rowsOf(all));
}

/** A warning of growth that makes larger sizes soon impossible; empty when there is none. */
function describeSteepness({ kind, exponential, power }: Growth, unit: string): string {
  if (kind === "exponential" && exponential !== null) return recommendationText.exponential(exponential.value, unit);
  return kind === "power" && power !== null && power.value > STEEP_POWER ? recommendationText.steep(power.value) : "";
}

function stateReason(
  { scenario, quality, perItemMs, cons, tone }: ScenarioRating,
  chosen: ScenarioRating | null,
): Statement {
  const { id, label, items } = scenario;
  const rows = [row("work per item", id, perItemMs, "ms"), row("quality", id, quality, "score")];
  if (cons.length > 0) return createStatement("recommendation", tone, recommendationText.cons(label, cons), rows);
  const figures = { quality, perItemMs };
  // the limit for its time depends on the other sizes, so nothing was weighed
  if (chosen === null && quality === null && scenario.itemsFailed === null)
    return createStatement("recommendation", "neutral", recommendationText.measured(label, figures), rows);
  if (chosen?.scenario === scenario)
    return createStatement("recommendation", "good", recommendationText.chosen(label, figures), rows);
  const isTooSmall = chosen !== null && items < chosen.scenario.items;
  const text = recommendationText.withinLimits(label, figures, chosen !== null, isTooSmall);
  return createStatement("recommendation", "neutral", text, rows);
}

function rowsOf(ratings: readonly ScenarioRating[]): Statement["rows"] {
  return ratings.flatMap(({ scenario, quality, relativeCost }) => [
    row("finished", scenario.id, scenario.itemsDone / scenario.items, "share"),
    row("quality", scenario.id, quality, "score"),
    row("work per item over the cheapest", scenario.id, relativeCost, "ratio"),
  ]);
}
