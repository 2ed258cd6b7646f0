import { computeAmounts, computeSpent, sumUsage } from "../cost/compute-cost.ts";
import type { CostCap, CostUnit, PriceTable, Usage } from "../run/prices.ts";
import type { EstimateBasis } from "./basis.ts";
import { scaleSamples } from "./scale.ts";
import type { EstimatedFigures, RunEstimate, ScenarioEstimate } from "../run/estimate.ts";
import type { RunSpec, ScenarioSpec } from "../run/spec.ts";
import { joinNames } from "../words/names.ts";

type Planned = Pick<RunSpec, "scenarios" | "sync" | "reducedLoad" | "prices" | "costCap">;
type Uses = { readonly likely: Usage | null; readonly atMost: Usage };
type Seconds = Pick<EstimatedFigures, "likelySeconds" | "atMostSeconds">;

/** Time that the budget cuts off is told from this share on. */
const NOTABLE_OVERRUN = 1.05;

/**
 * J1. Likely: an earlier run's figures brought to this run's sizes (estimate-scale.ts), cut off at the time budget.
 * At most: time budget × workers; in lock-step all workers of the run, since they are lent; and with `reducedLoad` the
 * budget once more, with one worker.
 */
export function computeEstimate(spec: Planned, basis: EstimateBasis | null): RunEstimate {
  const scenarios = spec.scenarios.map((scenario) => estimateScenario(spec, scenario, basis));
  const likely = scenarios.flatMap((scenario) => (scenario.likely === null ? [] : [scenario.likely]));
  const uses = {
    likely: likely.length < scenarios.length ? null : sumUsage(likely),
    atMost: sumUsage(scenarios.map(({ atMost }) => atMost)),
  };
  const seconds = {
    likelySeconds: basis === null ? null : Math.max(...scenarios.map(({ likelySeconds }) => likelySeconds ?? 0)),
    atMostSeconds: Math.max(...scenarios.map(({ atMostSeconds }) => atMostSeconds)),
  };
  const total = toFigures(uses, seconds, spec.prices);
  const warnings = [...warnOfBudgets(spec, basis), ...warnOfCap(spec, total)];
  return {
    currency: spec.prices?.currency ?? null,
    scenarios,
    total,
    basis: { runId: basis?.runId ?? null, text: describeBasis(basis, spec.prices) },
    warnings,
  };
}

function estimateScenario(spec: Planned, scenario: ScenarioSpec, basis: EstimateBasis | null): ScenarioEstimate {
  const { items, timeBudgetMs, concurrency, id: scenarioId } = scenario;
  const budgetSeconds = timeBudgetMs / 1_000;
  const use = basis === null ? null : scaleSamples(basis, scenario);
  const done = use === null ? 1 : Math.min(1, timeBudgetMs / use.elapsedMs);
  const workers =
    spec.sync === "lock-step" ? spec.scenarios.reduce((sum, each) => sum + each.concurrency, 0) : concurrency;
  const attempts = spec.reducedLoad ? 2 : 1;
  const tokens = { inputTokens: use?.inputTokens ?? 0, outputTokens: use?.outputTokens ?? 0 };
  const atMost = { busySeconds: budgetSeconds * (workers + attempts - 1), ...tokens, storedItems: items };
  // lent workers may have made an earlier run busier than its own workers can be
  const busySeconds = Math.min((use?.busyMs ?? 0) / 1_000, atMost.busySeconds / done);
  const likely = use === null ? null : cut({ ...tokens, busySeconds, storedItems: items }, done);
  const seconds = {
    likelySeconds: use === null ? null : (use.elapsedMs * done) / 1_000,
    atMostSeconds: budgetSeconds * attempts,
  };
  return { scenarioId, ...toFigures({ likely, atMost }, seconds, spec.prices) };
}

/** What is used until the time budget is gone. */
function cut({ busySeconds, inputTokens, outputTokens, storedItems }: Usage, share: number): Usage {
  return {
    busySeconds: busySeconds * share,
    inputTokens: Math.round(inputTokens * share),
    outputTokens: Math.round(outputTokens * share),
    storedItems: Math.floor(storedItems * share),
  };
}

function toFigures({ likely, atMost }: Uses, seconds: Seconds, prices: PriceTable | null): EstimatedFigures {
  const price = (usage: Usage | null) => (usage === null || prices === null ? null : computeAmounts(usage, prices));
  return { likely, likelyAmounts: price(likely), atMost, atMostAmounts: price(atMost), ...seconds };
}

function describeBasis(basis: EstimateBasis | null, prices: PriceTable | null): string {
  if (basis === null) {
    const withoutTokens = prices === null ? "" : " Tokens are not known yet: the amounts are without a model's.";
    return `No complete run of this skill yet: only the time budgets bound it.${withoutTokens}`;
  }
  const moment = `${basis.finishedAt.slice(0, 10)} ${basis.finishedAt.slice(11, 16)} UTC`;
  const growth = basis.growthClass === null ? "per item" : `by its growth (${basis.growthClass})`;
  const differences = basis.differences.length === 0 ? "" : ` It had ${joinNames(basis.differences)}.`;
  return `From the run of this skill that ended at ${moment}, scaled ${growth} where the sizes differ.${differences}`;
}

function warnOfBudgets({ scenarios }: Planned, basis: EstimateBasis | null): string[] {
  if (basis === null) return [];
  return scenarios.flatMap((scenario) => {
    const { elapsedMs } = scaleSamples(basis, scenario);
    if (elapsedMs < scenario.timeBudgetMs * NOTABLE_OVERRUN) return [];
    const needs = `${scenario.label} is likely to need ${formatSeconds(elapsedMs)} s`;
    const ended = `would be ended at its time budget of ${formatSeconds(scenario.timeBudgetMs)} s`;
    return [`${needs} and ${ended}: give it fewer items or a larger budget.`];
  });
}

function formatSeconds(ms: number): string {
  return (ms / 1_000).toFixed(ms < 10_000 ? 1 : 0);
}

function warnOfCap({ costCap, prices }: Planned, { likely }: EstimatedFigures): string[] {
  const spent = costCap === null || likely === null ? null : computeSpent(likely, costCap.unit, prices);
  if (costCap === null || spent === null || spent <= costCap.limit) return [];
  const needs = `About ${describeSpent({ ...costCap, limit: spent }, prices)} are likely to be used`;
  return [`${needs}, more than the cap of ${describeSpent(costCap, prices)}: it would stop the run before its end.`];
}

const UNITS: Record<Exclude<CostUnit, "money">, string> = { "busy-seconds": "busy seconds", tokens: "tokens" };

/** "45 busy seconds", "0.12 USD". */
function describeSpent({ unit, limit }: CostCap, prices: PriceTable | null): string {
  const figure = Number(limit.toPrecision(limit < 1_000 ? 3 : 6));
  return `${figure} ${unit === "money" ? (prices?.currency ?? "") : UNITS[unit]}`;
}
