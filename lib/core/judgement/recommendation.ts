import { createStatement, row, toFinite } from "./text/statement.ts";
import { conText, recommendationText } from "./text/recommendation.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Growth, Recommendation, Statement } from "../run/judgement.ts";
import { bySize, countSucceeded, isRetried } from "./figures.ts";
import { estimateProduction } from "./production.ts";
import { computePerItemMs } from "./growth/timed-scenario.ts";

/** An item may take this multiple of the cheapest item's time. */
const MAX_RELATIVE_COST = 2;
/** For a scenario without a target or a tolerance of its own. */
const DEFAULT_TARGET = 0.8;
const DEFAULT_TOLERANCE = 0.05;

type ScenarioRating = {
  readonly scenario: ScenarioFigures;
  readonly perItemMs: number | null;
  /** multiple of the cheapest item's time, ≥1 */
  readonly relativeCost: number | null;
  /** reasons against it; empty when it meets every limit */
  readonly cons: readonly string[];
};

/**
 * I3. The largest scenario that finished all its items, reaches its target quality (.80 if it has none) within its error
 * tolerance (.05 if it has none), and whose item takes no more than twice the time of the cheapest; with the pros and cons
 * of each size. Recommends nothing when there is no other size to compare with.
 */
export function judgeRecommendation(input: JudgementInput, { growth }: { readonly growth: Growth }): Recommendation {
  const ratings = rateScenarios(bySize(input.scenarios));
  const chosen = selectBest(ratings);
  const others = ratings.filter((each) => each !== chosen);
  if (chosen === null || others.every(({ scenario }) => scenario.itemsDone === 0)) {
    const isNothingFinished = ratings.every(({ scenario }) => scenario.itemsDone === 0);
    const text = recommendationText.none(input.isLive, explainNone(ratings, chosen));
    return {
      scenarioId: null,
      statement: createStatement("recommendation", "unsure", text, rowsOf(ratings)),
      reasons: isNothingFinished ? [] : ratings.map((each) => stateReason(each, null)),
      production: null,
    };
  }
  return {
    scenarioId: chosen.scenario.id,
    statement: stateChoice(chosen, ratings, input),
    reasons: [stateReason(chosen, chosen), ...others.map((each) => stateReason(each, chosen))],
    production: estimateProduction(input, chosen.scenario, growth),
  };
}

function explainNone(ratings: readonly ScenarioRating[], chosen: ScenarioRating | null): string {
  if (ratings.every(({ scenario }) => scenario.itemsDone === 0)) return recommendationText.nothingFinished;
  if (chosen !== null) return recommendationText.noComparison;
  return ratings.every(({ scenario }) => scenario.quality === null)
    ? recommendationText.noQuality
    : recommendationText.noneWithinLimits;
}

/** The largest size without cons; of equal sizes the one with the cheapest item. */
function selectBest(ratings: readonly ScenarioRating[]): ScenarioRating | null {
  const sound = ratings.filter(({ cons }) => cons.length === 0);
  const largest = sound.filter(({ scenario }) => scenario.items === sound.at(-1)?.scenario.items);
  return largest.toSorted((one, other) => (one.relativeCost ?? Infinity) - (other.relativeCost ?? Infinity))[0] ?? null;
}

function rateScenarios(scenarios: readonly ScenarioFigures[]): readonly ScenarioRating[] {
  const cheapest = Math.min(...scenarios.flatMap((each) => computePerItemMs(each) ?? []));
  return scenarios.map((scenario) => {
    const perItemMs = computePerItemMs(scenario);
    const relativeCost = perItemMs === null ? null : toFinite(perItemMs / cheapest);
    return { scenario, perItemMs, relativeCost, cons: listCons(scenario, relativeCost) };
  });
}

function listCons(scenario: ScenarioFigures, relativeCost: number | null): readonly string[] {
  const { items, itemsDone, itemsFailed, quality, run } = scenario;
  if (itemsDone === 0) return [conText.nothingFinished];
  const target = run?.targetQuality ?? DEFAULT_TARGET;
  const tolerance = run?.errorTolerance ?? DEFAULT_TOLERANCE;
  const errorRate = (itemsFailed ?? 0) / itemsDone;
  return [
    ...(run?.status === "failed" ? [conText.failed] : []),
    ...(itemsDone < items ? [conText.unfinished(countSucceeded(scenario), items)] : []),
    ...listQualityCons(quality, target),
    ...(errorRate <= tolerance && errorRate < 1 ? [] : [conText.errors(errorRate, tolerance)]),
    ...(relativeCost === null || relativeCost <= MAX_RELATIVE_COST
      ? []
      : [conText.cost(relativeCost, isRetried(scenario))]),
  ];
}

/** An unknown quality counts against a size. */
function listQualityCons(quality: number | null, target: number): readonly string[] {
  if (quality === null) return [conText.unknownQuality];
  return quality >= target ? [] : [conText.quality(quality, target)];
}

function stateChoice(
  { scenario: { label, items } }: ScenarioRating,
  all: readonly ScenarioRating[],
  { unit, isLive }: JudgementInput,
): Statement {
  const isLargest = all.at(-1)?.scenario.items === items;
  const text = recommendationText.use(label, items, unit, isLargest, isLive);
  return createStatement("recommendation", "good", text, rowsOf(all));
}

function stateReason({ scenario, perItemMs, cons }: ScenarioRating, chosen: ScenarioRating | null): Statement {
  const { id, label, items, quality } = scenario;
  const rows = [row("work per item", id, perItemMs, "ms"), row("quality", id, quality, "score")];
  if (cons.length > 0) return createStatement("recommendation", "bad", recommendationText.cons(label, cons), rows);
  const figures = { quality, perItemMs };
  if (chosen?.scenario === scenario)
    return createStatement("recommendation", "good", recommendationText.chosen(label, figures), rows);
  const isTooSmall = chosen !== null && items < chosen.scenario.items;
  const text = recommendationText.withinLimits(label, figures, chosen !== null, isTooSmall);
  return createStatement("recommendation", "neutral", text, rows);
}

function rowsOf(ratings: readonly ScenarioRating[]): Statement["rows"] {
  return ratings.flatMap(({ scenario, relativeCost }) => [
    row("finished", scenario.id, scenario.itemsDone / scenario.items, "share"),
    row("quality", scenario.id, scenario.quality, "score"),
    row("work per item over the cheapest", scenario.id, relativeCost, "ratio"),
  ]);
}
