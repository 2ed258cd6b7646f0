import { requireScenarioSpec, requireScenario } from "../run/scenarios.ts";
import type { ScenarioTotals } from "../run/totals.ts";
import type { RunEvent, RunEventOf } from "../run/events.ts";
import { selectWaitingGate } from "../gates/barrier.ts";
import { addReading } from "../run/machine-load.ts";
import { addPoint } from "../run/points.ts";
import { closeFaults, closeSpan, openSpan } from "../run/spans.ts";
import { MAX_LOG_LINES, type RunState, type ScenarioLogLine, type ScenarioState } from "../run/state.ts";
import { requireTransition } from "../run/statuses.ts";

type Change = (scenario: ScenarioState) => ScenarioState;

/** The state with one scenario changed; throws for an unknown id. */
export function withScenario(state: RunState, scenarioId: string, change: Change): RunState {
  requireScenarioSpec(state, scenarioId);
  return {
    ...state,
    scenarios: state.scenarios.map((scenario) => (scenario.id === scenarioId ? change(scenario) : scenario)),
  };
}

/** Replaces the totals by the latest ones and adds them as a point of the trend. */
export function withTotals(
  state: RunState,
  scenario: ScenarioState,
  totals: ScenarioTotals,
  atMs: number,
): ScenarioState {
  const { items } = requireScenarioSpec(state, scenario.id);
  const hasMoved = totals.itemsDone > scenario.totals.itemsDone;
  const stalledSinceMs = hasMoved ? null : scenario.stalledSinceMs;
  return { ...scenario, totals, stalledSinceMs, points: addPoint(scenario, totals, atMs, items) };
}

export function startScenario(state: RunState, event: RunEventOf<"scenario.started">): RunState {
  return withScenario(state, event.scenarioId, (scenario) => {
    requireTransition(scenario, "running", event.seq);
    return {
      ...scenario,
      status: "running",
      attempt: event.attempt,
      failure: null,
      spans: openSpan(scenario.spans, "running", event.atMs),
    };
  });
}

export function progressScenario(state: RunState, event: RunEventOf<"scenario.progressed">): RunState {
  const { machine: load, atMs } = event;
  const measured = load === undefined ? state : { ...state, machine: addReading(state.machine, load, atMs) };
  return withScenario(measured, event.scenarioId, (scenario) => {
    if (event.attempt !== scenario.attempt) return scenario;
    const { memoryMb, workers } = event;
    const peakMemoryMb = memoryMb === null ? scenario.peakMemoryMb : Math.max(scenario.peakMemoryMb ?? 0, memoryMb);
    return withTotals(state, { ...scenario, memoryMb, peakMemoryMb, workers }, event.totals, event.atMs);
  });
}

export function reachMilestone(state: RunState, event: RunEventOf<"milestone.reached">): RunState {
  const { percent, atMs, totals } = event;
  return withScenario(state, event.scenarioId, (scenario) => ({
    ...withTotals(state, scenario, totals, atMs),
    milestones: [...scenario.milestones, { percent, atMs, elapsedMs: totals.elapsedMs, quality: totals.quality }],
  }));
}

type EndEvent = RunEventOf<"scenario.completed" | "scenario.failed" | "scenario.cancelled">;

const END_STATUS = {
  "scenario.completed": "complete",
  "scenario.failed": "failed",
  "scenario.cancelled": "cancelled",
} as const;

export function endScenario(state: RunState, event: EndEvent): RunState {
  const wasAwaited = isAwaited(state, event);
  const ended = withScenario(state, event.scenarioId, (scenario) => {
    const status = END_STATUS[event.type];
    requireTransition(scenario, status, event.seq);
    const failure = event.type === "scenario.failed" ? { kind: event.kind, message: event.message } : null;
    const log =
      failure === null ? scenario.log : addLine(scenario.log, event, "error", `${failure.kind}: ${failure.message}`);
    const spans = closeSpan(scenario.spans, event.atMs);
    const faults = closeFaults(scenario.faults, event.atMs);
    const waits = { pausing: false, pauseReason: null, waitingAtGate: null, stalledSinceMs: null, brokenBatches: [] };
    const { itemErrors = [] } = event;
    const reset = { ...waits, failedStart: null, fault: null, faults, endedAtMs: event.atMs, itemErrors };
    return { ...withTotals(state, scenario, event.totals, event.atMs), ...reset, status, failure, log, spans };
  });
  if (ended.barrier === null) return ended;
  // if the last waiting scenario is the one that ended, the barrier is gone
  if (ended.scenarios.every((scenario) => scenario.waitingAtGate === null)) return { ...ended, barrier: null };
  return wasAwaited ? { ...ended, barrier: { ...ended.barrier, endedWhileAwaited: true } } : ended;
}

/** Whether the current gate was waiting for the scenario. A completed scenario has passed it; any other that did not wait there never arrived, regardless of its count. */
function isAwaited(state: RunState, { type, scenarioId }: EndEvent): boolean {
  const gate = selectWaitingGate(state);
  if (gate === null || type === "scenario.completed") return false;
  return requireScenario(state, scenarioId).waitingAtGate === null;
}

export function logScenario(state: RunState, event: RunEventOf<"scenario.logged">): RunState {
  return withScenario(state, event.scenarioId, (scenario) => ({
    ...scenario,
    log: addLine(scenario.log, event, event.level, event.text),
  }));
}

export function addLine(
  log: readonly ScenarioLogLine[],
  event: RunEvent,
  level: ScenarioLogLine["level"],
  text: string,
): readonly ScenarioLogLine[] {
  return [...log.slice(1 - MAX_LOG_LINES), { seq: event.seq, atMs: event.atMs, level, text }];
}
