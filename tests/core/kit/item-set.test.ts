import * as fc from "fast-check";
import { expect, test } from "vitest";
import { areAllDone, ItemSet, listDone, listOpen } from "../../../lib/core/kit/item-set.ts";
import { mergeRanges, type Range } from "../../../lib/core/kit/ranges.ts";

const COUNT = 40;
const item = fc.integer({ min: 0, max: COUNT - 1 });
const window = fc.tuple(fc.integer({ min: 0, max: COUNT }), fc.integer({ min: 0, max: COUNT })).map(([one, other]) => {
  const from = Math.min(one, other);
  return [from, Math.max(one, other)] as Range;
});

test("[A6][E2] a set of items answers like a plain set, whatever the order of items and look-ups", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(item, window), { maxLength: 80 }), (turns) => {
      const set = new ItemSet(COUNT);
      const plain = new Set<number>();
      for (const [added, [from, to]] of turns) {
        set.add(added);
        plain.add(added);
        const all = Array.from({ length: to - from }, (_, index) => from + index);
        const open = all.filter((each) => !plain.has(each));
        const done = all.filter((each) => plain.has(each));
        expect(set.size).toBe(plain.size);
        expect(all.map((each) => set.has(each))).toEqual(all.map((each) => plain.has(each)));
        expect(listOpen(set, [from, to])).toEqual(open);
        expect(listOpen(set, [from, to], 3)).toEqual(open.slice(0, 3));
        expect(areAllDone(set, [from, to])).toBe(open.length === 0);
        expect(listDone(set, [from, to])).toEqual(mergeRanges(done.map((each) => [each, each + 1])));
      }
      expect(set.ranges()).toEqual(mergeRanges([...plain].map((each) => [each, each + 1])));
      expect(new ItemSet(COUNT, set.ranges()).ranges()).toEqual(set.ranges());
    }),
  );
});

test("[A6] a set ignores what is not among its items, and a full set has no open item", () => {
  const set = new ItemSet(2, [[0, 2]]);
  for (const outside of [-1, 2, 7]) {
    set.add(outside);
    expect(set.has(outside)).toBe(false);
  }
  expect(set.size).toBe(2);
  expect([0, 1, 2, Infinity].map((from) => set.firstOpen(from))).toEqual([Infinity, Infinity, Infinity, Infinity]);
});
