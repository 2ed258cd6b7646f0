import { requireScenarioSpec } from "./barrier-view.ts";
import { itemsDoneIn } from "./decide-barrier.ts";
import type { DecisionView, Step } from "./decision.ts";
import type { ScenarioState } from "./state.ts";
import { record } from "./steps.ts";
import { isEnded } from "./transitions.ts";

/** Lock-step: the worker slots of each scenario that ended, borrowed ones included, go once to the slowest that has not. */
export function decideLending(view: DecisionView): Step[] {
  const { state } = view;
  if (state.spec.sync !== "lock-step" || state.startedAt === null) return [];
  const lender = state.scenarios.find((scenario) => isEnded(scenario) && scenario.lentWorkersTo === null);
  const slowest = selectSlowest(view);
  if (lender === undefined || slowest === null) return [];
  const workers = lender.load.concurrency + lender.borrowedWorkers;
  const loan = { fromScenarioId: lender.id, toScenarioId: slowest.id, workers };
  return [record({ type: "workers.lent", ...loan }), { type: "lend-workers", ...loan }];
}

/** The scenario that has not ended with the smallest share of its items done; of equals the one with most items. */
function selectSlowest(view: DecisionView): ScenarioState | null {
  const itemsDone = itemsDoneIn(view);
  const itemsOf = (scenario: ScenarioState): number => requireScenarioSpec(view.state, scenario.id).items;
  return view.state.scenarios
    .filter((scenario) => !isEnded(scenario))
    .reduce<ScenarioState | null>((slowest, scenario) => {
      if (slowest === null) return scenario;
      const lead = itemsDone(scenario) * itemsOf(slowest) - itemsDone(slowest) * itemsOf(scenario);
      return lead < 0 || (lead === 0 && itemsOf(scenario) > itemsOf(slowest)) ? scenario : slowest;
    }, null);
}
