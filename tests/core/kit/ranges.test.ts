import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  addRange,
  countItems,
  firstGap,
  intersectRanges,
  mergeRanges,
  subtractRanges,
  type Range,
} from "../../../lib/core/kit/ranges.ts";

const range = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })) as fc.Arbitrary<Range>;
const ranges = fc.array(range, { maxLength: 8 });

function toItems(all: readonly Range[]): number[] {
  const items = new Set<number>();
  for (const [from, to] of all) for (let item = from; item < to; item += 1) items.add(item);
  return [...items].toSorted((a, b) => a - b);
}

function isTidy(all: readonly Range[]): boolean {
  return all.every(([from, to], index) => from < to && (index === 0 || (all[index - 1]?.[1] ?? 0) < from));
}

test("[A6] merging keeps every item once, ascending and disjoint", () => {
  fc.assert(
    fc.property(ranges, (all) => {
      const merged = mergeRanges(all);
      expect(toItems(merged)).toEqual(toItems(all));
      expect(isTidy(merged)).toBe(true);
      expect(countItems(merged)).toBe(toItems(all).length);
    }),
  );
});

test("[A6] adding a range equals merging it, in any order", () => {
  fc.assert(
    fc.property(ranges, (all) => {
      expect(all.reduce<readonly Range[]>(addRange, [])).toEqual(mergeRanges(all));
    }),
  );
});

test("[E2] difference and intersection contain the right items", () => {
  fc.assert(
    fc.property(ranges, ranges, range, (some, removed, window) => {
      const gone = new Set(toItems(removed));
      const left = subtractRanges(some, removed);
      expect(toItems(left)).toEqual(toItems(some).filter((item) => !gone.has(item)));
      expect(isTidy(left)).toBe(true);
      const within = intersectRanges(mergeRanges(some), window);
      expect(toItems(within)).toEqual(toItems(some).filter((item) => item >= window[0] && item < window[1]));
    }),
  );
});

test("[A6] the first gap is the first range not taken", () => {
  expect(firstGap([], 10)).toEqual([0, 10]);
  expect(
    firstGap(
      [
        [0, 3],
        [5, 8],
      ],
      10,
    ),
  ).toEqual([3, 5]);
  expect(
    firstGap(
      [
        [5, 8],
        [0, 5],
      ],
      10,
    ),
  ).toEqual([8, 10]);
  expect(firstGap([[0, 10]], 10)).toBeNull();
  expect(firstGap([], 0)).toBeNull();
});
