import { createStatement, row } from "./text/statement.ts";
import { nameSize, recommendationText, workersText, type Unweighed } from "./text/recommendation.ts";
import { isFalling } from "./evidence.ts";
import { selectSizeKind } from "./sizes/size-kind.ts";
import { findWorkerGain } from "./sizes/worker-gain.ts";
import type { JudgementInput } from "./input.ts";
import type { Growth, Recommendation, Statement } from "../run/judgement.ts";
import type { ScenarioRating } from "./rating.ts";

type Rated = { readonly ratings: readonly ScenarioRating[]; readonly unweighed: readonly Unweighed[] };
type Timed = { readonly rating: ScenarioRating; readonly timeMs: number };

/**
 * I3. Where a size is a number of workers or threads, or time falls as it grows: the fastest size within the limits for quality
 * and errors, with its speed-up over the smallest, and what more cost. Without an amount of work there is no production estimate.
 */
export function recommendWorkers(input: JudgementInput, growth: Growth, { ratings, unweighed }: Rated): Recommendation {
  const timed = growth.times.flatMap(({ scenarioId, timeMs }): readonly Timed[] => {
    const rating = ratings.find(({ scenario }) => scenario.id === scenarioId);
    return rating === undefined ? [] : [{ rating, timeMs }];
  });
  const gain = findWorkerGain(input, growth);
  const bestItems = growth.falling?.bestItems ?? gain?.best.items ?? null;
  const [smallest] = timed;
  const chosen = selectFastest(timed, bestItems);
  const rows = timed.map(({ rating, timeMs }) => row("time", rating.scenario.id, timeMs, "ms"));
  if (smallest === undefined || chosen === null) {
    const text = recommendationText.none(input.isLive, recommendationText.noneWithinLimits);
    const statement = createStatement("recommendation", "unsure", text, rows);
    return {
      scenarioId: null,
      statement,
      reasons: ratings.map((each) => stateReason(each, input, null)),
      production: null,
    };
  }
  const { scenario } = chosen.rating;
  const loss = gain?.loss ?? null;
  const text = workersText.use({
    label: scenario.label,
    items: scenario.items,
    fromItems: smallest.rating.scenario.items,
    speedup: smallest.timeMs / chosen.timeMs,
    isWorkers: selectSizeKind(input, isFalling(growth)) === "workers",
    loss: loss === null ? null : { items: loss.items, factor: loss.timeMs / chosen.timeMs },
    isPeak: gain?.isPeak ?? false,
    isBest: scenario.items === bestItems,
    unit: input.unit,
    isLive: input.isLive,
    unweighed,
  });
  const others = ratings.filter((each) => each !== chosen.rating);
  return {
    scenarioId: scenario.id,
    statement: createStatement("recommendation", unweighed.length > 0 ? "neutral" : "good", text, rows),
    reasons: [chosen.rating, ...others].map((each) => stateReason(each, input, chosen)),
    production: null,
  };
}

/** The size found best, else the fastest one, among those without cons. */
function selectFastest(timed: readonly Timed[], bestItems: number | null): Timed | null {
  const sound = timed.filter(({ rating }) => rating.cons.length === 0);
  const best = sound.find(({ rating }) => rating.scenario.items === bestItems);
  return best ?? sound.toSorted((one, other) => one.timeMs - other.timeMs)[0] ?? null;
}

function stateReason(rating: ScenarioRating, { unit }: JudgementInput, chosen: Timed | null): Statement {
  const { scenario, cons, tone } = rating;
  const { id, label, items, workMs } = scenario;
  const name = nameSize(label, items, unit);
  const rows = [row("time", id, workMs, "ms")];
  if (cons.length > 0) return createStatement("recommendation", tone, recommendationText.cons(name, cons), rows);
  if (!(workMs > 0)) return createStatement("recommendation", "unsure", workersText.notTimed(name), rows);
  if (chosen === null || rating === chosen.rating)
    return createStatement("recommendation", "good", workersText.fastest(name, workMs), rows);
  const factor = workMs / chosen.rating.scenario.workMs;
  return createStatement("recommendation", "neutral", workersText.slower(name, workMs, factor), rows);
}
