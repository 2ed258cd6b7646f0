import { FAULT_KINDS } from "./faults.ts";
import type { RunState, ScenarioState } from "./state.ts";
import { FAULT_WORDS, labelOf, withVerb } from "./words.ts";

/** What is out of the ordinary among those at work: new attempts, retries, silence, and harm done on purpose. */
export function describeRecovery(state: RunState, nowMs: number): string[] {
  const names = (isMeant: (scenario: ScenarioState) => boolean): string[] =>
    state.scenarios.filter(isMeant).map(({ id }) => labelOf(state.spec, id));
  const trying = names(({ status, brokenBatches }) => status === "running" && brokenBatches.length > 0);
  return [
    ...state.scenarios.flatMap((scenario) => describeAttempt(state, scenario)),
    ...(trying.length > 0 ? [withVerb(trying, "tries a failed batch again", "try failed batches again")] : []),
    ...state.scenarios.flatMap((scenario) => describeSilence(state, scenario, nowMs)),
    ...FAULT_KINDS.flatMap((kind) => {
      const harmed = names(({ fault }) => fault === kind);
      return harmed.length === 0 ? [] : [`${withVerb(harmed, "is", "are")} ${FAULT_WORDS[kind]} on purpose`];
    }),
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
