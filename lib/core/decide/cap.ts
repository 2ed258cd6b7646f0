import { requireScenarioSpec } from "../run/scenarios.ts";
import { computeSpent, computeUsage, sumUsage } from "../cost/compute-cost.ts";
import type { DecisionView, Step } from "./decision.ts";
import { countItems } from "../kit/ranges.ts";
import { endScenarioStep, record } from "./steps.ts";
import { isEnded } from "../run/statuses.ts";

/** How long spending may go on unseen while batches are under way. */
const LOOK_INTERVAL_MS = 100;

/** What the run has spent of what its cap counts, attempts that failed included; null without a cap that can be counted. */
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
 * Once the cap is reached, every scenario that has items left is cancelled: what it had finished stays. One that has done
 * them all is let end as it would, and a cap that stops nobody is not told of.
 */
export function decideCap(view: DecisionView): Step[] {
  const { state } = view;
  const { costCap } = state.spec;
  if (costCap === null || state.startedAt === null) return [];
  const spent = computeRunSpent(view);
  if (state.capped === null && (spent === null || spent < costCap.limit)) return [];
  const stopped = state.scenarios.filter((scenario) => !isEnded(scenario) && !isAllDone(view, scenario.id));
  if (stopped.length === 0) return [];
  const told =
    state.capped !== null || spent === null
      ? []
      : [record({ type: "run.capped", unit: costCap.unit, spent, limit: costCap.limit })];
  return [...told, ...stopped.map(({ id }) => endScenarioStep(id, { status: "cancelled" }))];
}

function isAllDone({ state, work }: DecisionView, scenarioId: string): boolean {
  const { items } = requireScenarioSpec(state, scenarioId);
  return countItems(work.get(scenarioId)?.doneRanges ?? []) >= items;
}

/** When to look at the spending again though nothing has happened; null when nothing spends. */
export function computeSpendingCheckMs({ state, work, nowMs }: DecisionView): number | null {
  if (state.spec.costCap === null) return null;
  const spends = [...work.values()].some(({ inFlight }) => inFlight.length > 0);
  return spends ? nowMs + LOOK_INTERVAL_MS : null;
}
