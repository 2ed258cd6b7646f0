import { mean, sampleCorrelation, sampleStandardDeviation } from "simple-statistics";
import type { Interval } from "../../run/judgement.ts";
import { computeStudentQuantile } from "./student.ts";

/** Share of an interval's cases that it may miss. */
const ALPHA = 0.05;
/** Share of the blocks at either end that hardly count: other programs disturb a few. */
const TRIMMED = 0.2;
/** Neighbouring blocks are never counted as more alike than this. */
const MOST_ALIKE = 0.8;

/** The level of each of `comparisons` intervals that together hold in 95 % of cases (Bonferroni). */
export function toSharedLevel(comparisons: number): number {
  return 1 - ALPHA / Math.max(1, comparisons);
}

/** An estimate with its standard error and degrees of freedom. */
export type Estimate = { readonly value: number; readonly error: number; readonly degrees: number };

/** value ± t · error */
export function toInterval({ value, error, degrees }: Estimate, level: number): Interval {
  const reach = error === 0 ? 0 : error * computeStudentQuantile(level, degrees);
  return { value, low: value - reach, high: value + reach };
}

/** An interval of logarithms as one of ratios. */
export function toRatios({ value, low, high }: Interval): Interval {
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}

/**
 * The middle of paired values: the mean of the inner three fifths, with the standard error s_w / (0.6·√n), where s_w is the
 * deviation of the values with the outer ones replaced by the inner ends (Yuen, 1974). Where neighbours are alike by a correlation
 * r > 0, the error is √((1 + r) ÷ (1 − r)) times as large, as for a first-order autoregressive series.
 *
 * @param values ≥2, such as logarithms of the ratios of block times
 */
export function computeTrimmedMean(values: readonly number[]): Estimate {
  const count = values.length;
  const cut = Math.floor(TRIMMED * count);
  const ascending = values.toSorted((one, other) => one - other);
  const inner = ascending.slice(cut, count - cut);
  const [least = 0, most = 0] = [inner[0], inner.at(-1)];
  const winsorised = values.map((value) => Math.min(most, Math.max(least, value)));
  const scatter = sampleStandardDeviation(winsorised);
  const error = scatter / ((1 - (2 * cut) / count) * Math.sqrt(count));
  return { value: mean(inner), error: error * computeInflation(winsorised), degrees: inner.length - 1 };
}

function computeInflation(values: readonly number[]): number {
  if (values.length < 4) return 1;
  const measured = sampleCorrelation(values.slice(0, -1), values.slice(1));
  // values that are all the same have no correlation
  const alike = Number.isFinite(measured) ? Math.min(MOST_ALIKE, Math.max(0, measured)) : 0;
  return Math.sqrt((1 + alike) / (1 - alike));
}

/**
 * ln(Σ first ÷ Σ second) with the standard error of the linearised ratio: s(aᵢ ÷ ā − bᵢ ÷ b̄) ÷ √n. For amounts that are added up,
 * such as money, every block counts in full. Null unless both sums are above 0.
 *
 * @param second null: the sum of the first alone, ln(Σ first ÷ n), with the error s(aᵢ ÷ ā) ÷ √n
 */
export function computeSumRatio(first: readonly number[], second: readonly number[] | null): Estimate | null {
  const means = [mean([...first]), second === null ? 1 : mean([...second])] as const;
  if (!(means[0] > 0) || !(means[1] > 0)) return null;
  const parts = first.map((value, at) => value / means[0] - (second === null ? 0 : (second[at] ?? 0) / means[1]));
  const error = parts.length < 2 ? 0 : sampleStandardDeviation(parts) / Math.sqrt(parts.length);
  return { value: Math.log(means[0] / means[1]), error, degrees: parts.length - 1 };
}
