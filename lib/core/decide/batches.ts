import { firstIndexAbove } from "../kit/ascending.ts";
import { firstGap, type Range } from "../kit/ranges.ts";

export type BatchRequest = {
  readonly doneRanges: readonly Range[];
  readonly inFlight: readonly Range[];
  /** no batch goes past this item: that of the next shut gate */
  readonly limitItem: number;
  readonly batchSize: number;
  readonly items: number;
  /** ascending; a batch ends here at the latest, though it would have room for more */
  readonly boundaries: readonly number[];
};

/** The first stretch that nobody has done or is at, at most a batch long and within one stretch between gates; null when there is none. */
export function nextBatch(question: BatchRequest): Range | null {
  const { doneRanges, inFlight, limitItem, batchSize, items, boundaries } = question;
  const gap = firstGap([...doneRanges, ...inFlight], Math.min(limitItem, items));
  if (gap === null) return null;
  const [from, to] = gap;
  return [from, Math.min(to, from + batchSize, boundaries[firstIndexAbove(boundaries, from)] ?? to)];
}
