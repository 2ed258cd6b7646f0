import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planBatches, type BatchRequest } from "../../../lib/core/decide/batches.ts";
import { firstIndexAbove } from "../../../lib/core/kit/ascending.ts";
import { ItemSet, listOpen } from "../../../lib/core/kit/item-set.ts";
import { mergeRanges, type Range } from "../../../lib/core/kit/ranges.ts";

const ITEMS = 100;

type Given = Partial<Omit<BatchRequest, "done">> & { readonly doneRanges?: readonly Range[] };

function plan({ doneRanges = [], ...given }: Given = {}): readonly Range[] {
  const done = new ItemSet(ITEMS, doneRanges);
  return planBatches({
    count: 1,
    done,
    taken: [],
    limitItem: ITEMS,
    batchSize: 50,
    boundaryAfter: (item) => [30, 50, 70, 90].find((gate) => gate > item) ?? Infinity,
    ...given,
  });
}

test("[A6] a batch ends at the next gate even if it has room for more and the gate is open", () => {
  expect(plan()).toEqual([[0, 30]]);
  expect(plan({ doneRanges: [[0, 30]] })).toEqual([[30, 50]]);
  expect(plan({ doneRanges: [[0, 90]] })).toEqual([[90, 100]]);
});

test("[A6] a batch is not larger than requested, and there are as many as requested", () => {
  expect(plan({ batchSize: 10 })).toEqual([[0, 10]]);
  expect(plan({ batchSize: 10, count: 3 })).toHaveLength(3);
  expect(plan({ count: 0 })).toEqual([]);
  expect(plan({ count: -1 })).toEqual([]);
});

test("[A3] no batch crosses the next closed gate", () => {
  expect(plan({ limitItem: 30, doneRanges: [[0, 25]] })).toEqual([[25, 30]]);
  expect(plan({ limitItem: 30, doneRanges: [[0, 30]] })).toEqual([]);
  expect(plan({ doneRanges: [[0, 100]] })).toEqual([]);
});

test("[D4][E2] a batch is filled over finished items, and ends before a batch in flight", () => {
  const doneRanges: Range[] = [
    [0, 4],
    [8, 20],
    [21, 28],
  ];
  expect(plan({ doneRanges })).toEqual([[4, 30]]);
  expect(plan({ doneRanges, batchSize: 5 })).toEqual([[4, 21]]);
  expect(plan({ doneRanges, taken: [[20, 21]], count: 2 })).toEqual([
    [4, 8],
    [28, 30],
  ]);
});

type Case = {
  readonly done: readonly number[];
  readonly taken: readonly Range[];
  readonly gates: readonly number[];
  readonly limitItem: number;
  readonly batchSize: number;
  readonly count: number;
};

const item = fc.integer({ min: 0, max: ITEMS - 1 });
const anyCase: fc.Arbitrary<Case> = fc.record({
  done: fc.uniqueArray(item, { maxLength: ITEMS }),
  taken: fc
    .array(fc.tuple(item, fc.integer({ min: 1, max: 8 })), { maxLength: 5 })
    .map((all) => mergeRanges(all.map(([from, length]): Range => [from, from + length])).toReversed()),
  gates: fc.uniqueArray(item, { maxLength: 10 }).map((all) => all.toSorted((a, b) => a - b)),
  limitItem: fc.integer({ min: 0, max: ITEMS }),
  batchSize: fc.integer({ min: 1, max: 30 }),
  count: fc.integer({ min: 1, max: 6 }),
});

/** Walks item by item, and starts the next batch at each reason to end one. */
function planNaively({ done, taken, gates, limitItem, batchSize, count }: Case): Range[] {
  const batches: number[][] = [[]];
  for (let at = 0; at < limitItem; at += 1) {
    const isTaken = taken.some(([from, to]) => from <= at && at < to);
    if (isTaken || gates.includes(at)) batches.push([]);
    if (isTaken || done.includes(at)) continue;
    if (batches.at(-1)?.length === batchSize) batches.push([]);
    batches.at(-1)?.push(at);
  }
  const filled = batches.filter(({ length }) => length > 0).slice(0, count);
  return filled.map((items): Range => [items[0] ?? 0, (items.at(-1) ?? 0) + 1]);
}

test("[A6][D4] batches equal those of a walk over every single item", () => {
  fc.assert(
    fc.property(anyCase, (each) => {
      const { gates, done } = each;
      const planned = planBatches({
        ...each,
        done: new ItemSet(
          ITEMS,
          done.map((at) => [at, at + 1]),
        ),
        boundaryAfter: (at) => gates[firstIndexAbove(gates, at)] ?? Infinity,
      });
      expect(planned).toEqual(planNaively(each));
    }),
    { numRuns: 1_000 },
  );
});

test("[A6][D4] the batches of an attempt are its open items, each once", () => {
  fc.assert(
    fc.property(anyCase, ({ done, gates, batchSize, count }) => {
      const set = new ItemSet(
        ITEMS,
        done.map((at) => [at, at + 1]),
      );
      const open = listOpen(set, [0, ITEMS]);
      const processed: number[] = [];
      for (;;) {
        const request = { count, done: set, taken: [], limitItem: ITEMS, batchSize };
        const boundaryAfter = (at: number): number => gates[firstIndexAbove(gates, at)] ?? Infinity;
        const batches = planBatches({ ...request, boundaryAfter });
        if (batches.length === 0) break;
        for (const batch of batches) processed.push(...listOpen(set, batch));
        for (const at of processed) set.add(at);
      }
      expect(processed).toEqual(open);
    }),
  );
});

test("[A6] the first number above is found at every position", () => {
  expect([-1, 1, 2, 5, 9].map((floor) => firstIndexAbove([1, 3, 5], floor))).toEqual([0, 1, 1, 3, 3]);
  expect(firstIndexAbove([], 0)).toBe(0);
});
