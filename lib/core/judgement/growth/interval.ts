import { createWeigher, logSumExp, type Assumptions, type SizedTime } from "./evidence.ts";
import { createExponential, createPower, type Shape } from "./shapes.ts";
import type { Interval } from "../../run/judgement.ts";
import { range } from "./weigh.ts";

const [FLATTEST, STEEPEST, STEP] = [-2, 8, 0.08];
/** 99 % central intervals. */
const TAIL = 0.005;

/** The exponent b of T = c₀ + c·n^b, all values equally probable before the times are seen; 99 % central interval. */
export function estimatePower(times: readonly SizedTime[], assumptions: Assumptions): Interval | null {
  if (times.length < 2) return null;
  return toInterval(range(FLATTEST, STEEPEST, STEP), createPlainPower, times, assumptions);
}

/** The factor e^r by which each further item multiplies the time; 99 % central interval. */
export function estimateFactor(times: readonly SizedTime[], assumptions: Assumptions): Interval | null {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const rates = range(0.5, 60, 0.5).map((growth) => growth / (last.items - first.items));
  const rate = toInterval(rates, createExponential, times, assumptions);
  return rate === null ? null : { value: Math.exp(rate.value), low: Math.exp(rate.low), high: Math.exp(rate.high) };
}

/** A falling power with a fixed cost could be any. */
function createPlainPower(exponent: number): Shape {
  const shape = createPower(exponent);
  return exponent < 0 ? { ...shape, fixedCost: "none" } : shape;
}

function toInterval(
  values: readonly number[],
  toShape: (value: number) => Shape,
  times: readonly SizedTime[],
  assumptions: Assumptions,
): Interval | null {
  const { weigh } = createWeigher(times, assumptions);
  const logs = values.map((value) => weigh(toShape(value)));
  const total = logSumExp(logs);
  if (!Number.isFinite(total)) return null;
  const quantile = toQuantile(
    values,
    logs.map((log) => Math.exp(log - total)),
  );
  return { value: quantile(0.5), low: quantile(TAIL), high: quantile(1 - TAIL) };
}

/** Quantiles of ascending values with these probabilities, each spread evenly halfway to its neighbours. */
export function toQuantile(values: readonly number[], probabilities: readonly number[]): (share: number) => number {
  let below = 0;
  const cumulative = probabilities.map((probability) => (below += probability));
  return (share) => {
    const found = cumulative.findIndex((each) => each >= share);
    const at = found === -1 ? values.length - 1 : found;
    const value = values[at] ?? 0;
    const [low, high] = [(value + (values[at - 1] ?? value)) / 2, (value + (values[at + 1] ?? value)) / 2];
    const [from, to] = [cumulative[at - 1] ?? 0, cumulative[at] ?? 1];
    return low + (to > from ? (share - from) / (to - from) : 0.5) * (high - low);
  };
}
