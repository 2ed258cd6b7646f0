import type { ScenarioTotals } from "../../../lib/core/run/totals.ts";
import { createRandom } from "../../../lib/core/inputs/data.ts";
import type { NewRunEvent } from "../../../lib/core/run/events.ts";
import { reduce } from "../../../lib/core/reduce/reduce.ts";
import type { RunSpec } from "../../../lib/core/run/spec.ts";
import { startState } from "../../../lib/core/run/start-state.ts";
import type { RunState } from "../../../lib/core/run/state.ts";

/** A free-running run with given times per item, played up to a moment. */
export type PacedRun = {
  readonly spec: RunSpec;
  /** busy time of the item with that index, ms */
  readonly itemMs: (scenarioId: string, index: number) => number;
};

const RUNNER = { role: "runner", name: "paced" } as const;

/** The state after `untilMs` of run time, with progress every 100 ms; finished scenarios are complete. */
export function playPaced({ spec, itemMs }: PacedRun, untilMs = Infinity): RunState {
  const stamp = (atMs: number) => ({ atMs, at: new Date(atMs).toISOString(), actor: RUNNER });
  let state = startState({ type: "run.queued", seq: 1, ...stamp(0), runId: "run_paced", spec });
  const append = (event: NewRunEvent): void => {
    state = reduce(state, { ...event, seq: state.lastSeq + 1 });
  };
  append({ type: "run.started", ...stamp(0) });
  const lanes = spec.scenarios.map(({ id, items, concurrency }) => ({
    id,
    concurrency,
    ends: endTimes(items, concurrency, (index) => itemMs(id, index)),
  }));
  for (const { id } of lanes) append({ type: "scenario.started", ...stamp(0), scenarioId: id, attempt: 1 });
  const lastMs = Math.min(untilMs, Math.max(...lanes.map(({ ends }) => ends.at(-1) ?? 0)) + 100);
  for (let atMs = 100; atMs <= lastMs; atMs += 100) {
    for (const { id, ends, concurrency } of lanes) {
      if (state.scenarios.find((scenario) => scenario.id === id)?.status === "complete") continue;
      const done = ends.findLastIndex((end) => end <= atMs) + 1;
      const endMs = ends.at(-1) ?? 0;
      const isThrough = done === ends.length;
      const elapsedMs = isThrough ? endMs : atMs;
      const totals = totalsAt(done, elapsedMs, elapsedMs * concurrency);
      append({
        type: "scenario.progressed",
        ...stamp(elapsedMs),
        scenarioId: id,
        attempt: 1,
        totals,
        memoryMb: 60,
        workers: concurrency,
      });
      if (isThrough) append({ type: "scenario.completed", ...stamp(elapsedMs), scenarioId: id, totals });
    }
  }
  return state;
}

/** When each item is done, ascending: each item goes to the first idle worker. */
function endTimes(items: number, workers: number, itemMs: (index: number) => number): number[] {
  const freeAt = Array.from({ length: workers }, () => 0);
  const ends = Array.from({ length: items }, (_, index) => {
    const worker = freeAt.indexOf(Math.min(...freeAt));
    freeAt[worker] = (freeAt[worker] ?? 0) + itemMs(index);
    return freeAt[worker];
  });
  return ends.toSorted((one, other) => one - other);
}

function totalsAt(itemsDone: number, elapsedMs: number, busyMs: number): ScenarioTotals {
  const counts = {
    itemsDone,
    itemsOk: itemsDone,
    itemsFailed: 0,
    batchesDone: 0,
    cpuWaitMs: 0,
    inputTokens: 0,
    outputTokens: 0,
  };
  return { ...counts, elapsedMs, busyMs, quality: itemsDone === 0 ? null : 0.9, metrics: {} };
}

/** Random factors around 1 with this relative deviation, at least 0.1. */
export function createNoise(seed: number, deviation: number): () => number {
  const random = createRandom(seed);
  return () => {
    const gauss = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0.1, 1 + deviation * gauss);
  };
}
