import type { ProgressPoint, RunState, ScenarioState } from "../../lib/core/run/state.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { computeResults } from "../../lib/core/judgement/compute-results.ts";
import { buildSampleRun } from "./sample-run.ts";

export type SampleEnding = "complete" | "partial" | "failed";

const MEMORY_ERROR = "Worker used 1,061 MB, more than the limit of 1,024 MB";
const POINTS = 40;

/** A finished run of a skill whose time is quadratic in the items from medium on, with one of three endings. */
export function buildSampleEnding(ending: SampleEnding, scenarios = 3): RunState {
  const folded = foldRun(buildSampleRun({ kind: "free-running", scenarios }));
  if (!folded) throw new Error("A sample run without events");
  const ended = folded.scenarios.map((scenario, index) => end(folded, scenario, index, ending));
  const atMs = Math.max(...ended.map(({ totals }) => totals.elapsedMs)) + 400;
  const state: RunState = {
    ...folded,
    atMs,
    status: ending,
    scenarios: ended,
    results: null,
    diagnosis: ending === "failed" ? "All scenarios failed the same way." : null,
  };
  return { ...state, results: computeResults(state) };
}

function end(state: RunState, scenario: ScenarioState, index: number, ending: SampleEnding): ScenarioState {
  const items = state.spec.scenarios[index]?.items ?? 1;
  const isLast = index === state.scenarios.length - 1;
  const fails = ending === "failed" || (ending === "partial" && isLast);
  const share = fails ? 0.3 + 0.08 * index : 1;
  const itemsDone = Math.round(items * share);
  const workMs = timeOf(items) * share;
  const workers = scenario.load.concurrency;
  const points = Array.from({ length: POINTS }, (_, i): ProgressPoint => {
    const part = (i + 1) / POINTS;
    return {
      itemsDone: Math.round(itemsDone * part),
      atMs: (workMs / workers) * part,
      elapsedMs: (workMs / workers) * part,
      busyMs: workMs * part * (1 + 0.02 * Math.sin(i * 2.3 + index)),
      cpuWaitMs: 0,
      quality: 0.93 - 0.03 * index + 0.02 * Math.sin(part * 9 + index) * (1 - part),
      memoryMb: 84 + 30 * index + 40 * part,
      workers,
    };
  });
  const last = points.at(-1);
  const failure = fails ? { kind: "memory" as const, message: MEMORY_ERROR } : null;
  return {
    ...scenario,
    status: fails ? "failed" : "complete",
    failure,
    points,
    spans: [{ kind: "running", fromMs: 0, toMs: workMs / workers }],
    milestones: [],
    attempt: ending === "failed" ? 2 : 1,
    totals: {
      ...scenario.totals,
      itemsDone,
      itemsOk: itemsDone - (fails ? 12 : 0),
      itemsFailed: fails ? 12 : 0,
      elapsedMs: workMs / workers,
      busyMs: workMs,
      quality: last?.quality ?? null,
    },
    faults: isLast ? [{ fault: "slow", fromMs: 4_000, toMs: 9_000 }] : [],
  };
}

/** Linear up to 900 items, quadratic beyond. */
function timeOf(items: number): number {
  const perItemMs = 12;
  return items <= 900 ? items * perItemMs : 900 * perItemMs * (items / 900) ** 2;
}
