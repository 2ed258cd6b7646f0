import { sum as sumOf } from "simple-statistics";
import type { Explanation, SizedTime } from "./evidence.ts";
import type { Shape } from "./shapes.ts";

/** Scatter between sizes assumed for the weights. */
const LEAST_ERROR = 0.05;

/** c and φ of T = c·(φ·f(n₁) + f(n)), as far as the times determine them. */
export type Curve = {
  /** work time of all items, in milliseconds */
  readonly at: (items: number) => number;
  /** the part that is the same at every size; below 0 where the smallest sizes take less than their share */
  readonly fixedMs: number;
  /** ln(time ÷ curve) of each size */
  readonly residuals: readonly number[];
};

/** The curve of a shape through the times, outliers left out, with the most probable fixed cost. */
export function fitCurve(shape: Shape, { outliers, fixedCosts }: Explanation, times: readonly SizedTime[]): Curve {
  const reference = Math.exp(times.map(({ items }) => shape.logAt(items)).find(Number.isFinite) ?? 0);
  const [fixedCost] = fixedCosts.reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0]);
  const shapeAt = (items: number): number => fixedCost * reference + Math.exp(shape.logAt(items));
  const counted = times.filter((_, i) => (outliers[i] ?? 0) < 0.5);
  const weights = counted.map(({ error }) => 1 / (LEAST_ERROR ** 2 + error ** 2));
  const scale = Math.exp(
    sumOf(counted.map(({ items, ms }, i) => (weights[i] ?? 0) * Math.log(ms / shapeAt(items)))) / sumOf(weights),
  );
  const at = (items: number): number => scale * shapeAt(items);
  return {
    at,
    fixedMs: scale * fixedCost * reference,
    residuals: times.map(({ items, ms }) => Math.log(ms / at(items))),
  };
}
