import { standardDeviation } from "simple-statistics";
import type { MetricDefinition } from "../../run/metrics.ts";
import type { Compared } from "./compared.ts";
import type { Paired } from "./paired-groups.ts";
import { toInterval, type Estimate } from "./pairing.ts";
import { resampleQuality } from "./resample.ts";
import { isAlike } from "./score-parts.ts";

/** A smaller difference cannot be read on any screen. */
export const LEAST_QUALITY_DIFFERENCE = 0.005;

/**
 * The weighted quality of each variant, in which failed items score 0, and their differences by paired items: standard error by the
 * paired bootstrap, Student's t with one degree less than the groups of items on which the two differ, since the others say nothing
 * about the difference (as in McNemar's test, 1947). Null when some variant has no quality.
 */
export function compareQuality(
  { variants, groups, items }: Paired,
  definitions: readonly MetricDefinition[],
  level: number,
): Compared | null {
  const scored = definitions.filter(({ weight }) => weight > 0);
  const figures = variants.map((each) => ({
    items: each.items,
    busyMs: each.scenario.run?.busyMs ?? each.scenario.workMs,
  }));
  const resampled = resampleQuality(figures, groups, scored);
  const drawn = resampled.map(({ quality, draws }) => {
    const known = draws.filter((draw) => draw !== null);
    return quality === null || known.length < draws.length ? null : { quality, draws: known };
  });
  const estimate = (value: number, draws: readonly number[], differing: number): Estimate => ({
    value,
    error: standardDeviation([...draws]),
    degrees: differing - 1,
  });
  const known = drawn.filter((each) => each !== null);
  if (known.length < variants.length) return null;
  return {
    items,
    values: known.map(({ quality, draws }) => clamp(toInterval(estimate(quality, draws, groups.length), 0.95))),
    compare: (one, other) => {
      const [first, second] = [known[one], known[other]];
      const [left, right] = [variants[one]?.items, variants[other]?.items];
      if (first === undefined || second === undefined || left === undefined || right === undefined) return null;
      const draws = first.draws.map((draw, at) => draw - (second.draws[at] ?? 0));
      const differing = groups.filter((group) => !scored.every((each) => isAlike(each, left, right, group))).length;
      return toInterval(estimate(first.quality - second.quality, draws, differing), level);
    },
    isBeyond: ({ value, low, high }) => (low > 0 || high < 0) && Math.abs(value) >= LEAST_QUALITY_DIFFERENCE,
  };
}

function clamp<Each extends { readonly low: number; readonly high: number }>(interval: Each): Each {
  return { ...interval, low: Math.max(0, interval.low), high: Math.min(1, interval.high) };
}
