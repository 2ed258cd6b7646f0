import { expect, test } from "vitest";
import { firstIndexAbove } from "../../../lib/core/kit/ascending.ts";
import { nextBatch, type BatchRequest } from "../../../lib/core/decide/batches.ts";

const fresh: BatchRequest = {
  doneRanges: [],
  inFlight: [],
  limitItem: 100,
  batchSize: 50,
  items: 100,
  boundaries: [30, 50, 70, 90],
};

test("[A6] a batch ends at the next gate even if it has room for more and the gate is open", () => {
  expect(nextBatch(fresh)).toEqual([0, 30]);
  expect(nextBatch({ ...fresh, doneRanges: [[0, 30]] })).toEqual([30, 50]);
  expect(nextBatch({ ...fresh, doneRanges: [[0, 90]] })).toEqual([90, 100]);
});

test("[A6] a batch is not larger than requested", () => {
  expect(nextBatch({ ...fresh, batchSize: 10 })).toEqual([0, 10]);
});

test("[A3] no batch crosses the next closed gate", () => {
  expect(nextBatch({ ...fresh, limitItem: 30, doneRanges: [[0, 25]] })).toEqual([25, 30]);
  expect(nextBatch({ ...fresh, limitItem: 30, doneRanges: [[0, 30]] })).toBeNull();
  expect(nextBatch({ ...fresh, limitItem: 200, doneRanges: [[0, 100]] })).toBeNull();
});

test("[E2] items left open by a crash come first, around those in flight", () => {
  expect(
    nextBatch({
      ...fresh,
      doneRanges: [
        [0, 4],
        [8, 30],
      ],
    }),
  ).toEqual([4, 8]);
  expect(
    nextBatch({
      ...fresh,
      doneRanges: [
        [0, 4],
        [8, 30],
      ],
      inFlight: [[4, 8]],
    }),
  ).toEqual([30, 50]);
});

test("[A6] the first number above is found at every position", () => {
  expect([-1, 1, 2, 5, 9].map((floor) => firstIndexAbove([1, 3, 5], floor))).toEqual([0, 1, 1, 3, 3]);
  expect(firstIndexAbove([], 0)).toBe(0);
});
