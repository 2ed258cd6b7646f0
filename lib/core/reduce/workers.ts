import type { RunEventOf } from "../run/events.ts";
import { areWorkersEnded } from "../run/run-status.ts";
import { openSpan } from "../run/spans.ts";
import type { RunState, ScenarioState } from "../run/state.ts";

export function endWorkers(state: RunState, event: RunEventOf<"workers.ended">): RunState {
  return { ...state, workersEndedMs: event.atMs };
}

/** All scenarios that waited for their workers run at the same moment, as at the start of the run. */
export function startWorkers(state: RunState, event: RunEventOf<"workers.started">): RunState {
  const { atMs } = event;
  return {
    ...state,
    workersEndedMs: null,
    workersStartedMs: atMs,
    scenarios: state.scenarios.map((scenario) =>
      scenario.pauseReason === "worker-start" ? run(scenario, atMs) : scenario,
    ),
  };
}

/** A scenario goes on; without workers it stays paused until they have started, which is not part of its time. */
export function goOn(state: Pick<RunState, "workersEndedMs">, scenario: ScenarioState, atMs: number): ScenarioState {
  const going = { ...scenario, waitingAtGate: null };
  if (!areWorkersEnded(state)) return run(going, atMs);
  const spans = openSpan(scenario.spans, "worker-start", atMs);
  return { ...going, status: "paused", pauseReason: "worker-start", spans };
}

function run(scenario: ScenarioState, atMs: number): ScenarioState {
  return { ...scenario, status: "running", pauseReason: null, spans: openSpan(scenario.spans, "running", atMs) };
}
