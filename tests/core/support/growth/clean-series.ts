import * as fc from "fast-check";
import { createRandom } from "../../../../lib/core/inputs/data.ts";
import type { JudgementInput } from "../../../../lib/core/judgement/input.ts";
import { drawNormal, toFigures, toInput } from "../growth-series.ts";
import { truthAt, TRUTHS, type Truth } from "./truth.ts";

/** What a series without outliers is made of. */
export type CleanSeries = {
  readonly truth: Truth;
  readonly sizes: readonly number[];
  readonly ownMs: readonly number[];
  readonly fixedMs: number;
  /** factor of each time */
  readonly noise: readonly number[];
};

type Bounds = { readonly truths?: readonly Truth[]; readonly minSizes?: number; readonly noise?: number };

/** Series of a growth over sizes that are 2 to 10 times apart, each time off by normal noise. */
export function anyCleanSeries({
  truths = TRUTHS,
  minSizes = 3,
  noise = 0.02,
}: Bounds = {}): fc.Arbitrary<CleanSeries> {
  return fc
    .record({
      truth: fc.constantFrom(...truths),
      count: fc.integer({ min: minSizes, max: 8 }),
      ratio: fc.constantFrom(2, 3, 4, 8, 10),
      first: fc.constantFrom(2, 5, 10, 64, 100, 1_000),
      fixedShare: fc.constantFrom(0, 0.1, 0.5, 1, 3, 10),
      seed: fc.integer({ min: 1, max: 1e6 }),
    })
    .map(({ truth, count, ratio, first, fixedShare, seed }) => {
      const random = createRandom(seed);
      const isSteep = truth.kind === "exponential";
      const sizes = Array.from({ length: count }, (_, i) => (isSteep ? 4 + 2 * i : first * ratio ** i));
      const scaleMs = 20 / truthAt(truth, sizes[0] ?? first);
      const ownMs = sizes.map((items) => scaleMs * truthAt(truth, items));
      return {
        truth,
        sizes,
        ownMs,
        fixedMs: fixedShare * (ownMs[0] ?? 0),
        noise: sizes.map(() => Math.max(0.5, 1 + noise * drawNormal(random))),
      };
    });
}

export const timesOf = ({ ownMs, fixedMs, noise }: CleanSeries): readonly number[] =>
  ownMs.map((ms, i) => (ms + fixedMs) * (noise[i] ?? 1));

/** Figures of sizes and their times, with ids s1, s2 … */
export function toSeriesInput(sizes: readonly number[], times: readonly number[]): JudgementInput {
  return toInput(sizes.map((items, i) => toFigures(`s${i + 1}`, items, times[i] ?? 0)));
}

export const toCleanInput = (series: CleanSeries): JudgementInput => toSeriesInput(series.sizes, timesOf(series));
