import { linearRegression, mean } from "simple-statistics";
import { fitGrowth } from "../../../../lib/core/judgement/growth/fit.ts";
import { GROWTH_CLASSES, type GrowthClass } from "../../../../lib/core/run/judgement.ts";
import { truthAt } from "./truth.ts";

/** What a rule without doubt says: the class nearest to its curve, and the power of that curve over the sizes. */
export type RivalAnswer = { readonly growthClass: GrowthClass; readonly power: number };
/** Null without three sizes. */
export type SizedTime = { readonly items: number; readonly ms: number };
export type Rival = (times: readonly SizedTime[]) => RivalAnswer | null;

/** The class with the smallest normalised root mean square of T = c·f(n), as google-benchmark's BigO chooses it. */
export const smallestRms: Rival = (times) => {
  const [best] = fitGrowth(times);
  if (best === undefined) return null;
  return toAnswer((items) => truthAt({ kind: "class", growthClass: best.growthClass }, items), times);
};

/** A term nⁱ·logʲn. */
type Term = { readonly power: number; readonly log: number };

const termAt = ({ power, log }: Term, items: number): number => items ** power * Math.log2(items) ** log;

/** Powers by their highest logarithm: the 42 terms of Extra-P's default search space. */
const POWERS_BY_LOG: readonly (readonly number[])[] = [
  [4 / 5, 5 / 3, 7 / 4, 9 / 4, 7 / 3, 8 / 3, 11 / 4],
  [5 / 4, 4 / 3, 3],
  [0, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 3 / 2, 2, 5 / 2],
];
const DEFAULT_TERMS: readonly Term[] = POWERS_BY_LOG.flatMap((powers, highest) =>
  powers.flatMap((power) => Array.from({ length: highest + 1 }, (_, log) => ({ power, log }))),
).filter(({ power, log }) => power > 0 || log > 0);

const CLASS_TERMS: readonly Term[] = [
  { power: 0, log: 1 },
  { power: 1, log: 0 },
  { power: 1, log: 1 },
  { power: 2, log: 0 },
  { power: 3, log: 0 },
];

/** A term that adds less than this share to every time says nothing. */
const LEAST_CONTRIBUTION = 0.0005;

/**
 * The performance-model normal form with one term, c₀ + c₁·nⁱ·logʲn (Calotoiu et al. 2013): the term with the smallest
 * relative error in leave-one-out cross-validation, or the constant if none does better; refitted on all times.
 */
const normalFormOf =
  (terms: readonly Term[]): Rival =>
  (times) => {
    if (new Set(times.map(({ items }) => items)).size < 3) return null;
    const scored = [null, ...terms].map((term) => ({ term, error: crossValidate(term, times) }));
    const ranked = scored.filter(({ error }) => Number.isFinite(error)).toSorted((one, two) => one.error - two.error);
    const chosen = ranked.find(({ term }) => term === null || contributes(term, times))?.term ?? null;
    if (chosen === null) return toAnswer(() => 1, times);
    const { m } = fit(chosen, times);
    const answer = toAnswer((items) => termAt(chosen, items), times);
    return m < 0 ? { growthClass: "1", power: fallingPower(chosen, times) } : answer;
  };

export const normalForm = normalFormOf(DEFAULT_TERMS);
export const normalFormOfClasses = normalFormOf(CLASS_TERMS);

type Line = { readonly m: number; readonly b: number };

/** Least squares of T = b + m·f(n); the constant without a term. */
function fit(term: Term | null, times: readonly SizedTime[]): Line {
  if (term === null) return { m: 0, b: mean(times.map(({ ms }) => ms)) };
  const { m, b } = linearRegression(times.map(({ items, ms }) => [termAt(term, items), ms]));
  const largest = Math.max(...times.map(({ ms }) => ms));
  return Math.abs(b) < LEAST_CONTRIBUTION * largest ? { m: fitThroughZero(term, times), b: 0 } : { m, b };
}

function fitThroughZero(term: Term, times: readonly SizedTime[]): number {
  const shapes = times.map(({ items }) => termAt(term, items));
  const products = times.map(({ ms }, i) => ms * (shapes[i] ?? 0));
  return mean(products) / mean(shapes.map((shape) => shape ** 2));
}

const predict = ({ m, b }: Line, term: Term | null, items: number): number =>
  term === null ? b : b + m * termAt(term, items);

/** Mean of |predicted − T| / T over the times, each predicted from the others; the constant's from all of them. */
function crossValidate(term: Term | null, times: readonly SizedTime[]): number {
  return mean(
    times.map(({ items, ms }, left) => {
      const others = times.filter((_, i) => i !== left);
      return Math.abs(predict(fit(term, term === null ? times : others), term, items) - ms) / ms;
    }),
  );
}

function contributes(term: Term, times: readonly SizedTime[]): boolean {
  const line = fit(term, times);
  return times.some(
    ({ items }) => Math.abs((line.m * termAt(term, items)) / predict(line, term, items)) >= LEAST_CONTRIBUTION,
  );
}

/** The mean power of the fitted curve, which falls. */
function fallingPower(term: Term, times: readonly SizedTime[]): number {
  const line = fit(term, times);
  return Math.min(
    -0.01,
    slopeOf((items) => predict(line, term, items), times),
  );
}

/** Slope of ln f over ln n, where f is above 0. */
function slopeOf(f: (items: number) => number, times: readonly SizedTime[]): number {
  const logs = times.flatMap(({ items }) => (f(items) > 0 ? [[Math.log(items), Math.log(f(items))]] : []));
  return logs.length < 2 ? 0 : linearRegression(logs).m;
}

function toAnswer(f: (items: number) => number, times: readonly SizedTime[]): RivalAnswer {
  // the logarithm is 0 at n = 1
  const sizes = times.map(({ items }) => items).filter((items) => items > 1);
  const distances = GROWTH_CLASSES.map((growthClass) => {
    const gaps = sizes.map((items) => Math.log(f(items) / truthAt({ kind: "class", growthClass }, items)));
    const middle = mean(gaps);
    return { growthClass, distance: Math.hypot(...gaps.map((gap) => gap - middle)) };
  });
  const [nearest] = distances.toSorted((one, other) => one.distance - other.distance);
  return { growthClass: nearest?.growthClass ?? "1", power: slopeOf(f, times) };
}
