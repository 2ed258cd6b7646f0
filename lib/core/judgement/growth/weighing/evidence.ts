import { createDensity, logSumExp, type Weighted } from "./density.ts";
import type { Shape } from "./shapes.ts";

/** The time of all items of one size. */
export type SizedTime = {
  readonly items: number;
  readonly ms: number;
  /** relative standard error as far as it was measured: points, repeats, clock step; 0 when nothing is known */
  readonly error: number;
};

/** What is assumed before the times are seen. */
export type Assumptions = {
  /** fixed cost as a multiple of the growing part at the smallest size; below 0: the smallest sizes take less than their share */
  readonly fixedCosts: readonly Weighted[];
  /** relative scatter between sizes beyond their measured errors */
  readonly scatters: readonly Weighted[];
};

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

/** A fixed cost with the probability density of the times, averaged over everything else. */
type Cell = { readonly fixedCost: number; readonly log: number };

/** Growth over all sizes, ln, below which a shape is constant time. */
const LEAST_GROWTH = Math.log(1.15);

/** Parts into which the range of the most probable fixed cost is divided once more. */
const PARTS = 7;

/**
 * Marginal likelihood of the times under one shape: ln T = ln c + ln(φ·f(n₁) + f(n)) + ε with ε ~ N(0, σ² + error²), averaged
 * over the fixed cost φ, the scatter σ, a flat prior of ln c (in closed form), and over at most one outlier.
 */
export function createWeigher(times: readonly SizedTime[], assumptions: Assumptions): Weigher {
  const density = createDensity(
    times.map(({ error }) => error),
    assumptions.scatters,
  );
  const logTimes = Float64Array.from(times, ({ ms }) => Math.log(ms));
  const residuals = new Float64Array(times.length); // reused, since it is filled some thousand times
  const weighFixedCost = (column: Column, fixedCost: number): number => {
    for (let i = 0; i < residuals.length; i += 1) residuals[i] = (logTimes[i] ?? 0) - logOf(column, fixedCost, i);
    return density.weigh(residuals);
  };
  const weighCells = (shape: Shape, column: Column): readonly Cell[] => {
    const last = times.length - 1;
    const toCell = ([fixedCost, weight]: Weighted): Cell => ({
      fixedCost,
      log: Math.log(weight) + weighFixedCost(column, fixedCost),
    });
    const grows = ([cost]: Weighted): boolean =>
      Math.abs(logOf(column, cost, last) - logOf(column, cost, 0)) >= LEAST_GROWTH;
    const possible = selectFixedCosts(shape, assumptions.fixedCosts, grows);
    const cells = possible.map(toCell);
    const best = indexOfMost(cells.map(({ fixedCost, log }) => (fixedCost > 0 ? log : -Infinity)));
    const finer = best === null ? [] : divide(possible, best).map(toCell);
    return finer.length === 0 ? cells : [...cells.filter((_, i) => i !== best), ...finer];
  };
  return {
    weigh: (shape) => logSumExp(weighCells(shape, toColumn(shape, times)).map(({ log }) => log)),
    explain: (shape) => {
      const column = toColumn(shape, times);
      const cells = weighCells(shape, column);
      const total = logSumExp(cells.map(({ log }) => log));
      const outliers = times.map(() => 0);
      for (const { fixedCost, log } of cells) {
        weighFixedCost(column, fixedCost);
        density.addOutliers(outliers, Math.exp(log - total));
      }
      return { outliers, fixedCosts: cells.map(({ fixedCost, log }) => [fixedCost, Math.exp(log - total)]) };
    },
  };
}

/** A shape at the sizes: f(n) ÷ f(n₁), and its logarithm. */
type Column = { readonly growing: Float64Array; readonly logs: Float64Array };

function toColumn({ logAt }: Shape, times: readonly SizedTime[]): Column {
  const logs = Float64Array.from(times, ({ items }) => logAt(items));
  // a shape that is 0 at the smallest size (log n at 1) scales its fixed cost by the next size
  const reference = logs.find(Number.isFinite) ?? 0;
  const relative = logs.map((log) => log - reference);
  return { growing: relative.map(Math.exp), logs: relative };
}

/** ln(φ + f(n) ÷ f(n₁)) at the i-th size */
function logOf({ growing, logs }: Column, fixedCost: number, i: number): number {
  return fixedCost === 0 ? (logs[i] ?? 0) : Math.log(fixedCost + (growing[i] ?? 0));
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

/** ln(φ·e^reference + e^log) */
export function logAdd(fixedCost: number, reference: number, log: number): number {
  if (fixedCost === 0) return log;
  const most = Math.max(reference, log);
  return most + Math.log(fixedCost * Math.exp(reference - most) + Math.exp(log - most));
}
