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
  const slot = toSlot(itemsDone, items, MAX_POINTS);
  // a recovery or a new attempt may reset the count to what was stored: later points are dropped
  const lastKept = points.findLastIndex((point) => toSlot(point.itemsDone, items, MAX_POINTS) < slot);
  return [
    ...points.slice(0, lastKept + 1),
    { itemsDone, atMs, elapsedMs, busyMs, cpuWaitMs, quality, memoryMb, workers },
  ];
}

/** At most `most` points, chosen as `addPoint` would for a series of that length. */
export function thinPoints(points: readonly ProgressPoint[], items: number, most: number): readonly ProgressPoint[] {
  const slots = points.map(({ itemsDone }) => toSlot(itemsDone, items, most));
  return points.filter((_, index) => slots[index] !== slots[index + 1]);
}

function toSlot(itemsDone: number, items: number, most: number): number {
  return Math.floor((Math.min(itemsDone, items) * (most - 1)) / items);
}

/** Points without the digits that no chart shows, because points are the largest part of a state. */
export function roundPoints(points: readonly ProgressPoint[]): readonly ProgressPoint[] {
  return points.map((point) => ({
    ...point,
    elapsedMs: roundTo(point.elapsedMs, 2),
    busyMs: roundTo(point.busyMs, 2),
    cpuWaitMs: roundTo(point.cpuWaitMs, 2),
    quality: roundTo(point.quality, 4),
    memoryMb: roundTo(point.memoryMb, 1),
  }));
}

/** Runs stored before figures were bounded may hold values that are not numbers; they stay as they are. */
function roundTo<Value extends number | null>(value: Value, digits: number): Value {
  return (typeof value === "number" ? Number(value.toFixed(digits)) : value) as Value;
}
