import { expect, test } from "vitest";
import { compareCosts, compareTimes } from "../../../lib/core/judgement/comparison/compare-amounts.ts";
import { compareFailures } from "../../../lib/core/judgement/comparison/compare-failures.ts";
import { compareQuality } from "../../../lib/core/judgement/comparison/compare-quality.ts";
import type { Comparable, Compared } from "../../../lib/core/judgement/comparison/compared.ts";
import { selectPaired, type Paired } from "../../../lib/core/judgement/comparison/paired-groups.ts";
import { plantVariants, type Planted } from "../support/planted-pairs.ts";
import { ACCURACY } from "../support/variants-run.ts";

const LEVEL = 0.95;

const requirePaired = (compared: readonly Comparable[]): Paired => {
  const paired = selectPaired(compared);
  if (paired === null) throw new Error("Nothing can be paired");
  return paired;
};
const MEASURES = {
  quality: (compared: readonly Comparable[]) => compareQuality(requirePaired(compared), [ACCURACY], LEVEL),
  failures: (compared: readonly Comparable[]) => compareFailures(requirePaired(compared), LEVEL),
  time: (compared: readonly Comparable[]) => compareTimes(compared, LEVEL),
  cost: (compared: readonly Comparable[]) => compareCosts(compared, { prices: null, areTimesSet: false }, LEVEL),
} as const satisfies { readonly [id: string]: (compared: readonly Comparable[]) => Compared | null };

type Pairs = { readonly pairs: number; readonly items: number };

/** The share of seeded pairs that differ in a measure beyond the noise. */
function measureRate(id: keyof typeof MEASURES, planted: readonly Planted[], { pairs, items }: Pairs): number {
  const found = Array.from({ length: pairs }, (_, seed) => {
    const compared = MEASURES[id](plantVariants(planted, items, seed));
    const difference = compared?.compare(0, 1) ?? null;
    return difference !== null && compared?.isBeyond(difference) === true;
  });
  return found.filter(Boolean).length / pairs;
}

test.each(["quality", "failures", "time", "cost"] as const)(
  "[A14] of 300 seeded pairs of equal variants whose items fail now and then at most a tenth differ in %s",
  (id) => {
    const equal = { wrong: 0.05, failed: 0.05 };
    expect(measureRate(id, [equal, equal], { pairs: 300, items: 60 })).toBeLessThanOrEqual(0.1);
  },
);

test("[A14] a planted difference of .05 in quality is found in nine of ten runs of 400 items, among more errors in eight", () => {
  const few = measureRate("quality", [{ wrong: 0.03 }, { wrong: 0.08 }], { pairs: 120, items: 400 });
  const many = measureRate("quality", [{ wrong: 0.08 }, { wrong: 0.13 }], { pairs: 60, items: 400 });
  expect(few).toBeGreaterThanOrEqual(0.9);
  expect(many).toBeGreaterThanOrEqual(0.75);
});

test("[A14] a planted difference of 20 % in time is found in nine of ten runs of 200 items", () => {
  const planted = [{ slowness: 1 }, { slowness: 1.2 }];
  expect(measureRate("time", planted, { pairs: 300, items: 200 })).toBeGreaterThanOrEqual(0.9);
});

test("[A14] a planted difference of 6 % in failures is found in nine of ten runs of 400 items", () => {
  const planted = [{ failed: 0.02 }, { failed: 0.08 }];
  expect(measureRate("failures", planted, { pairs: 300, items: 400 })).toBeGreaterThanOrEqual(0.9);
});
