import { requireScenarioSpec } from "../run/scenarios.ts";
import { itemsDoneIn } from "./barrier.ts";
import type { DecisionView, Step } from "./decision.ts";
import { areWorkersEnded } from "../run/run-status.ts";
import type { ScenarioState } from "../run/state.ts";
import { record } from "./steps.ts";
import { isEnded } from "../run/statuses.ts";

/** Number of worker slots of a scenario, own and borrowed. */
export function countSlots({ load, borrowedWorkers }: Pick<ScenarioState, "load" | "borrowedWorkers">): number {
  return load.concurrency + borrowedWorkers;
}

/** Ends free workers beyond a scenario's slots, which it loses when their lender is retried. */
export function decideReturn({ state, work }: DecisionView): Step[] {
  return state.scenarios.flatMap((scenario): Step[] => {
    const { freeWorkers, inFlight } = work.get(scenario.id) ?? { freeWorkers: 0, inFlight: [] };
    const workers = Math.min(freeWorkers, freeWorkers + inFlight.length - countSlots(scenario));
    return workers > 0 && !isEnded(scenario) ? [{ type: "end-workers", scenarioId: scenario.id, workers }] : [];
  });
}

/** Lock-step: lends the worker slots of each ended scenario, borrowed ones included, to the slowest open one, once per attempt. */
export function decideLending(view: DecisionView): Step[] {
  const { state } = view;
  // while the workers are ended, a lent worker would start on its own: lending waits until they have started
  if (state.spec.sync !== "lock-step" || state.startedAt === null || areWorkersEnded(state)) return [];
  const lender = state.scenarios.find((scenario) => isEnded(scenario) && scenario.lentWorkersTo === null);
  const slowest = selectSlowest(view);
  if (lender === undefined || slowest === null) return [];
  const loan = { fromScenarioId: lender.id, toScenarioId: slowest.id, workers: countSlots(lender) };
  return [record({ type: "workers.lent", ...loan }), { type: "lend-workers", ...loan }];
}

/** The open scenario with the smallest share of its items done; of equals the one with the most items. */
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
