import { median } from "simple-statistics";
import { createRandom, drawInteger } from "../../../../lib/core/inputs/data.ts";
import type { JudgementInput, ScenarioFigures } from "../../../../lib/core/judgement/input.ts";
import { drawNormal, toFigures, toInput } from "../growth-series.ts";
import { truthAt, type Truth } from "./truth.ts";

/** How often each size was measured, or that a run's points are known. */
export const MEASUREMENTS = ["once", "three times", "with points"] as const;

export type DrawnSeries = {
  readonly truth: Truth;
  readonly seed: number;
  readonly sizes: readonly number[];
  /** fixed cost / own time of the smallest size */
  readonly fixedShare: number;
  readonly fixedMs: number;
  readonly measured: (typeof MEASUREMENTS)[number];
  /** the size with the outlier; null without one */
  readonly outlierId: string | null;
  readonly input: JudgementInput;
};

type Random = () => number;

const MAX_ITEMS = 1e9;
const MAX_FIRST_ITEMS = 1e4;
const OUTLIER_SHARE = 0.2;

/**
 * A series drawn by its seed: 3 to 10 sizes, a ratio of 2 to 10 between neighbours (the same for all of them or drawn for
 * each), the first size 1 to 10,000; a fixed cost of 0 (a third of the series) or .1 to 10 times the smallest size's own
 * time; in a fifth of the series one size off by a factor of 3 to 30; half of them measured once, a quarter three times, a
 * quarter with points. Times are as noisy as `noise` says, normal or log-normal; with points each batch is.
 */
export function drawGrowthSeries(truth: Truth, noise: number, seed: number): DrawnSeries {
  const random = createRandom(seed);
  const sizes = truth.kind === "exponential" ? drawSmallSizes(random) : drawSizes(random);
  const scaleMs = drawBetween(random, 0.01, 100);
  const ownMs = sizes.map((items) => (scaleMs * truthAt(truth, items)) / truthAt(truth, sizes.at(1) ?? 2));
  const [first = 0, second = 0] = ownMs;
  // log n is 0 at n = 1: there the fixed cost is all that takes time
  // falling times with a floor are another shape
  const isBare = (random() < 1 / 3 && first > 0) || truth.kind === "falling";
  const fixedShare = isBare ? 0 : drawBetween(random, 0.1, 10);
  const fixedMs = fixedShare * (first > 0 ? first : second);
  const draw = random();
  const measured = draw < 0.5 ? "once" : draw < 0.75 ? "three times" : "with points";
  const outlier = random() < OUTLIER_SHARE ? drawOutlier(random, sizes.length) : null;
  const factor = drawFactor(random, noise);
  const scenarios = sizes.map((items, i) => {
    const disturbance = outlier?.index === i ? outlier.factor : 1;
    const time = { ownMs: (ownMs[i] ?? 0) * disturbance, fixedMs: fixedMs * disturbance };
    return measure({ id: `s${i + 1}`, items, ...time }, measured, factor);
  });
  const outlierId = outlier === null ? null : `s${outlier.index + 1}`;
  return { truth, seed, sizes, fixedShare, fixedMs, measured, outlierId, input: toInput(scenarios) };
}

function drawSizes(random: Random): readonly number[] {
  const count = 3 + drawInteger(random, 8);
  const sameRatio = random() < 0.5 ? drawBetween(random, 2, 10) : null;
  const steps = Array.from({ length: count - 1 }, () => sameRatio ?? drawBetween(random, 2, 10));
  const span = steps.reduce((product, ratio) => product * ratio, 1);
  let items = drawBetween(random, 1, Math.min(MAX_FIRST_ITEMS, MAX_ITEMS / span));
  const exact = [items, ...steps.map((ratio) => (items *= ratio))];
  return exact.map(Math.round);
}

function drawSmallSizes(random: Random): readonly number[] {
  const [count, first, step] = [3 + drawInteger(random, 8), 1 + drawInteger(random, 12), 1 + drawInteger(random, 3)];
  return Array.from({ length: count }, (_, i) => first + i * step);
}

/** Uniform in the logarithm. */
function drawBetween(random: Random, low: number, high: number): number {
  return low * (high / low) ** random();
}

function drawOutlier(random: Random, count: number): { readonly index: number; readonly factor: number } {
  const factor = drawBetween(random, 3, 30);
  return { index: drawInteger(random, count), factor: random() < 0.5 ? factor : 1 / factor };
}

function drawFactor(random: Random, noise: number): () => number {
  const isLogNormal = random() < 0.5;
  return () => (isLogNormal ? Math.exp(noise * drawNormal(random)) : Math.max(0.05, 1 + noise * drawNormal(random)));
}

type Size = { readonly id: string; readonly items: number; readonly ownMs: number; readonly fixedMs: number };

const MAX_BATCHES = 20;

function measure(
  { id, items, ownMs, fixedMs }: Size,
  measured: DrawnSeries["measured"],
  factor: () => number,
): ScenarioFigures {
  if (measured === "once") return toFigures(id, items, (ownMs + fixedMs) * factor());
  if (measured === "three times") {
    const repeatsMs = [1, 2, 3].map(() => (ownMs + fixedMs) * factor());
    return { ...toFigures(id, items, median(repeatsMs)), repeatsMs };
  }
  const batches = Math.min(items, MAX_BATCHES);
  let workMs = fixedMs * factor();
  const points = Array.from({ length: batches }, (_, batch) => {
    workMs += (ownMs / batches) * factor();
    return { itemsDone: Math.round(((batch + 1) * items) / batches), workMs, atMs: null, quality: null };
  });
  return toFigures(id, items, workMs, points);
}
