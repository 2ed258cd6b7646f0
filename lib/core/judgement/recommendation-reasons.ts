import { createStatement, row } from "./text/statement.ts";
import { nameSize, recommendationText } from "./text/recommendation.ts";
import type { JudgementInput } from "./input.ts";
import type { Statement } from "../run/judgement.ts";
import type { FixedCost } from "./sizes/further-time.ts";
import type { ScenarioRating } from "./rating.ts";

type ReasonContext = {
  readonly unit: JudgementInput["unit"];
  readonly fixedCost: FixedCost;
  /** time hardly depends on size, so that no size is better for its time */
  readonly isFlat: boolean;
  /** a size counts how many ask at once */
  readonly isLoad: boolean;
};

/** From this many on, smaller sizes that are as good share one sentence; loads do so from fewer on. */
const MANY = 3;
const MANY_LOADS = 2;

/** The pros and cons of each size, the chosen one first. */
export function stateReasons(
  ratings: readonly ScenarioRating[],
  chosen: ScenarioRating | null,
  context: ReasonContext,
): readonly Statement[] {
  if (chosen === null) return ratings.map((each) => stateReason(each, null, context));
  const others = ratings.filter((each) => each !== chosen);
  const smaller = others.filter(({ scenario, cons }) => cons.length === 0 && scenario.items < chosen.scenario.items);
  const joined = context.isFlat || smaller.length < (context.isLoad ? MANY_LOADS : MANY) ? [] : smaller;
  return [
    stateReason(chosen, chosen, context),
    ...(joined.length === 0 ? [] : [stateSmaller(joined, context)]),
    ...others.filter((each) => !joined.includes(each)).map((each) => stateReason(each, chosen, context)),
  ];
}

function stateSmaller(smaller: readonly ScenarioRating[], { unit, isLoad }: ReasonContext): Statement {
  const names = smaller.map(({ scenario: { label, items } }) => nameSize(label, items, unit));
  const text = isLoad ? recommendationText.smallerLoads(names) : recommendationText.smaller(names);
  return createStatement("recommendation", "neutral", text, smaller.flatMap(rowsOf));
}

function stateReason(
  rating: ScenarioRating,
  chosen: ScenarioRating | null,
  { unit, fixedCost, isFlat, isLoad }: ReasonContext,
): Statement {
  const { scenario, quality, perItemMs, timeMs, cons, tone } = rating;
  const { items } = scenario;
  const rows = rowsOf(rating);
  const name = nameSize(scenario.label, items, unit);
  if (cons.length > 0) return createStatement("recommendation", tone, recommendationText.cons(name, cons), rows);
  const afterMs = chosen === rating && fixedCost !== null ? fixedCost.value : null;
  const figures = { quality, perItemMs, timeMs, afterMs };
  // the limit for its time depends on the other sizes, so nothing was weighed
  if (isFlat || (chosen === null && quality === null && scenario.itemsFailed === null))
    return createStatement("recommendation", "neutral", recommendationText.measured(name, figures), rows);
  if (chosen?.scenario === scenario)
    return createStatement("recommendation", "good", recommendationText.chosen(name, figures), rows);
  const beside =
    chosen === null
      ? null
      : items < chosen.scenario.items
        ? "smaller"
        : items > chosen.scenario.items
          ? "larger"
          : "same";
  const text = recommendationText.withinLimits(name, figures, isLoad ? null : beside, beside !== null);
  return createStatement("recommendation", "neutral", text, rows);
}

function rowsOf({ scenario: { id }, quality, perItemMs, timeMs }: ScenarioRating): Statement["rows"] {
  return [
    timeMs === null ? row("work per item", id, perItemMs, "ms") : row("time", id, timeMs, "ms"),
    row("quality", id, quality, "score"),
  ];
}
