import { firstIndexAbove } from "../kit/ascending.ts";
import { firstGap, type Range } from "../kit/ranges.ts";

export type BatchRequest = {
  readonly doneRanges: readonly Range[];
  readonly inFlight: readonly Range[];
  /** no batch extends beyond this item, the one of the next unreleased gate */
  readonly limitItem: number;
  readonly batchSize: number;
  readonly items: number;
  /** ascending; a batch ends at the next of these, even if it is not full */
  readonly boundaries: readonly number[];
};

/** The next batch: the first items neither done nor in flight, at most `batchSize`, not across a boundary; null when none is left. */
export function nextBatch(request: BatchRequest): Range | null {
  const { doneRanges, inFlight, limitItem, batchSize, items, boundaries } = request;
  const gap = firstGap([...doneRanges, ...inFlight], Math.min(limitItem, items));
  if (gap === null) return null;
  const [from, to] = gap;
  return [from, Math.min(to, from + batchSize, boundaries[firstIndexAbove(boundaries, from)] ?? to)];
}
