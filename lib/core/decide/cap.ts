import { requireScenarioSpec } from "../run/scenarios.ts";
import { computeSpent, computeUsage, sumUsage } from "../cost/compute-cost.ts";
import type { DecisionView, Step } from "./decision.ts";
import { endScenarioStep, record } from "./steps.ts";
import { isEnded } from "../run/statuses.ts";

/** How often spending is checked while batches are in flight. */
const CHECK_INTERVAL_MS = 100;

/** What the run has spent, in its cap's unit, failed attempts included; null without a cap, or for money without prices. */
export function computeRunSpent(view: DecisionView): number | null {
  const { costCap, prices } = view.state.spec;
  if (costCap === null) return null;
  const usages = view.state.scenarios.map((scenario) => {
    const work = isEnded(scenario) ? undefined : view.work.get(scenario.id);
    return computeUsage(work?.measured ?? scenario.totals);
  });
  return computeSpent(sumUsage(usages), costCap.unit, prices);
}

/**
 * Cancels every scenario with open items once the cap is reached; its completed items stay. A scenario that has finished all
 * items ends as usual, and run.capped is recorded only when the cap stops a scenario.
 */
export function decideCap(view: DecisionView): Step[] {
  const { state } = view;
  const { costCap } = state.spec;
  if (costCap === null || state.startedAt === null) return [];
  const spent = computeRunSpent(view);
  if (state.capped === null && (spent === null || spent < costCap.limit)) return [];
  const stopped = state.scenarios.filter((scenario) => !isEnded(scenario) && !areAllItemsDone(view, scenario.id));
  if (stopped.length === 0) return [];
  const capFact =
    state.capped !== null || spent === null
      ? []
      : [record({ type: "run.capped", unit: costCap.unit, spent, limit: costCap.limit })];
  return [...capFact, ...stopped.map(({ id }) => endScenarioStep(id, { status: "cancelled" }))];
}

function areAllItemsDone({ state, work }: DecisionView, scenarioId: string): boolean {
  const { items } = requireScenarioSpec(state, scenarioId);
  return (work.get(scenarioId)?.done.size ?? 0) >= items;
}

/** Run time of the next check of the spending; null when no batch is in flight. */
export function computeSpendingCheckMs({ state, work, nowMs }: DecisionView): number | null {
  if (state.spec.costCap === null) return null;
  const spends = [...work.values()].some(({ inFlight }) => inFlight.length > 0);
  return spends ? nowMs + CHECK_INTERVAL_MS : null;
}
