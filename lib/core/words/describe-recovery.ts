import { FAULT_KINDS } from "../run/faults.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import { FAULT_LABELS, labelScenario, withVerb } from "./names.ts";

/** What is out of the ordinary among those at work: new attempts, retries, silence, and harm done on purpose. */
export function describeRecovery(state: RunState, nowMs: number): string[] {
  const names = (isMeant: (scenario: ScenarioState) => boolean): string[] =>
    state.scenarios.filter(isMeant).map(({ id }) => labelScenario(state.spec, id));
  const trying = names(({ status, brokenBatches }) => status === "running" && brokenBatches.length > 0);
  return [
    ...describeAttempts(state),
    ...(trying.length > 0 ? [withVerb(trying, "tries a failed batch again", "try failed batches again")] : []),
    ...state.scenarios.flatMap((scenario) => describeSilence(state, scenario, nowMs)),
    ...FAULT_KINDS.flatMap((kind) => {
      const harmed = names(({ fault }) => fault === kind);
      return harmed.length === 0 ? [] : [`${withVerb(harmed, "is", "are")} ${FAULT_LABELS[kind]} on purpose`];
    }),
  ];
}

/** The attempt at reduced load is everybody's, so it is told once, until one is through. */
function describeAttempts({ spec, scenarios, triedReducedLoad }: RunState): string[] {
  const again = scenarios.filter((scenario) => scenario.attempt > 1 && !isEnded(scenario));
  if (triedReducedLoad && again.length > 0 && scenarios.every(({ status }) => status !== "complete"))
    return ["all had failed: a new try with less at once"];
  return again
    .filter(({ status }) => status !== "paused")
    .map(({ id, attempt }) => `${labelScenario(spec, id)} is tried again, attempt ${attempt}`);
}

function describeSilence({ spec }: RunState, { id, stalledSinceMs }: ScenarioState, nowMs: number): string[] {
  if (stalledSinceMs === null) return [];
  return [`${labelScenario(spec, id)} has finished nothing for ${Math.round((nowMs - stalledSinceMs) / 1_000)} s`];
}
