import { FAULT_KINDS } from "../run/faults.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import { FAULT_LABELS, labelScenario, withVerb } from "./names.ts";

/** What is unusual about the scenarios that have not ended: new attempts, retries, stalls and injected faults. */
export function describeRecovery(state: RunState, nowMs: number): string[] {
  const names = (matches: (scenario: ScenarioState) => boolean): string[] =>
    state.scenarios.filter(matches).map(({ id }) => labelScenario(state.spec, id));
  const retrying = names(({ status, brokenBatches }) => status === "running" && brokenBatches.length > 0);
  return [
    ...describeAttempts(state),
    ...(retrying.length > 0 ? [withVerb(retrying, "is retrying a failed batch", "are retrying failed batches")] : []),
    ...state.scenarios.flatMap((scenario) => describeStall(state, scenario, nowMs)),
    ...FAULT_KINDS.flatMap((kind) => {
      const harmed = names(({ fault }) => fault === kind);
      return harmed.length === 0 ? [] : [`${withVerb(harmed, "is", "are")} ${FAULT_LABELS[kind]} on purpose`];
    }),
  ];
}

/** The attempt at reduced load concerns all scenarios, so it is described once, until one of them completes. */
function describeAttempts({ spec, scenarios, triedReducedLoad }: RunState): string[] {
  const retried = scenarios.filter((scenario) => scenario.attempt > 1 && !isEnded(scenario));
  if (triedReducedLoad && retried.length > 0 && scenarios.every(({ status }) => status !== "complete"))
    return ["all failed: retrying at reduced load"];
  return retried
    .filter(({ status }) => status !== "paused")
    .map(({ id, attempt }) => `${labelScenario(spec, id)} is being retried, attempt ${attempt}`);
}

function describeStall({ spec }: RunState, { id, stalledSinceMs }: ScenarioState, nowMs: number): string[] {
  if (stalledSinceMs === null) return [];
  return [`${labelScenario(spec, id)} has made no progress for ${Math.round((nowMs - stalledSinceMs) / 1_000)} s`];
}
