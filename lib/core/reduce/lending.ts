import type { RunEventOf } from "../run/events.ts";
import { withScenario } from "./scenario.ts";
import type { RunState, ScenarioState } from "../run/state.ts";

export function lendWorkers(state: RunState, event: RunEventOf<"workers.lent">): RunState {
  const given = withScenario(state, event.fromScenarioId, (scenario) => ({
    ...scenario,
    lentWorkersTo: event.toScenarioId,
  }));
  return withScenario(given, event.toScenarioId, (scenario) => ({
    ...scenario,
    borrowedWorkers: scenario.borrowedWorkers + event.workers,
  }));
}

/**
 * Takes back the worker slots of a scenario that is being retried, from every scenario they were lent on to. Slots that it
 * had borrowed itself stay where they were lent to, or can be lent again.
 */
export function returnWorkers(state: RunState, scenarioId: string): RunState {
  const returned = state.scenarios.find(({ id }) => id === scenarioId);
  if (returned === undefined) return state;
  const holders = listHolders(state.scenarios, returned);
  const scenarios = state.scenarios.map((scenario): ScenarioState => {
    const { id, borrowedWorkers, lentWorkersTo } = scenario;
    if (id === scenarioId) return { ...scenario, borrowedWorkers: 0, lentWorkersTo: null };
    return {
      ...scenario,
      borrowedWorkers: holders.has(id) ? Math.max(0, borrowedWorkers - returned.load.concurrency) : borrowedWorkers,
      lentWorkersTo: lentWorkersTo === scenarioId ? returned.lentWorkersTo : lentWorkersTo,
    };
  });
  return { ...state, scenarios };
}

/** The ids of the scenarios that hold the slots. In runs older than returnWorkers lending may form a circle: stops at one. */
function listHolders(scenarios: readonly ScenarioState[], lender: ScenarioState): ReadonlySet<string> {
  const holders = new Set<string>();
  let next = lender.lentWorkersTo;
  while (next !== null && next !== lender.id && !holders.has(next)) {
    holders.add(next);
    const id = next;
    next = scenarios.find((scenario) => scenario.id === id)?.lentWorkersTo ?? null;
  }
  return holders;
}
