import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitSizes } from "../../../lib/core/estimate/fit-sizes.ts";

const last = (items: readonly number[]): number => items.at(-1) ?? Number.NaN;
/** The largest size decides, with this time for an item and this growth. */
const byLargest =
  (msPerItem: number, power = 1) =>
  (items: readonly number[]) =>
    msPerItem * last(items) ** power;

const plans = fc
  .uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 2, maxLength: 6 })
  .map((items) => items.toSorted((one, other) => one - other));
const requests = fc.record({
  planned: plans,
  lengthMs: fc.integer({ min: 1_000, max: 3_600_000 }),
  maxItems: fc.integer({ min: 6, max: 100_000 }),
  predictMs: fc
    .tuple(fc.double({ min: 0.01, max: 60_000, noNaN: true }), fc.double({ min: 0.5, max: 3, noNaN: true }))
    .map(([msPerItem, power]) => byLargest(msPerItem, power)),
});

describe("[G20] sizes fitted to a length", () => {
  test("keep 1 : 3 : 8, and take the length", () => {
    const request = { planned: [250, 750, 2_000], maxItems: 100_000 };
    expect(fitSizes({ ...request, lengthMs: 60_000, predictMs: byLargest(30) })).toEqual([250, 750, 2_000]);
    expect(fitSizes({ ...request, lengthMs: 60_000, predictMs: byLargest(100) })).toEqual([75, 225, 600]);
    expect(fitSizes({ ...request, lengthMs: 30_000, predictMs: byLargest(0.015, 2) })).toEqual([180, 540, 1_440]);
  });

  test("keep the ratio of few items roughly, and of many exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.double({ min: 1, max: 1_000, noNaN: true }), (seconds, ms) => {
        const [small = 0, medium = 0, large = 0] = fitSizes({
          planned: [10, 30, 80],
          lengthMs: seconds * 1_000,
          maxItems: 1_000_000,
          predictMs: byLargest(ms),
        });
        const isExact = small >= 10;
        expect([isExact && medium / small, isExact && large / small]).toEqual([isExact && 3, isExact && 8]);
        expect(small === 1 || large / small > 5).toBe(true);
        expect(!isExact || Math.abs((large * ms) / (seconds * 1_000) - 1) < 0.06).toBe(true);
      }),
    );
  });

  test("are exact from the size on that is shown, not from the one before it was rounded", () => {
    const sizes = fitSizes({
      planned: [10, 30, 80],
      lengthMs: 7_000,
      maxItems: 1_000_000,
      predictMs: byLargest(88.05),
    });
    expect(sizes).toEqual([10, 30, 80]);
  });

  test("are at least 1, at most the maximum, ascend, and do not fall with the length", () => {
    fc.assert(
      fc.property(requests, fc.double({ min: 1, max: 20, noNaN: true }), (request, factor) => {
        const sizes = fitSizes(request);
        const longer = fitSizes({ ...request, lengthMs: request.lengthMs * factor });
        expect(sizes).toHaveLength(request.planned.length);
        for (const [at, items] of sizes.entries()) {
          expect(Number.isInteger(items)).toBe(true);
          expect(items).toBeGreaterThanOrEqual(1);
          expect(items).toBeLessThanOrEqual(request.maxItems);
          const before = sizes[at - 1] ?? 0;
          // at the maximum two sizes may be equal
          expect(items > before || items === request.maxItems).toBe(true);
          expect(longer[at]).toBeGreaterThanOrEqual(items);
        }
      }),
    );
  });

  test("stop at the rows of a file, with the ratio kept", () => {
    const sizes = fitSizes({ planned: [10, 30, 80], lengthMs: 60_000, maxItems: 400, predictMs: byLargest(1) });
    expect(sizes).toEqual([50, 150, 400]);
    const tiny = fitSizes({ planned: [1, 3, 8], lengthMs: 60_000, maxItems: 2, predictMs: byLargest(1) });
    expect(tiny).toEqual([1, 2, 2]);
  });

  test("equal sizes stay equal, and a slow item still makes sizes that ascend", () => {
    const slow = { lengthMs: 10_000, maxItems: 100, predictMs: byLargest(60_000) };
    expect(fitSizes({ ...slow, planned: [10, 10, 80] })).toEqual([1, 1, 2]);
    expect(fitSizes({ ...slow, planned: [10, 30, 80] })).toEqual([1, 2, 3]);
  });
});
