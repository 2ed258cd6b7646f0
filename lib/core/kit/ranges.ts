/** Items from `from` up to, not including, `to`. */
export type Range = readonly [from: number, to: number];

/** How many items lie in ascending, disjoint ranges. */
export function countItems(ranges: readonly Range[]): number {
  let count = 0;
  for (const [from, to] of ranges) count += to - from;
  return count;
}

/** Any ranges as ascending, disjoint ones; touching ranges become one, empty ones vanish. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.filter(([from, to]) => to > from).toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Ascending, disjoint `ranges` with `added` put in. */
export function addRange(ranges: readonly Range[], added: Range): readonly Range[] {
  if (added[1] <= added[0]) return ranges;
  const last = ranges.at(-1);
  // Items mostly arrive in order: the common case costs no sorting.
  if (last === undefined || added[0] > last[1]) return [...ranges, added];
  if (added[0] >= last[0]) return [...ranges.slice(0, -1), [last[0], Math.max(last[1], added[1])]];
  return mergeRanges([...ranges, added]);
}

/** What of ascending, disjoint `ranges` lies within `window`. */
export function intersectRanges(ranges: readonly Range[], window: Range): readonly Range[] {
  return ranges
    .map(([from, to]): Range => [Math.max(from, window[0]), Math.min(to, window[1])])
    .filter(([from, to]) => to > from);
}

/** What of `ranges` lies in none of `removed`; ascending and disjoint. */
export function subtractRanges(ranges: readonly Range[], removed: readonly Range[]): readonly Range[] {
  const gone = mergeRanges(removed);
  const left: Range[] = [];
  for (const [start, to] of mergeRanges(ranges)) {
    let from = start;
    for (const [goneFrom, goneTo] of gone) {
      if (goneTo <= from || goneFrom >= to) continue;
      if (goneFrom > from) left.push([from, goneFrom]);
      from = goneTo;
    }
    if (from < to) left.push([from, to]);
  }
  return left;
}

/** The first stretch below `limit` that none of `taken` covers; null when there is none. */
export function firstGap(taken: readonly Range[], limit: number): Range | null {
  return subtractRanges([[0, limit]], taken)[0] ?? null;
}
