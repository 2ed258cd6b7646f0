/** Items from `from` to `to`, the latter excluded. */
export type Range = readonly [from: number, to: number];

/** Any ranges as ascending, disjoint ones; adjacent ranges are merged, empty ones dropped. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.filter(([from, to]) => to > from).toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** `ranges` without `removed`, ascending and disjoint. */
export function subtractRanges(ranges: readonly Range[], removed: readonly Range[]): readonly Range[] {
  const holes = mergeRanges(removed);
  const kept: Range[] = [];
  let next = 0;
  for (const [start, to] of mergeRanges(ranges)) {
    let from = start;
    for (let hole = holes[next]; hole !== undefined && hole[0] < to; hole = holes[next]) {
      if (hole[0] > from) kept.push([from, hole[0]]);
      from = Math.max(from, hole[1]);
      // a hole that reaches further may begin the next range too
      if (hole[1] > to) break;
      next += 1;
    }
    if (from < to) kept.push([from, to]);
  }
  return kept;
}

/** The items of `window` without those of `skip`, which is ascending and disjoint. */
export function listItems([from, to]: Range, skip: readonly Range[]): number[] {
  const items: number[] = [];
  let item = from;
  for (const [skipFrom, skipTo] of [...skip, [to, to]] as const) {
    for (; item < Math.min(skipFrom, to); item += 1) items.push(item);
    item = Math.max(item, skipTo);
  }
  return items;
}
