import { logSumExp } from "./density.ts";
import { createWeigher, type Assumptions, type SizedTime } from "./evidence.ts";
import { createExponential, createPower, type Shape } from "./shapes.ts";
import type { Interval } from "../../../run/judgement.ts";
import { range } from "./weigh.ts";

const [FLATTEST, STEEPEST, STEP] = [-4, 16, 0.5];
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
  const rates = range(1, 60, 1).map((growth) => growth / (last.items - first.items));
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
  const finer = selectFiner(
    values,
    values.map((value) => weigh(toShape(value))),
  );
  const logs = finer.map((value) => weigh(toShape(value)));
  const total = logSumExp(logs);
  if (!Number.isFinite(total)) return null;
  const quantile = toQuantile(
    finer,
    logs.map((log) => Math.exp(log - total)),
  );
  const [low, high] = [quantile(TAIL), quantile(1 - TAIL)];
  // the value that fits best, rather than the median, which a doubtful fixed cost would shift
  const best = finer[logs.indexOf(Math.max(...logs))] ?? quantile(0.5);
  return { value: Math.min(high, Math.max(low, best)), low, high };
}

/** Densities below this fraction of the largest, ln, are not looked at closer. */
const NEGLIGIBLE = -12;
const FINER = 60;

/** Evenly spaced values over the range in which the densities are not negligible, and the whole ones among them. */
function selectFiner(values: readonly number[], logs: readonly number[]): readonly number[] {
  const most = Math.max(...logs);
  const kept = values.filter((_, i) => (logs[i] ?? -Infinity) - most >= NEGLIGIBLE);
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  const [low, high] = [Math.min(...kept) - step, Math.max(...kept) + step];
  const round = values.filter((value) => Number.isInteger(value) && value > low && value < high);
  return [...range(low, high, (high - low) / FINER), ...round].toSorted((one, other) => one - other);
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
