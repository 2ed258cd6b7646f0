import { sampleStandardDeviation } from "simple-statistics";

/** Where each of ten runs stands in a normal distribution, in standard deviations; the two in the middle are at the median. */
const QUANTILES: readonly number[] = [-1.645, -1.036, -0.674, -0.385, 0, 0, 0.385, 0.674, 1.036, 1.645];
const SCALE = sampleStandardDeviation([...QUANTILES]);

/** How many runs are assumed where an export has their scatter alone: the least that hyperfine makes by itself. */
export const ASSUMED_RUNS = QUANTILES.length;

/** Ten runs with this median and this standard deviation, for exports that do not list the runs; none without scatter. */
export function spreadRuns({
  medianMs,
  deviation,
}: {
  readonly medianMs: number;
  /** standard deviation as a share of the mean */
  readonly deviation: number;
}): readonly number[] {
  if (!(medianMs > 0) || !(deviation > 0) || !Number.isFinite(deviation)) return [];
  const ofLogarithm = Math.sqrt(Math.log1p(deviation ** 2)) / SCALE;
  return QUANTILES.map((at) => medianMs * Math.exp(at * ofLogarithm));
}
