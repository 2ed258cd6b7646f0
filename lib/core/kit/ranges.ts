/** Items from `from` to `to`, the latter excluded. */
export type Range = readonly [from: number, to: number];

/** Number of items in disjoint ranges. */
export function countItems(ranges: readonly Range[]): number {
  let count = 0;
  for (const [from, to] of ranges) count += to - from;
  return count;
}

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

/** Adds a range to ascending, disjoint ranges. */
export function addRange(ranges: readonly Range[], added: Range): readonly Range[] {
  if (added[1] <= added[0]) return ranges;
  const last = ranges.at(-1);
  // items mostly arrive in order: the common case needs no sorting
  if (last === undefined || added[0] > last[1]) return [...ranges, added];
  if (added[0] >= last[0]) return [...ranges.slice(0, -1), [last[0], Math.max(last[1], added[1])]];
  return mergeRanges([...ranges, added]);
}

/** The parts of ascending, disjoint ranges within `window`. */
export function intersectRanges(ranges: readonly Range[], window: Range): readonly Range[] {
  return ranges
    .map(([from, to]): Range => [Math.max(from, window[0]), Math.min(to, window[1])])
    .filter(([from, to]) => to > from);
}

/** `ranges` without `removed`, ascending and disjoint. */
export function subtractRanges(ranges: readonly Range[], removed: readonly Range[]): readonly Range[] {
  const holes = mergeRanges(removed);
  const kept: Range[] = [];
  for (const [start, to] of mergeRanges(ranges)) {
    let from = start;
    for (const [holeFrom, holeTo] of holes) {
      if (holeTo <= from || holeFrom >= to) continue;
      if (holeFrom > from) kept.push([from, holeFrom]);
      from = holeTo;
    }
    if (from < to) kept.push([from, to]);
  }
  return kept;
}

/** The first range below `limit` that is not in `taken`; null when there is none. */
export function firstGap(taken: readonly Range[], limit: number): Range | null {
  return subtractRanges([[0, limit]], taken)[0] ?? null;
}
