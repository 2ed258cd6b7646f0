import type { ScenarioTotals } from "./totals.ts";
import type { RunEventOf } from "./events.ts";
import type { ScenarioSpec } from "./spec.ts";
import type { RunState, ScenarioState } from "./state.ts";

const NO_TOTALS: ScenarioTotals = {
  itemsDone: 0,
  itemsOk: 0,
  itemsFailed: 0,
  batchesDone: 0,
  elapsedMs: 0,
  busyMs: 0,
  cpuWaitMs: 0,
  quality: null,
  metrics: {},
  inputTokens: 0,
  outputTokens: 0,
};

function pendingScenario({ id, batchSize, concurrency }: ScenarioSpec): ScenarioState {
  return {
    id,
    status: "pending",
    pausing: false,
    pauseReason: null,
    waitingAtGate: null,
    failure: null,
    attempt: 1,
    earlierElapsedMs: 0,
    load: { batchSize, concurrency },
    brokenBatches: [],
    stalledSinceMs: null,
    fault: null,
    faults: [],
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

/** The state after run.queued, the first fact of every run. */
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
    scenarios: event.spec.scenarios.map(pendingScenario),
    triedReducedLoad: false,
    capped: null,
    skillChanged: null,
    commands: [],
    results: null,
    diagnosis: null,
  };
}
