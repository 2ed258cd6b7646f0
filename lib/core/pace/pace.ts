import { requireScenarioSpec } from "../run/scenarios.ts";
import { mean, sampleStandardDeviation } from "simple-statistics";
import type { ProgressPoint, RunState, ScenarioState } from "../run/state.ts";
import { computeWorkMs } from "../run/work-time.ts";

/** How fast a scenario works, as its points up to a moment tell. */
export type Pace = {
  readonly itemsDone: number;
  /** active time an item */
  readonly elapsedMsPerItem: number;
  /** busy time of workers an item */
  readonly busyMsPerItem: number;
  /** work of workers an item, without their waiting for a processor */
  readonly workMsPerItem: number;
  /** standard error of the time an item, as a share of it; null with too few stretches to tell */
  readonly relativeError: number | null;
};

/** This share of the items comes first and is left out: processes, caches and pools are still warming up. */
const WARM_UP_SHARE = 0.05;
const MIN_STRETCHES = 4;
const MAX_STRETCHES = 12;

/**
 * Time an item = Δtime / Δitems between the end of the warm-up and the last point at or before `asOfMs` (run time).
 * After a change of workers only what came later counts. Null until two points lie apart.
 */
export function computePace(state: RunState, scenario: ScenarioState, asOfMs: number): Pace | null {
  const { items } = requireScenarioSpec(state, scenario.id);
  const points = sinceAttempt(scenario, asOfMs);
  const last = points.at(-1);
  if (last === undefined) return null;
  const steady = sinceChangeOfWorkers(points);
  const base = steady.findLast((point) => point.itemsDone <= items * WARM_UP_SHARE) ?? steady[0];
  if (base === undefined || last.itemsDone <= base.itemsDone) return null;
  const stretch = steady.slice(steady.indexOf(base));
  const itemsWorked = last.itemsDone - base.itemsDone;
  const elapsedMsPerItem = (last.elapsedMs - base.elapsedMs) / itemsWorked;
  const busyMsPerItem = (last.busyMs - base.busyMs) / itemsWorked;
  const workMsPerItem = (computeWorkMs(last) - computeWorkMs(base)) / itemsWorked;
  if (!(elapsedMsPerItem > 0)) return null;
  const relativeError = computeRelativeError(stretch);
  return { itemsDone: last.itemsDone, elapsedMsPerItem, busyMsPerItem, workMsPerItem, relativeError };
}

/** Points of an earlier attempt are left out once it has been followed by another: time and items of both do not fit together. */
function sinceAttempt({ points, earlierElapsedMs }: ScenarioState, asOfMs: number): readonly ProgressPoint[] {
  const known = points.filter((point) => point.atMs <= asOfMs);
  const own = known.filter((point) => point.elapsedMs >= earlierElapsedMs);
  return own.length > 0 ? own : known;
}

/** Lent workers change the pace; a scenario whose count was never told keeps all its points. */
function sinceChangeOfWorkers(points: readonly ProgressPoint[]): readonly ProgressPoint[] {
  const workers = points.at(-1)?.workers ?? 0;
  const lastOther = points.findLastIndex((point) => point.workers > 0 && point.workers !== workers);
  const steady = points.slice(lastOther + 1);
  return steady.length > 1 ? steady : points;
}

/** Sample deviation of the time an item over stretches of about as many items, over its mean and the root of their number. */
function computeRelativeError(points: readonly ProgressPoint[]): number | null {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const length = (last.itemsDone - first.itemsDone) / MAX_STRETCHES;
  const times: number[] = [];
  let from = first;
  for (const point of points) {
    const itemsWorked = point.itemsDone - from.itemsDone;
    if (itemsWorked <= 0 || itemsWorked < length) continue;
    times.push((point.elapsedMs - from.elapsedMs) / itemsWorked);
    from = point;
  }
  if (times.length < MIN_STRETCHES) return null;
  const usual = mean(times);
  return usual > 0 ? sampleStandardDeviation(times) / Math.sqrt(times.length) / usual : null;
}
