import { sum } from "simple-statistics";
import type { Shape } from "./shapes.ts";

/** The time of all items of one size. */
export type SizedTime = {
  readonly items: number;
  readonly ms: number;
  /** relative standard error as far as it was measured: points, repeats, clock step; 0 when nothing is known */
  readonly error: number;
};

/** A value of a nuisance parameter with its prior probability. */
export type Weighted = readonly [value: number, weight: number];

/** What is assumed before the times are seen. */
export type Assumptions = {
  /** fixed cost as a multiple of the growing part at the smallest size; below 0: the smallest sizes take less than their share */
  readonly fixedCosts: readonly Weighted[];
  /** relative scatter between sizes beyond their measured errors */
  readonly scatters: readonly Weighted[];
};

/** Probability that one of the sizes is an outlier, and the width of the range of ln(time ÷ expected) that it may have. */
const OUTLIER = 0.15;
const OUTLIER_RANGE = 7;

export type Evidence = {
  /** ln of the probability density of the times */
  readonly log: number;
  /** probability of each size being the outlier */
  readonly outliers: readonly number[];
  /** probability of each of the assumed fixed costs */
  readonly fixedCosts: readonly number[];
};

/**
 * Marginal likelihood of the times under one shape: ln T = ln c + ln(φ·f(n₁) + f(n)) + ε with ε ~ N(0, σ² + error²), averaged
 * over the fixed cost φ, the scatter σ, a flat prior of ln c (in closed form), and over at most one outlier.
 */
export function computeEvidence(shape: Shape, times: readonly SizedTime[], assumptions: Assumptions): Evidence {
  const { fixedCosts, scatters } = assumptions;
  const logs = times.map(({ items }) => shape.logAt(items));
  // a shape that is 0 at the smallest size (log n at 1) scales its fixed cost by the next size
  const reference = logs.find(Number.isFinite) ?? 0;
  const cases = times.length + 1;
  const chances = times.map(() => Math.log(OUTLIER / times.length / OUTLIER_RANGE)).concat(Math.log(1 - OUTLIER));
  const terms: number[] = [];
  for (const [fixedCost, fixedWeight] of fixedCosts) {
    const weight = shape.hasFixedCost ? fixedWeight : fixedCost === 0 ? 1 : 0;
    const residuals = times.map(({ ms }, i) => Math.log(ms) - logAdd(fixedCost, reference, logs[i] ?? 0));
    const isPossible = weight > 0 && residuals.every(Number.isFinite);
    for (const [scatter, scatterWeight] of scatters) {
      const densities = isPossible ? computeDensities(residuals, times, scatter) : null;
      const prior = Math.log(weight * scatterWeight);
      for (let i = 0; i < cases; i += 1) {
        terms.push(densities === null ? -Infinity : prior + (chances[i] ?? 0) + (densities[i] ?? 0));
      }
    }
  }
  const log = logSumExp(terms);
  const outliers = times.map(() => 0);
  const shares = fixedCosts.map(() => 0);
  for (const [at, term] of terms.entries()) {
    const probability = Math.exp(term - log);
    const [outlier, fixed] = [at % cases, Math.floor(at / (cases * scatters.length))];
    if (outlier < times.length) outliers[outlier] = (outliers[outlier] ?? 0) + probability;
    shares[fixed] = (shares[fixed] ?? 0) + probability;
  }
  return { log, outliers, fixedCosts: shares };
}

/** ln Σ eˣ */
export function logSumExp(values: readonly number[]): number {
  const most = Math.max(...values);
  return Number.isFinite(most) ? most + Math.log(sum(values.map((value) => Math.exp(value - most)))) : -Infinity;
}

/** ln(φ·e^reference + e^log) */
function logAdd(fixedCost: number, reference: number, log: number): number {
  if (fixedCost === 0) return log;
  const most = Math.max(reference, log);
  return most + Math.log(fixedCost * Math.exp(reference - most) + Math.exp(log - most));
}

/** ln densities of the residuals without each of them in turn, then with all; the flat prior of their mean integrated. */
function computeDensities(residuals: readonly number[], times: readonly SizedTime[], scatter: number): number[] {
  const weights = times.map(({ error }) => 1 / (scatter ** 2 + error ** 2));
  const origin = residuals[0] ?? 0; // only differences count, and small numbers keep their digits
  let [total, weighted, squared, logs] = [0, 0, 0, 0];
  for (const [i, weight] of weights.entries()) {
    const residual = (residuals[i] ?? 0) - origin;
    total += weight;
    weighted += weight * residual;
    squared += weight * residual ** 2;
    logs += Math.log(weight / (2 * Math.PI));
  }
  const density = (weight: number, residual: number): number => {
    const rest = total - weight;
    const quadratic = squared - weight * residual ** 2 - (weighted - weight * residual) ** 2 / rest;
    const own = weight === 0 ? 0 : Math.log(weight / (2 * Math.PI));
    return (logs - own - Math.log(rest / (2 * Math.PI)) - quadratic) / 2;
  };
  return [...weights.map((weight, i) => density(weight, (residuals[i] ?? 0) - origin)), density(0, 0)];
}
