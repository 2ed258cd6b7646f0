import type { RunEventOf } from "../run/events.ts";
import { planGates, type Gate } from "../gates/gates.ts";
import { withScenario } from "./scenario.ts";
import { continueScenario } from "./workers.ts";
import { openSpan } from "../run/spans.ts";
import type { BarrierState, RunState, ScenarioState } from "../run/state.ts";
import { requireTransition } from "../run/statuses.ts";

export function pauseScenario(state: RunState, event: RunEventOf<"scenario.paused">): RunState {
  const { reason, atMs } = event;
  const atGate = reason === "sync-point" || reason === "presenter-hold";
  const gate = atGate ? requireNextGate(state, event) : null;
  const paused = withScenario(state, event.scenarioId, (scenario) => {
    requireTransition(scenario, "paused", event.seq);
    return {
      ...scenario,
      status: "paused",
      pauseReason: reason,
      pausing: atGate && scenario.pausing,
      waitingAtGate: gate?.index ?? scenario.waitingAtGate,
      spans: openSpan(scenario.spans, reason, atMs),
    };
  });
  if (gate === null || paused.barrier !== null) return paused;
  return { ...paused, barrier: { gate: gate.index, firstArrivalMs: atMs, endedWhileAwaited: false, gathered: null } };
}

/** Gates open in order, so a waiting scenario waits at the first unreleased one. */
function requireNextGate(state: RunState, event: RunEventOf<"scenario.paused">): Gate {
  const gate = planGates(state.spec)[state.releasedGates];
  if (gate !== undefined && gate.percent === event.percent && gate.step === event.step) return gate;
  const where = `milestone ${event.percent}, step ${event.step}`;
  throw new Error(
    `Event ${event.seq}: scenario ${event.scenarioId} waits at ${where}, which is not the next gate of the run`,
  );
}

export function resumeScenario(state: RunState, event: RunEventOf<"scenario.resumed">): RunState {
  return withScenario(state, event.scenarioId, (scenario) => {
    // resumed before the pause took effect: the scenario never stopped
    if (scenario.status === "running" && scenario.pausing) return { ...scenario, pausing: false };
    if (scenario.waitingAtGate !== null) return returnToGate(scenario, state.barrier, event);
    requireTransition(scenario, "running", event.seq);
    return continueScenario(state, scenario, event.atMs);
  });
}

function returnToGate(
  scenario: ScenarioState,
  barrier: BarrierState | null,
  event: RunEventOf<"scenario.resumed">,
): ScenarioState {
  requireTransition(scenario, "paused", event.seq);
  const pauseReason = isGathered(barrier) ? "presenter-hold" : "sync-point";
  return { ...scenario, pausing: false, pauseReason, spans: openSpan(scenario.spans, pauseReason, event.atMs) };
}

/** Whether only the presenter is awaited at the barrier. */
export function isGathered(barrier: BarrierState | null): boolean {
  return barrier !== null && barrier.gathered !== null;
}

/** Hold-for-me: only the presenter is awaited from now on, which the timelines of the waiting scenarios show. */
export function gatherMilestone(state: RunState, event: RunEventOf<"milestone.gathered">): RunState {
  if (state.barrier === null) return state;
  return {
    ...state,
    barrier: { ...state.barrier, gathered: event.reason },
    scenarios: state.scenarios.map((scenario) =>
      scenario.pauseReason === "sync-point"
        ? { ...scenario, pauseReason: "presenter-hold", spans: openSpan(scenario.spans, "presenter-hold", event.atMs) }
        : scenario,
    ),
  };
}

/** Makes the barrier wait for a new attempt like for any other scenario, with the full wait limit; its earlier end no longer counts. */
export function awaitNewAttempt(state: RunState, scenarioId: string, atMs: number): RunState {
  const { barrier } = state;
  if (barrier === null) return state;
  const percent = planGates(state.spec)[barrier.gate]?.percent ?? null;
  const endedWhileAwaited = state.scenarios.some(
    ({ id, status, endedAtMs, milestones }) =>
      id !== scenarioId &&
      (status === "failed" || status === "cancelled") &&
      (endedAtMs ?? 0) >= barrier.firstArrivalMs &&
      // otherwise it had arrived and ended here
      !milestones.some((milestone) => milestone.percent === percent),
  );
  return {
    ...state,
    barrier: { ...barrier, limitFromMs: atMs, endedWhileAwaited, gathered: null },
    scenarios: state.scenarios.map((scenario) =>
      scenario.pauseReason === "presenter-hold"
        ? { ...scenario, pauseReason: "sync-point", spans: openSpan(scenario.spans, "sync-point", atMs) }
        : scenario,
    ),
  };
}

export function releaseMilestone(state: RunState, event: RunEventOf<"milestone.released">): RunState {
  const { percent, reason, atMs, waitedMs, actor } = event;
  const released = releaseGate(state, atMs, (gate) => gate.percent === percent);
  return { ...released, releases: [...state.releases, { percent, reason, atMs, waitedMs, actor }] };
}

/** Where a step ends at a milestone, the milestone.released that follows opens the gate. */
export function releaseStep(state: RunState, event: RunEventOf<"step.released">): RunState {
  return releaseGate(state, event.atMs, (gate) => gate.percent === null && gate.step === event.step);
}

function releaseGate(state: RunState, atMs: number, matches: (gate: Gate) => boolean): RunState {
  const gates = planGates(state.spec);
  // gates open in order and lock-step may have one per batch, so the next gate is tried before searching
  const next = gates[state.releasedGates];
  const gate = next !== undefined && matches(next) ? next : gates.find(matches);
  if (gate === undefined || gate.index < state.releasedGates) return state;
  return {
    ...state,
    releasedGates: gate.index + 1,
    barrier: null,
    scenarios: state.scenarios.map((scenario) => leaveGate(state, scenario, atMs)),
  };
}

/** A scenario paused by the presenter stays paused, but no longer waits at the gate. */
function leaveGate(state: RunState, scenario: ScenarioState, atMs: number): ScenarioState {
  if (scenario.waitingAtGate === null) return scenario;
  return scenario.pauseReason === "user-halt"
    ? { ...scenario, waitingAtGate: null }
    : continueScenario(state, scenario, atMs);
}
