import { firstIndexAboveBy } from "../kit/ascending.ts";
import { listOpen, type DoneItems } from "../kit/item-set.ts";
import type { Range } from "../kit/ranges.ts";

export type BatchRequest = {
  /** number of batches */
  readonly count: number;
  readonly done: DoneItems;
  /** the windows of batches that are in flight or wait for their retry, disjoint */
  readonly taken: readonly Range[];
  /** no batch extends beyond this item, the one of the next unreleased gate */
  readonly limitItem: number;
  readonly batchSize: number;
  /** the first item after this one at which a batch ends, even if it is not full */
  readonly boundaryAfter: (item: number) => number;
};

/**
 * The next batches: each has the first unfinished items that are not taken, at most `batchSize`, not across a boundary. A
 * batch is given as the window from its first to its last item. The finished items in between are not part of it; every
 * unfinished one is, since a batch ends before a taken window, so that the windows of all batches are disjoint.
 */
export function planBatches(request: BatchRequest): readonly Range[] {
  const { count, done, limitItem, batchSize, boundaryAfter } = request;
  if (count <= 0) return [];
  const taken = request.taken.toSorted(([one], [other]) => one - other);
  const planned: Range[] = [];
  let from = 0;
  while (planned.length < count) {
    const first = firstFree(done, taken, from);
    if (first >= limitItem) break;
    const nextTaken = taken[firstIndexAboveBy(taken, first, ([start]) => start)]?.[0] ?? Infinity;
    const to = Math.min(limitItem, boundaryAfter(first), nextTaken);
    from = 1 + (listOpen(done, [first, to], batchSize).at(-1) ?? first);
    planned.push([first, from]);
  }
  return planned;
}

/** The first unfinished item from `from` on outside the taken windows. */
function firstFree(done: DoneItems, taken: readonly Range[], from: number): number {
  let item = done.firstOpen(from);
  for (let index = firstIndexAboveBy(taken, item, ([, to]) => to); index < taken.length; index += 1) {
    const [start, end] = taken[index] ?? [item, item];
    if (start > item) break;
    if (end > item) item = done.firstOpen(end);
  }
  return item;
}
