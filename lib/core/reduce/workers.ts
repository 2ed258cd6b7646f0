import type { RunEventOf } from "../run/events.ts";
import { areWorkersEnded } from "../run/run-status.ts";
import { openSpan } from "../run/spans.ts";
import type { RunState, ScenarioState } from "../run/state.ts";

/** The workers of a run that waits for long. */
export function reduceWorkers(state: RunState, event: RunEventOf<"workers.ended" | "workers.started">): RunState {
  return event.type === "workers.ended" ? endWorkers(state, event) : startWorkers(state, event);
}

function endWorkers(state: RunState, event: RunEventOf<"workers.ended">): RunState {
  return { ...state, workersEndedMs: event.atMs };
}

/** All scenarios that waited for their workers run at the same moment, as at the start of the run. */
function startWorkers(state: RunState, event: RunEventOf<"workers.started">): RunState {
  const { atMs } = event;
  return {
    ...state,
    workersEndedMs: null,
    workersStartedMs: atMs,
    scenarios: state.scenarios.map((scenario) =>
      scenario.pauseReason === "worker-start" ? toRunning(scenario, atMs) : scenario,
    ),
  };
}

/** Continues a scenario; without workers it stays paused until they have started, which does not count in its time. */
export function continueScenario(
  state: Pick<RunState, "workersEndedMs">,
  scenario: ScenarioState,
  atMs: number,
): ScenarioState {
  const continued = { ...scenario, waitingAtGate: null };
  if (!areWorkersEnded(state)) return toRunning(continued, atMs);
  const spans = openSpan(scenario.spans, "worker-start", atMs);
  return { ...continued, status: "paused", pauseReason: "worker-start", spans };
}

function toRunning(scenario: ScenarioState, atMs: number): ScenarioState {
  return { ...scenario, status: "running", pauseReason: null, spans: openSpan(scenario.spans, "running", atMs) };
}
