import { createStatement, row } from "./text/statement.ts";
import { recommendationText, workersText, type Unweighed } from "./text/recommendation.ts";
import type { JudgementInput } from "./input.ts";
import type { Growth, Recommendation, Statement } from "../run/judgement.ts";
import type { ScenarioRating } from "./rating.ts";

type Rated = { readonly ratings: readonly ScenarioRating[]; readonly unweighed: readonly Unweighed[] };
type Timed = { readonly rating: ScenarioRating; readonly timeMs: number };

/**
 * I3. Where time falls as the size grows, a size is a number of workers or threads: the fastest size within the limits for
 * quality and errors, with its speed-up over the smallest. Without an amount of work there is no production estimate.
 */
export function recommendWorkers(input: JudgementInput, growth: Growth, { ratings, unweighed }: Rated): Recommendation {
  const timed = growth.times.flatMap(({ scenarioId, timeMs }): readonly Timed[] => {
    const rating = ratings.find(({ scenario }) => scenario.id === scenarioId);
    return rating === undefined ? [] : [{ rating, timeMs }];
  });
  const [smallest] = timed;
  const chosen = selectFastest(timed, growth.falling?.bestScenarioId ?? null);
  const rows = timed.map(({ rating, timeMs }) => row("time", rating.scenario.id, timeMs, "ms"));
  if (smallest === undefined || chosen === null) {
    const text = recommendationText.none(input.isLive, recommendationText.noneWithinLimits);
    const statement = createStatement("recommendation", "unsure", text, rows);
    return {
      scenarioId: null,
      statement,
      reasons: ratings.map((each) => stateReason(each, timed, null)),
      production: null,
    };
  }
  const { scenario } = chosen.rating;
  const text = workersText.use({
    label: scenario.label,
    items: scenario.items,
    fromItems: smallest.rating.scenario.items,
    speedup: smallest.timeMs / chosen.timeMs,
    stops: scenario.id === growth.falling?.bestScenarioId ? growth.falling.stops : true,
    isBest: scenario.id === growth.falling?.bestScenarioId,
    unit: input.unit,
    isLive: input.isLive,
    unweighed,
  });
  const others = ratings.filter((each) => each !== chosen.rating);
  return {
    scenarioId: scenario.id,
    statement: createStatement("recommendation", unweighed.length > 0 ? "neutral" : "good", text, rows),
    reasons: [chosen.rating, ...others].map((each) => stateReason(each, timed, chosen)),
    production: null,
  };
}

/** The size that the growth found best, else the fastest one, among those without cons. */
function selectFastest(timed: readonly Timed[], bestScenarioId: string | null): Timed | null {
  const sound = timed.filter(({ rating }) => rating.cons.length === 0);
  const best = sound.find(({ rating }) => rating.scenario.id === bestScenarioId);
  return best ?? sound.toSorted((one, other) => one.timeMs - other.timeMs)[0] ?? null;
}

function stateReason(rating: ScenarioRating, timed: readonly Timed[], chosen: Timed | null): Statement {
  const { scenario, cons, tone } = rating;
  const { id, label } = scenario;
  const timeMs = timed.find((each) => each.rating === rating)?.timeMs ?? null;
  const rows = [row("time", id, timeMs, "ms")];
  if (cons.length > 0) return createStatement("recommendation", tone, recommendationText.cons(label, cons), rows);
  if (timeMs === null) return createStatement("recommendation", "unsure", workersText.notTimed(label), rows);
  if (chosen === null || rating === chosen.rating)
    return createStatement("recommendation", "good", workersText.fastest(label, timeMs), rows);
  return createStatement("recommendation", "neutral", workersText.slower(label, timeMs, timeMs / chosen.timeMs), rows);
}
