import * as fc from "fast-check";
import { expect, test } from "vitest";
import { listItems, mergeRanges, subtractRanges, type Range } from "../../../lib/core/kit/ranges.ts";

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
    }),
  );
});

test("[E2] a difference contains the right items, as ranges and as a list", () => {
  fc.assert(
    fc.property(ranges, ranges, range, (some, removed, window) => {
      const gone = new Set(toItems(removed));
      const left = subtractRanges(some, removed);
      expect(toItems(left)).toEqual(toItems(some).filter((item) => !gone.has(item)));
      expect(isTidy(left)).toBe(true);
      expect(listItems(window, mergeRanges(removed))).toEqual(toItems([window]).filter((item) => !gone.has(item)));
    }),
  );
});
