import { gateItem, planGates } from "../../../lib/core/gates/gates.ts";
import { reduce } from "../../../lib/core/reduce/reduce.ts";
import type { NewRunEvent } from "../../../lib/core/run/events.ts";
import type { RunSpec } from "../../../lib/core/run/spec.ts";
import { isEnded } from "../../../lib/core/run/statuses.ts";
import { startState } from "../../../lib/core/run/start-state.ts";
import type { RunState } from "../../../lib/core/run/state.ts";
import { createNoise } from "./paced-run.ts";

/** A run whose workers share the processors of a machine with other programs, each by equal parts. */
export type SharedRun = {
  readonly spec: RunSpec;
  readonly processors: number;
  /** number of processors that other programs would like to take at a moment */
  readonly others: (atMs: number) => number;
  /** part of the work in which a worker needs a processor; 1 if missing */
  readonly computing?: number;
  /** mean work time of an item */
  readonly workMs: number;
  readonly seed: number;
  /** false: the facts lack the machine, like those of older runs */
  readonly isMeasured?: boolean;
};

type Lane = {
  readonly id: string;
  readonly items: number;
  readonly workers: number;
  readonly nextWorkMs: () => number;
  readonly leftMs: number[];
  done: number;
  begun: number;
  busyMs: number;
  waitMs: number;
  elapsedMs: number;
  isHeld: boolean;
};

const TICK_MS = 20;
const SAMPLE_MS = 100;
const LIMIT_MS = 3_600_000;
const RUNNER = { role: "runner", name: "shared" } as const;

/** All states of the run, one per sample, newest last; scenarios wait for each other at milestones. */
export function playShared(run: SharedRun): readonly RunState[] {
  const { spec, processors } = run;
  const stamp = (atMs: number) => ({ atMs, at: new Date(atMs).toISOString(), actor: RUNNER });
  let state = startState({ type: "run.queued", seq: 1, ...stamp(0), runId: "run_shared", spec });
  const append = (event: NewRunEvent): void => {
    state = reduce(state, { ...event, seq: state.lastSeq + 1 });
  };
  append({ type: "run.started", ...stamp(0) });
  const lanes = spec.scenarios.map(({ id, items, concurrency }, i): Lane => {
    const noise = createNoise(run.seed * 10 + i, 0.15);
    append({ type: "scenario.started", ...stamp(0), scenarioId: id, attempt: 1 });
    const counts = { done: 0, begun: 0, busyMs: 0, waitMs: 0, elapsedMs: 0, isHeld: false };
    return { id, items, workers: concurrency, nextWorkMs: () => run.workMs * noise(), leftMs: [], ...counts };
  });
  const gates = spec.sync === "milestone" ? planGates(spec) : [];
  const states: RunState[] = [];
  let idleMs = 0;
  for (let atMs = TICK_MS; state.scenarios.some((scenario) => !isEnded(scenario)) && atMs < LIMIT_MS; atMs += TICK_MS) {
    const gate = gates[state.releasedGates];
    const goalOf = ({ items }: Lane): number => (gate === undefined ? items : gateItem(gate, items));
    for (const lane of lanes) fill(lane, goalOf(lane));
    const workers = lanes.reduce((sum, { leftMs }) => sum + leftMs.length, 0);
    const wanted = workers * (run.computing ?? 1) + run.others(atMs);
    const share = Math.min(1, processors / Math.max(1e-9, wanted));
    idleMs += TICK_MS * Math.max(0, processors - wanted * share);
    for (const lane of lanes) work(lane, share);
    if (atMs % SAMPLE_MS !== 0) continue;
    const machine = run.isMeasured === false ? {} : { machine: { processors, idleMs } };
    for (const lane of lanes) {
      if (state.scenarios.find(({ id }) => id === lane.id)?.status !== "running") continue;
      const totals = totalsOf(lane);
      const progress = { scenarioId: lane.id, attempt: 1, totals, memoryMb: 60, workers: lane.workers, ...machine };
      append({ type: "scenario.progressed", ...stamp(atMs), ...progress });
      if (!isOpen(lane)) append({ type: "scenario.completed", ...stamp(atMs), scenarioId: lane.id, totals });
      else if (gate !== undefined && lane.done >= goalOf(lane))
        append({
          type: "scenario.paused",
          ...stamp(atMs),
          scenarioId: lane.id,
          reason: "sync-point",
          percent: gate.percent,
          step: null,
        });
    }
    if (gate?.percent != null && lanes.every((lane) => lane.done >= goalOf(lane))) {
      const ids = lanes.map(({ id }) => id);
      const release = { percent: gate.percent, reason: "all-arrived" as const, waitedMs: 0, arrived: ids, awaited: [] };
      append({ type: "milestone.released", ...stamp(atMs), ...release });
    }
    states.push(state);
  }
  return states;
}

function isOpen({ done, items }: Lane): boolean {
  return done < items;
}

/** Gives each free worker an item, up to the gate. */
function fill(lane: Lane, goal: number): void {
  while (lane.leftMs.length < lane.workers && lane.begun < goal) {
    lane.leftMs.push(lane.nextWorkMs());
    lane.begun += 1;
  }
}

function work(lane: Lane, share: number): void {
  const busy = lane.leftMs.length;
  if (busy === 0) return;
  lane.elapsedMs += TICK_MS;
  lane.busyMs += busy * TICK_MS;
  lane.waitMs += busy * TICK_MS * (1 - share);
  const left = lane.leftMs.map((ms) => ms - TICK_MS * share);
  lane.done += left.filter((ms) => ms <= 0).length;
  lane.leftMs.splice(0, busy, ...left.filter((ms) => ms > 0));
}

function totalsOf({ done, elapsedMs, busyMs, waitMs }: Lane) {
  const items = { itemsDone: done, itemsOk: done, itemsFailed: 0, batchesDone: 0 };
  const figures = { quality: done === 0 ? null : 0.9, metrics: {}, inputTokens: 0, outputTokens: 0 };
  return { ...items, ...figures, elapsedMs, busyMs, cpuWaitMs: waitMs };
}
