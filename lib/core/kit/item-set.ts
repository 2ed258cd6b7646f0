import type { Range } from "./ranges.ts";

/** The finished ones of a scenario's items. */
export type DoneItems = {
  /** number of finished items */
  readonly size: number;
  has(item: number): boolean;
  /** the first unfinished item from `item` on; Infinity when there is none */
  firstOpen(item: number): number;
  /** ascending, disjoint */
  ranges(): readonly Range[];
};

/**
 * A growing set of the items 0 … count − 1: a union-find structure with path halving. All operations except `ranges` take
 * nearly constant time, however scattered the items are.
 */
export class ItemSet implements DoneItems {
  /** an item that is not in the set points to itself */
  readonly #next: Int32Array;
  #size = 0;

  constructor(count: number, ranges: readonly Range[] = []) {
    this.#next = Int32Array.from({ length: count + 1 }, (_, item) => item);
    for (const [from, to] of ranges) for (let item = from; item < to; item += 1) this.add(item);
  }

  get size(): number {
    return this.#size;
  }

  add(item: number): void {
    if (this.#next[item] !== item || item >= this.#next.length - 1) return;
    this.#next[item] = item + 1;
    this.#size += 1;
  }

  has(item: number): boolean {
    const next = this.#next[item];
    return next !== undefined && next !== item;
  }

  firstOpen(item: number): number {
    const next = this.#next;
    let at = item;
    for (let to = next[at]; to !== undefined && to !== at; to = next[at]) {
      const beyond = next[to] ?? to;
      next[at] = beyond;
      at = beyond;
    }
    return at < next.length - 1 ? at : Infinity;
  }

  ranges(): readonly Range[] {
    const ranges: Range[] = [];
    const count = this.#next.length - 1;
    for (let from = 0; from < count; from += 1) {
      if (!this.has(from)) continue;
      const to = Math.min(count, this.firstOpen(from));
      ranges.push([from, to]);
      from = to;
    }
    return ranges;
  }
}

/** The unfinished items of a window, ascending, at most `limit`. */
export function listOpen(done: DoneItems, [from, to]: Range, limit = Infinity): number[] {
  const open: number[] = [];
  for (let item = done.firstOpen(from); item < to && open.length < limit; item = done.firstOpen(item + 1))
    open.push(item);
  return open;
}

/** Whether all items of a window are finished. */
export function areAllDone(done: DoneItems, [from, to]: Range): boolean {
  return done.firstOpen(from) >= to;
}

/** The finished items of a window, ascending, disjoint. */
export function listDone(done: DoneItems, window: Range): Range[] {
  const [from, to] = window;
  const finished: Range[] = [];
  let start = from;
  for (const item of [...listOpen(done, window), to]) {
    if (item > start) finished.push([start, item]);
    start = item + 1;
  }
  return finished;
}
