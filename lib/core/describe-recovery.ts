import type { RunState, ScenarioState } from "./state.ts";
import { labelOf, withVerb } from "./words.ts";

/** What is out of the ordinary among those at work: new attempts, retries, silence, and harm done on purpose. */
export function describeRecovery(state: RunState, nowMs: number): string[] {
  const names = (isMeant: (scenario: ScenarioState) => boolean): string[] =>
    state.scenarios.filter(isMeant).map(({ id }) => labelOf(state.spec, id));
  const slowed = names(({ fault }) => fault === "slow");
  const failed = names(({ fault }) => fault === "fail");
  const trying = names(({ status, brokenBatches }) => status === "running" && brokenBatches.length > 0);
  return [
    ...state.scenarios.flatMap((scenario) => describeAttempt(state, scenario)),
    ...(trying.length > 0 ? [withVerb(trying, "tries a failed batch again", "try failed batches again")] : []),
    ...state.scenarios.flatMap((scenario) => describeSilence(state, scenario, nowMs)),
    ...(slowed.length > 0 ? [withVerb(slowed, "is slowed down on purpose", "are slowed down on purpose")] : []),
    ...(failed.length > 0 ? [withVerb(failed, "is made to fail on purpose", "are made to fail on purpose")] : []),
  ];
}

function describeAttempt({ spec }: RunState, { id, attempt, status }: ScenarioState): string[] {
  if (attempt === 1 || (status !== "pending" && status !== "running")) return [];
  return [`${labelOf(spec, id)} is tried again, attempt ${attempt}`];
}

function describeSilence({ spec }: RunState, { id, stalledSinceMs }: ScenarioState, nowMs: number): string[] {
  if (stalledSinceMs === null) return [];
  return [`${labelOf(spec, id)} has finished nothing for ${Math.round((nowMs - stalledSinceMs) / 1_000)} s`];
}
