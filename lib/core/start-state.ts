import type { RunEventOf, ScenarioTotals } from "./events.ts";
import type { RunState, ScenarioState } from "./state.ts";

const NO_TOTALS: ScenarioTotals = {
  itemsDone: 0,
  itemsOk: 0,
  itemsFailed: 0,
  batchesDone: 0,
  elapsedMs: 0,
  busyMs: 0,
  quality: null,
  metrics: {},
};

function pendingScenario(id: string): ScenarioState {
  return {
    id,
    status: "pending",
    pausing: false,
    pauseReason: null,
    waitingAtGate: null,
    failure: null,
    attempt: 1,
    totals: NO_TOTALS,
    memoryMb: null,
    peakMemoryMb: null,
    workers: 0,
    borrowedWorkers: 0,
    lentWorkersTo: null,
    spans: [],
    milestones: [],
    points: [],
    log: [],
  };
}

/** The state of a run of which nothing is known but that somebody asked for it. */
export function startState(event: RunEventOf<"run.queued">): RunState {
  return {
    runId: event.runId,
    spec: event.spec,
    status: "queued",
    lastSeq: event.seq,
    atMs: event.atMs,
    at: event.at,
    queuedAt: event.at,
    startedAt: null,
    finishedAt: null,
    epoch: 0,
    crashes: 0,
    recoveries: [],
    interrupted: false,
    releasedGates: 0,
    releases: [],
    barrier: null,
    scenarios: event.spec.scenarios.map((scenario) => pendingScenario(scenario.id)),
    commands: [],
    results: null,
    diagnosis: null,
  };
}
