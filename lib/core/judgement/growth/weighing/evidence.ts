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

/** What the times say about the parameters of a shape. */
export type Explanation = {
  /** probability of each size being the outlier */
  readonly outliers: readonly number[];
  /** the fixed costs that were tried, as multiples of the growing part at the smallest size, each with its probability */
  readonly fixedCosts: readonly Weighted[];
};

export type Weigher = {
  /** ln of the probability density of the times under the shape */
  readonly weigh: (shape: Shape) => number;
  readonly explain: (shape: Shape) => Explanation;
};

/** A fixed cost with the probability densities of the times: for each scatter, with each size as the outlier, then with none. */
type Cell = { readonly fixedCost: number; readonly terms: Float64Array; readonly log: number };

/** Growth over all sizes, ln, below which a shape is constant time. */
const LEAST_GROWTH = Math.log(1.15);

/** Parts into which the range of the most probable fixed cost is divided once more. */
const PARTS = 7;

/**
 * Marginal likelihood of the times under one shape: ln T = ln c + ln(φ·f(n₁) + f(n)) + ε with ε ~ N(0, σ² + error²), averaged
 * over the fixed cost φ, the scatter σ, a flat prior of ln c (in closed form), and over at most one outlier.
 */
export function createWeigher(times: readonly SizedTime[], assumptions: Assumptions): Weigher {
  const scatters = assumptions.scatters.map(([scatter, weight]) => prepareScatter(times, scatter, weight));
  const logTimes = times.map(({ ms }) => Math.log(ms));
  const cases = times.length + 1;
  const weighCells = (shape: Shape): readonly Cell[] => {
    const logs = times.map(({ items }) => shape.logAt(items));
    // a shape that is 0 at the smallest size (log n at 1) scales its fixed cost by the next size
    const reference = logs.find(Number.isFinite) ?? 0;
    const toCell = ([fixedCost, weight]: Weighted): Cell => {
      const terms = new Float64Array(scatters.length * cases).fill(-Infinity);
      const residuals = logTimes.map((log, i) => log - logAdd(fixedCost, reference, logs[i] ?? 0));
      if (residuals.every(Number.isFinite))
        for (const [i, scatter] of scatters.entries()) addTerms(terms, i * cases, Math.log(weight), residuals, scatter);
      return { fixedCost, terms, log: logSumExp(terms) };
    };
    const grows = ([cost]: Weighted): boolean =>
      Math.abs(logAdd(cost, reference, logs.at(-1) ?? 0) - logAdd(cost, reference, logs[0] ?? 0)) >= LEAST_GROWTH;
    const possible = selectFixedCosts(shape, assumptions.fixedCosts, grows);
    const cells = possible.map(toCell);
    const best = indexOfMost(cells.map(({ fixedCost, log }) => (fixedCost > 0 ? log : -Infinity)));
    const finer = best === null ? [] : divide(possible, best).map(toCell);
    return finer.length === 0 ? cells : [...cells.filter((_, i) => i !== best), ...finer];
  };
  return {
    weigh: (shape) => logSumExp(weighCells(shape).map(({ log }) => log)),
    explain: (shape) => explain(weighCells(shape), times.length),
  };
}

/** A fixed cost so large that nothing grows beside it is constant time, another shape. */
function selectFixedCosts(
  { fixedCost }: Shape,
  all: readonly Weighted[],
  grows: (each: Weighted) => boolean,
): readonly Weighted[] {
  if (fixedCost === "none") return [[0, 1]];
  return all.filter((each) => each[0] === 0 || ((each[0] > 0 || fixedCost === "any") && grows(each)));
}

/** The range of one fixed cost, halfway to its neighbours, in parts that share its probability; empty beside 0. */
function divide(all: readonly Weighted[], at: number): readonly Weighted[] {
  const [own, before, after] = [all[at], all[at - 1], all[at + 1]];
  if (own === undefined) return [];
  const [cost, weight] = own;
  const ratio = before !== undefined && before[0] > 0 ? cost / before[0] : (after?.[0] ?? 2 * cost) / cost;
  return Array.from({ length: PARTS }, (_, i) => [cost * ratio ** ((i + 0.5) / PARTS - 0.5), weight / PARTS] as const);
}

function indexOfMost(values: readonly number[]): number | null {
  const most = Math.max(...values);
  return Number.isFinite(most) ? values.indexOf(most) : null;
}

/** Everything of one scatter that does not depend on the shape. */
type PreparedScatter = {
  /** 1 / (σ² + error²) */
  readonly weights: readonly number[];
  readonly total: number;
  /** for each size as the outlier, then for none: ln prior + ln of the normalising constants */
  readonly constants: readonly number[];
};

function prepareScatter(times: readonly SizedTime[], scatter: number, prior: number): PreparedScatter {
  const weights = times.map(({ error }) => 1 / (scatter ** 2 + error ** 2));
  const total = sum(weights);
  const logs = sum(weights.map((weight) => Math.log(weight / (2 * Math.PI))));
  const toConstant = (without: number, chance: number): number => {
    const own = without === 0 ? 0 : Math.log(without / (2 * Math.PI));
    return Math.log(prior * chance) + (logs - own - Math.log((total - without) / (2 * Math.PI))) / 2;
  };
  const outlier = OUTLIER / times.length / OUTLIER_RANGE;
  return {
    weights,
    total,
    constants: [...weights.map((weight) => toConstant(weight, outlier)), toConstant(0, 1 - OUTLIER)],
  };
}

/** ln densities of the residuals without each of them in turn, then with all; the flat prior of their mean integrated. */
function addTerms(
  terms: Float64Array,
  at: number,
  prior: number,
  residuals: readonly number[],
  { weights, total, constants }: PreparedScatter,
): void {
  const origin = residuals[0] ?? 0; // only differences count, and small numbers keep their digits
  let [weighted, squared] = [0, 0];
  for (const [i, weight] of weights.entries()) {
    const residual = (residuals[i] ?? 0) - origin;
    weighted += weight * residual;
    squared += weight * residual * residual;
  }
  for (const [i, constant] of constants.entries()) {
    const weight = weights[i] ?? 0;
    const residual = (residuals[i] ?? 0) - origin;
    const rest = weighted - weight * residual;
    const quadratic = squared - weight * residual * residual - (rest * rest) / (total - weight);
    terms[at + i] = prior + constant - quadratic / 2;
  }
}

function explain(cells: readonly Cell[], sizes: number): Explanation {
  const total = logSumExp(cells.map(({ log }) => log));
  const outliers = Array.from({ length: sizes }, () => 0);
  for (const { terms } of cells) {
    for (const [at, term] of terms.entries()) {
      const outlier = at % (sizes + 1);
      if (outlier < sizes) outliers[outlier] = (outliers[outlier] ?? 0) + Math.exp(term - total);
    }
  }
  return { outliers, fixedCosts: cells.map(({ fixedCost, log }) => [fixedCost, Math.exp(log - total)]) };
}

/** ln Σ eˣ */
export function logSumExp(values: readonly number[] | Float64Array): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  if (!Number.isFinite(most)) return -Infinity;
  let total = 0;
  for (const value of values) total += Math.exp(value - most);
  return most + Math.log(total);
}

/** ln(φ·e^reference + e^log) */
export function logAdd(fixedCost: number, reference: number, log: number): number {
  if (fixedCost === 0) return log;
  const most = Math.max(reference, log);
  return most + Math.log(fixedCost * Math.exp(reference - most) + Math.exp(log - most));
}
