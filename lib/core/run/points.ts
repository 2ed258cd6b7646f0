import type { ScenarioTotals } from "./totals.ts";
import { MAX_POINTS, type ProgressPoint, type ScenarioState } from "./state.ts";

/**
 * Adds a point to a series of at most MAX_POINTS: of the points in one MAX_POINTSth of the items the newest stays, so
 * that they lie evenly over the progress and the newest is always there.
 */
export function addPoint(
  { points, memoryMb, workers }: Pick<ScenarioState, "points" | "memoryMb" | "workers">,
  totals: ScenarioTotals,
  atMs: number,
  items: number,
): readonly ProgressPoint[] {
  if (totals.itemsDone === 0) return points;
  const { itemsDone, elapsedMs, busyMs, cpuWaitMs, quality } = totals;
  const slot = toSlot(itemsDone, items);
  // A recovery or a new attempt may take the count back to what was stored: later points go with it.
  const lastKept = points.findLastIndex((point) => toSlot(point.itemsDone, items) < slot);
  return [
    ...points.slice(0, lastKept + 1),
    { itemsDone, atMs, elapsedMs, busyMs, cpuWaitMs, quality, memoryMb, workers },
  ];
}

function toSlot(itemsDone: number, items: number): number {
  return Math.floor((Math.min(itemsDone, items) * (MAX_POINTS - 1)) / items);
}
