import type { ScenarioTotals } from "./totals.ts";
import { MAX_POINTS, type ProgressPoint, type ScenarioState } from "./state.ts";

/**
 * Adds a point to a series of at most MAX_POINTS: one per slot of items / MAX_POINTS items, of which the newest is kept, so
 * that the points are spread evenly over the progress and the newest is always present.
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
  // a recovery or a new attempt may reset the count to what was stored: later points are dropped
  const lastKept = points.findLastIndex((point) => toSlot(point.itemsDone, items) < slot);
  return [
    ...points.slice(0, lastKept + 1),
    { itemsDone, atMs, elapsedMs, busyMs, cpuWaitMs, quality, memoryMb, workers },
  ];
}

function toSlot(itemsDone: number, items: number): number {
  return Math.floor((Math.min(itemsDone, items) * (MAX_POINTS - 1)) / items);
}
