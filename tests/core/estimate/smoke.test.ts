import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitSizes } from "../../../lib/core/estimate/fit-sizes.ts";
import { computePaceMs, createPrediction, type AlonePace, type SmokePace } from "../../../lib/core/estimate/smoke.ts";

const pace = (items: number, togetherMs: number | null, over: Partial<SmokePace> = {}): SmokePace => ({
  scenarioId: `s${items}`,
  items,
  concurrency: 1,
  togetherMs,
  alone: null,
  ...over,
});

/** Measured alone, with as many workers as the run has, on a system that does not report waits. */
const alone = (ownMs: number, over: Partial<AlonePace> = {}): Pick<SmokePace, "alone"> => ({
  alone: { ownMs, coldMs: 0, processors: null, workers: 1, ...over },
});

/** Moments of a worker that takes this long for each item. */
const steady = (msPerItem: number, count: number, fromMs = 0) =>
  Array.from({ length: count + 1 }, (_, items) => ({ atMs: fromMs + items * msPerItem, items }));

describe("[G20] the pace of a smoke run", () => {
  test("is the time of one worker for an item, over all workers", () => {
    expect(computePaceMs([steady(10, 20)])).toBe(10);
    expect(computePaceMs([steady(10, 20), steady(30, 20, 500)])).toBe(20);
  });

  test("leaves out the slow first part where enough items follow", () => {
    const cold = [...steady(100, 5), ...steady(10, 70, 500).map(({ atMs, items }) => ({ atMs, items: items + 5 }))];
    expect(computePaceMs([cold])).toBe(10);
    expect(computePaceMs([steady(100, 2)])).toBe(100);
  });

  test("is unknown without a finished item", () => {
    expect(computePaceMs([])).toBeNull();
    expect(computePaceMs([[], [{ atMs: 5, items: 0 }]])).toBeNull();
  });
});

describe("[G20] the time that a smoke run predicts", () => {
  const predict = (paces: readonly SmokePace[], items: readonly number[], power: number | null = 1) =>
    createPrediction(paces, power === null ? null : (size) => size ** (power - 1))?.(items);

  test("without a slowdown the largest scenario decides", () => {
    expect(predict([pace(10, 5), pace(30, 5), pace(80, 5, alone(5))], [100, 300, 800])).toBe(4_000);
    expect(predict([pace(10, 5), pace(80, 5)], [100, 800])).toBe(4_000);
  });

  test("workers divide the time, and slow each other down until their scenario ends", () => {
    const paces = [pace(10, 20), pace(80, 20, alone(10))];
    // both run for 100 items each at 20 ms, then 700 items remain at 10 ms
    expect(predict(paces, [100, 800])).toBe(100 * 20 + 700 * 10);
    expect(predict([pace(10, 10), pace(80, 10, { concurrency: 4, ...alone(10, { workers: 4 }) })], [100, 800])).toBe(
      2_000,
    );
  });

  test("workers that queue for a processor slow each other down by that, not by how cold their programs were", () => {
    // the pace together is that of programs still being compiled
    const one = [pace(10, 90), pace(80, 90, alone(10, { processors: 1 }))];
    expect(predict(one, [100, 800])).toBe(100 * 20 + 700 * 10);
    const two = [pace(10, 90), pace(80, 90, alone(10, { processors: 2 }))];
    expect(predict(two, [100, 800])).toBe(8_000);
    // four workers on two processors, measured by two
    const four = [pace(80, 90, { concurrency: 4, ...alone(10, { processors: 2, workers: 2 }) })];
    expect(predict(four, [800])).toBe(4_000);
    const unreported = [pace(80, 90, { concurrency: 4, ...alone(10, { workers: 2 }) })];
    expect(predict(unreported, [800])).toBe(4_000);
  });

  test("the start of a program is paid once by each worker", () => {
    expect(predict([pace(10, 10), pace(80, 10, alone(10, { coldMs: 500, processors: 2 }))], [100, 800])).toBe(8_500);
  });

  test("growth changes the time of an item with the size", () => {
    expect(predict([pace(100, 10), pace(200, 20, alone(20))], [400, 800], 2)).toBeCloseTo(800 * 80);
    // unknown growth is read from the paces, and taken as proportional where it is not clear
    expect(predict([pace(100, 10), pace(200, 20, alone(20))], [400, 800], null)).toBeCloseTo(800 * 80);
    expect(predict([pace(100, 10), pace(800, 11, alone(11))], [400, 3_200], null)).toBeCloseTo(3_200 * 11);
    expect(predict([pace(100, 10), pace(100, 20, alone(20))], [100, 100], null)).toBeCloseTo(2_000);
  });

  test("a size without a finished item takes the pace of the nearest below it, scaled by the growth", () => {
    expect(predict([pace(100, 10), pace(200, null)], [100, 200], 2)).toBeCloseTo(200 * 20);
    expect(predict([pace(100, null), pace(200, 20, alone(20))], [100, 200], 1)).toBe(4_000);
  });

  test("nothing measured predicts nothing", () => {
    expect(createPrediction([], null)).toBeNull();
    expect(createPrediction([pace(10, null), pace(20, null)], null)).toBeNull();
    expect(createPrediction([pace(10, 0)], null)).toBeNull();
  });

  test("does not fall with the sizes", () => {
    const paces = fc
      .array(
        fc.record({
          ms: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
          workers: fc.integer({ min: 1, max: 4 }),
          items: fc.integer({ min: 1, max: 1_000 }),
        }),
        { minLength: 2, maxLength: 6 },
      )
      .map((list) =>
        list.map(({ ms, workers, items }) => pace(items, ms, { concurrency: workers, ...alone(ms / 2, { workers }) })),
      );
    fc.assert(
      fc.property(
        paces,
        fc.double({ min: 0.5, max: 3, noNaN: true }),
        fc.double({ min: 1, max: 9, noNaN: true }),
        (all, power, factor) => {
          const predictMs = createPrediction(all, (size) => size ** (power - 1));
          const sizes = all.map(({ items }) => items);
          const larger = sizes.map((items) => items * factor);
          expect(predictMs?.(larger)).toBeGreaterThanOrEqual((predictMs?.(sizes) ?? 0) * 0.999);
        },
      ),
    );
  });
});

describe("[A14] [G20] variants of one size", () => {
  const quickLast = [pace(100, 40, { scenarioId: "careful" }), pace(100, 10, { scenarioId: "quick", ...alone(10) })];

  test("the slowest variant decides, wherever it stands", () => {
    const ofSizes = createPrediction(quickLast, () => 1)?.([100, 100]) ?? 0;
    const ofVariants = createPrediction(quickLast, () => 1, true)?.([100, 100]) ?? 0;
    expect(ofVariants).toBeGreaterThan(3 * ofSizes);
    const reversed = createPrediction(quickLast.toReversed(), () => 1, true)?.([100, 100]) ?? 0;
    expect(reversed / ofVariants).toBeCloseTo(1, 1);
  });

  test("equal sizes stay equal when they are fitted", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 2, max: 6 }),
        fc.nat(600_000),
        (items, count, lengthMs) => {
          const planned = Array.from({ length: count }, () => items);
          const sizes = fitSizes({ planned, lengthMs, maxItems: 10_000, predictMs: ([size = 0]) => size * 7 });
          expect(new Set(sizes).size).toBe(1);
        },
      ),
    );
  });
});
