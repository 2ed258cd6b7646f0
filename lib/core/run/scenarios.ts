import type { ScenarioSpec } from "./spec.ts";
import type { RunState, ScenarioState } from "./state.ts";

/** Throws for an unknown id: facts name only scenarios of their run. */
export function requireScenarioSpec(state: Pick<RunState, "spec" | "runId">, scenarioId: string): ScenarioSpec {
  const spec = state.spec.scenarios.find((scenario) => scenario.id === scenarioId);
  if (spec === undefined) throw new Error(`Run ${state.runId} has no scenario ${scenarioId}`);
  return spec;
}

/** Throws for an unknown id. */
export function requireScenario(state: Pick<RunState, "runId" | "scenarios">, scenarioId: string): ScenarioState {
  const scenario = state.scenarios.find(({ id }) => id === scenarioId);
  if (scenario === undefined) throw new Error(`Run ${state.runId} has no scenario ${scenarioId}`);
  return scenario;
}
