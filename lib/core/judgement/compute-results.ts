import { requireScenarioSpec } from "../run/scenarios.ts";
import { judge } from "./judge.ts";
import { findCompared } from "./comparison/find-compared.ts";
import { ratioText } from "./text/quality.ts";
import { selectComparable } from "./figures.ts";
import { computeFurtherPerItemMs, isBeyondFixedCost } from "./sizes/further-time.ts";
import type { VariantsInput } from "./input.ts";
import { toFigures, toJudgementInput } from "./to-input.ts";
import { computeRates } from "../metrics/score.ts";
import type { RunResults, ScenarioResult, TimePerItemRatio } from "../run/results.ts";
import type { Growth, GrowthClass, Judgement } from "../run/judgement.ts";
import type { RunState, ScenarioState } from "../run/state.ts";

/** The final figures of a run, from its completed items; an undefined figure is null. `items`: the results of variants. */
export function computeResults(state: RunState, items: VariantsInput["items"] = null): RunResults {
  const input = toJudgementInput(state, items);
  const judgement = judge(input);
  const scenarios = state.scenarios.map((scenario) => toResult(state, scenario, judgement));
  const counted = new Set(selectComparable(input.scenarios).map(({ id }) => id));
  const compared = scenarios.filter(({ scenarioId }) => counted.has(scenarioId));
  return {
    scenarios,
    judgement,
    partial: scenarios.some(({ status, completionRate }) => status !== "complete" || completionRate < 1),
    timePerItemRatio: computeTimePerItemRatio(compared, judgement.growth),
  };
}

function toResult(
  state: RunState,
  scenario: ScenarioState,
  { growth: { fixedCost }, comparison }: Judgement,
): ScenarioResult {
  const { label, items } = requireScenarioSpec(state, scenario.id);
  const { id: scenarioId, status, failure, itemErrors = [], attempt } = scenario;
  // a variant's figures are those that it is compared by
  const quality = findCompared(comparison, "quality", scenarioId) ?? scenario.totals.quality;
  const totals = { ...scenario.totals, quality };
  const figures = toFigures(state, scenario);
  const milestones = scenario.milestones.map(({ percent, elapsedMs, quality }) => ({ percent, elapsedMs, quality }));
  return {
    scenarioId,
    label,
    status,
    failure,
    itemErrors,
    attempt,
    items,
    totals,
    timePerItemMs:
      findCompared(comparison, "time", scenarioId) ??
      (isBeyondFixedCost(figures, fixedCost) ? computeFurtherPerItemMs(figures, fixedCost) : null),
    ...computeRates(totals, items),
    milestones,
  };
}

type Timed = {
  readonly label: string;
  readonly scenarioId: string;
  readonly items: number;
  readonly timePerItemMs: number;
};

/**
 * Time per item of the largest scenario / that of the smallest; null unless two different sizes have one above 0. What it
 * says about growth is what the judgement says.
 */
export function computeTimePerItemRatio(
  scenarios: readonly ScenarioResult[],
  growth: Pick<Growth, "kind" | "growthClass" | "power">,
): TimePerItemRatio | null {
  const timed = scenarios.filter((result): result is ScenarioResult & Timed => (result.timePerItemMs ?? 0) > 0);
  const [smallest, ...larger] = [...timed].toSorted((a, b) => a.items - b.items);
  const largest = larger.at(-1);
  if (smallest === undefined || largest === undefined || largest.items === smallest.items) return null;
  const ratio = largest.timePerItemMs / smallest.timePerItemMs;
  const text = ratioText.timePerItem(largest.label, smallest.label, ratio);
  return { smallest: smallest.scenarioId, largest: largest.scenarioId, ratio, reading: readGrowth(growth), text };
}

const READINGS = {
  "1": "sublinear",
  "log n": "sublinear",
  n: "linear",
  "n log n": "superlinear",
  "n²": "superlinear",
  "n³": "superlinear",
} as const satisfies { readonly [growthClass in GrowthClass]: TimePerItemRatio["reading"] };

/** The growth of the judgement against linear growth; null where it does not say. */
function readGrowth({
  kind,
  growthClass,
  power,
}: Pick<Growth, "kind" | "growthClass" | "power">): TimePerItemRatio["reading"] {
  if (growthClass !== null) return READINGS[growthClass];
  if (kind === "exponential") return "superlinear";
  if (kind === "falling") return "sublinear";
  if (kind !== "power" || power === null) return null;
  if (power.high < 1) return "sublinear";
  return power.low > 1 ? "superlinear" : null;
}
