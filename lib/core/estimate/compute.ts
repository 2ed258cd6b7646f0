import { computeAmounts, computeSpent, sumUsage } from "../cost/compute-cost.ts";
import type { PriceTable, Usage } from "../run/prices.ts";
import type { EstimateBasis } from "./basis.ts";
import { scaleReported, scaleSamples } from "./scale.ts";
import type { EstimatedFigures, RunEstimate, ScenarioEstimate } from "../run/estimate.ts";
import type { RunSpec, ScenarioSpec } from "../run/spec.ts";
import { estimateText } from "./text.ts";

type Planned = Pick<RunSpec, "scenarios" | "sync" | "reducedLoad" | "prices" | "costCap" | "lengthSeconds" | "unit">;
type Uses = { readonly likely: Usage | null; readonly atMost: Usage };
type Seconds = Pick<EstimatedFigures, "likelySeconds" | "atMostSeconds">;

/** Ratio of likely time to time budget from which a warning is given. */
const NOTABLE_OVERRUN = 1.05;
/** Likely times within these ratios to the chosen length count as the length itself. */
const [MIN_LENGTH_RATIO, MAX_LENGTH_RATIO] = [0.75, 1.5];

/**
 * J1. What a run will use. Likely: the figures of an earlier run scaled to the planned sizes (scale.ts), cut off at the time
 * budget. At most: time budget × workers (in lock-step all workers of the run, since they are lent), plus one more time
 * budget with one worker if `reducedLoad` is set. With a chosen length the sizes are those expected, and the time is the length
 * unless the smallest or largest possible sizes take another.
 */
export function computeEstimate(spec: Planned, basis: EstimateBasis | null): RunEstimate {
  const scenarios = spec.scenarios.map((scenario) => estimateScenario(spec, scenario, basis));
  const likely = scenarios.flatMap((scenario) => (scenario.likely === null ? [] : [scenario.likely]));
  const uses = {
    likely: likely.length < scenarios.length ? null : sumUsage(likely),
    atMost: sumUsage(scenarios.map(({ atMost }) => atMost)),
  };
  const seconds = {
    likelySeconds: computeLikelySeconds(spec, basis === null ? null : scenarios),
    atMostSeconds: Math.max(...scenarios.map(({ atMostSeconds }) => atMostSeconds)),
  };
  const total = toFigures(uses, seconds, spec.prices);
  const warnings = [...warnOfBudgets(spec, basis), ...warnOfCap(spec, total)];
  return {
    currency: spec.prices?.currency ?? null,
    scenarios,
    total,
    basis: { runId: basis?.runId ?? null, text: describeBasis(spec, basis) },
    warnings,
  };
}

/** `scenarios` null: without a basis */
function computeLikelySeconds(
  { lengthSeconds = null }: Planned,
  scenarios: readonly ScenarioEstimate[] | null,
): number | null {
  if (scenarios === null) return lengthSeconds;
  const longest = Math.max(...scenarios.map(({ likelySeconds }) => likelySeconds ?? 0));
  if (lengthSeconds === null) return longest;
  const isFitting = longest >= lengthSeconds * MIN_LENGTH_RATIO && longest <= lengthSeconds * MAX_LENGTH_RATIO;
  return isFitting ? lengthSeconds : longest;
}

function estimateScenario(spec: Planned, scenario: ScenarioSpec, basis: EstimateBasis | null): ScenarioEstimate {
  const { items, timeBudgetMs, concurrency, id: scenarioId } = scenario;
  const budgetSeconds = timeBudgetMs / 1_000;
  const use = basis === null ? null : scaleSamples(basis, scenario);
  const done = use === null ? 1 : Math.min(1, timeBudgetMs / use.elapsedMs);
  const workers =
    spec.sync === "lock-step" ? spec.scenarios.reduce((sum, each) => sum + each.concurrency, 0) : concurrency;
  const attempts = spec.reducedLoad ? 2 : 1;
  const reported = use?.reported === undefined ? {} : { reported: use.reported };
  const tokens = { inputTokens: use?.inputTokens ?? 0, outputTokens: use?.outputTokens ?? 0, ...reported };
  const atMost = { busySeconds: budgetSeconds * (workers + attempts - 1), ...tokens, storedItems: items };
  // in the earlier run, lent workers may have used more than the planned workers can
  const busySeconds = Math.min((use?.busyMs ?? 0) / 1_000, atMost.busySeconds / done);
  const likely = use === null ? null : cut({ ...tokens, busySeconds, storedItems: items }, done);
  const seconds = {
    likelySeconds: use === null ? null : (use.elapsedMs * done) / 1_000,
    atMostSeconds: budgetSeconds * attempts,
  };
  return { scenarioId, ...toFigures({ likely, atMost }, seconds, spec.prices) };
}

/** The usage up to the end of the time budget. */
function cut({ busySeconds, inputTokens, outputTokens, storedItems, reported }: Usage, share: number): Usage {
  return {
    busySeconds: busySeconds * share,
    inputTokens: Math.round(inputTokens * share),
    outputTokens: Math.round(outputTokens * share),
    storedItems: Math.floor(storedItems * share),
    ...(reported === undefined ? {} : { reported: scaleReported(reported, share) }),
  };
}

function toFigures({ likely, atMost }: Uses, seconds: Seconds, prices: PriceTable | null): EstimatedFigures {
  const price = (usage: Usage | null) => (usage === null || prices === null ? null : computeAmounts(usage, prices));
  return { likely, likelyAmounts: price(likely), atMost, atMostAmounts: price(atMost), ...seconds };
}

function describeBasis(
  { scenarios, lengthSeconds = null, unit, prices }: Planned,
  basis: EstimateBasis | null,
): string {
  if (lengthSeconds !== null) {
    const sizes = basis === null ? null : scenarios.map(({ items }) => items);
    return estimateText.fitted(sizes, unit.many);
  }
  if (basis === null) return estimateText.noBasis(prices !== null);
  if (basis.recordedAnswers !== undefined) return estimateText.recorded(basis.recordedAnswers);
  if (basis.finishedAt === null) return estimateText.defaults(basis.isPaceKnown ?? false);
  return estimateText.basis(basis.finishedAt, labelGrowth(basis), basis.differences);
}

function labelGrowth({ growthClass, growthPower = null }: EstimateBasis): string | null {
  return growthClass ?? (growthPower === null ? null : `n^${growthPower.toFixed(2)}`);
}

function warnOfBudgets({ scenarios }: Planned, basis: EstimateBasis | null): string[] {
  if (basis === null) return [];
  return scenarios.flatMap((scenario) => {
    const { elapsedMs } = scaleSamples(basis, scenario);
    if (elapsedMs < scenario.timeBudgetMs * NOTABLE_OVERRUN) return [];
    return [estimateText.overBudget(scenario.label, elapsedMs, scenario.timeBudgetMs)];
  });
}

function warnOfCap({ costCap, prices }: Planned, { likely }: EstimatedFigures): string[] {
  const spent = costCap === null || likely === null ? null : computeSpent(likely, costCap.unit, prices);
  if (costCap === null || spent === null || spent <= costCap.limit) return [];
  return [estimateText.overCap(spent, costCap, prices)];
}
