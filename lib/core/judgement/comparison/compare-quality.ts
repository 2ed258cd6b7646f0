import { standardDeviation } from "simple-statistics";
import type { MetricDefinition } from "../../run/metrics.ts";
import { toInterval, type Estimate } from "./pairing.ts";
import { resampleQuality, type QualityFigures } from "./resample.ts";
import type { Comparable, Compared } from "./compared.ts";

/** A smaller difference cannot be read on any screen. */
export const LEAST_QUALITY_DIFFERENCE = 0.005;

/**
 * The weighted quality of each variant, and their differences by paired items: standard error by the paired bootstrap, Student's t
 * with one degree less than the groups of items on which the two differ, since the others say nothing about the difference (as in
 * McNemar's test, 1947). Null when some variant has no quality.
 */
export function compareQuality(
  variants: readonly Comparable[],
  definitions: readonly MetricDefinition[],
  level: number,
): Compared | null {
  const figures = variants.flatMap(({ scenario, items }): readonly QualityFigures[] =>
    items === null ? [] : [{ items, busyMs: scenario.run?.busyMs ?? scenario.workMs }],
  );
  const groups = selectWholeGroups(figures);
  if (figures.length < variants.length || groups.length < 2) return null;
  const scored = definitions.filter(({ weight }) => weight > 0);
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
    items: groups.reduce((sum, group) => sum + (figures[0]?.items.sizes[group] ?? 0), 0),
    values: known.map(({ quality, draws }) => clamp(toInterval(estimate(quality, draws, groups.length), 0.95))),
    compare: (one, other) => {
      const [first, second] = [known[one], known[other]];
      const [left, right] = [figures[one]?.items, figures[other]?.items];
      if (first === undefined || second === undefined || left === undefined || right === undefined) return null;
      const draws = first.draws.map((draw, at) => draw - (second.draws[at] ?? 0));
      const differing = groups.filter((group) => differ(left, right, group)).length;
      return toInterval(estimate(first.quality - second.quality, draws, differing), level);
    },
    isBeyond: ({ value, low, high }) => (low > 0 || high < 0) && Math.abs(value) >= LEAST_QUALITY_DIFFERENCE,
  };
}

/** The groups of items that every variant finished. */
function selectWholeGroups(figures: readonly QualityFigures[]): readonly number[] {
  const [first] = figures;
  return first === undefined
    ? []
    : [...first.items.sizes.keys()].filter((group) =>
        figures.every(({ items }) => (items.done[group] ?? 0) >= (items.sizes[group] ?? 0)),
      );
}

/** Whether two variants have other results in a group; samples, such as times, always differ. */
function differ(one: QualityFigures["items"], other: QualityFigures["items"], group: number): boolean {
  if (one.samples.size > 0 || other.samples.size > 0) return true;
  const names = new Set([...one.sums.keys(), ...other.sums.keys()]);
  return [...names].some((name) => (one.sums.get(name)?.[group] ?? 0) !== (other.sums.get(name)?.[group] ?? 0));
}

function clamp<Each extends { readonly low: number; readonly high: number }>(interval: Each): Each {
  return { ...interval, low: Math.max(0, interval.low), high: Math.min(1, interval.high) };
}
