import { createRandom } from "../../kit/random.ts";
import { computeMetrics, scoreMetric } from "../../metrics/score.ts";
import type { MetricDefinition, MetricValues } from "../../run/metrics.ts";
import { countUnscored } from "./score-parts.ts";
import type { GroupedSamples, VariantItems } from "./variant-items.ts";

/** Draws per comparison: a standard error from so many is itself off by 3 %. */
const DRAWS = 600;
/** Always the same, so that a judgement can be repeated. */
const SEED = 0x5eed;

/** A variant's items with the time of its workers, for metrics that are rates. */
export type QualityFigures = { readonly items: VariantItems; readonly busyMs: number };

export type ResampledQuality = {
  /** the quality over all groups that count; null when undefined */
  readonly quality: number | null;
  /** that of each draw */
  readonly draws: readonly (number | null)[];
};

/**
 * The paired bootstrap (Efron and Tibshirani, 1993): groups of items are drawn with replacement, the same ones for every variant,
 * and the weighted score is computed from each draw, with its ratios and percentiles. `groups`: those that count.
 */
export function resampleQuality(
  variants: readonly QualityFigures[],
  groups: readonly number[],
  definitions: readonly MetricDefinition[],
): readonly ResampledQuality[] {
  const random = createRandom(SEED);
  const once = countDrawn(variants, groups);
  const weights = Array.from({ length: DRAWS }, () => {
    const drawn = groups.map(() => groups[Math.floor(random() * groups.length)] ?? 0);
    return countDrawn(variants, drawn);
  });
  return variants.map((variant) => ({
    quality: computeWeighted(variant, once, definitions),
    draws: weights.map((each) => computeWeighted(variant, each, definitions)),
  }));
}

/** How often each group was drawn. */
function countDrawn(variants: readonly QualityFigures[], drawn: readonly number[]): Uint16Array {
  const counts = new Uint16Array(variants[0]?.items.sizes.length ?? 0);
  for (const group of drawn) counts[group] = (counts[group] ?? 0) + 1;
  return counts;
}

function computeWeighted(
  { items, busyMs }: QualityFigures,
  counts: Uint16Array,
  definitions: readonly MetricDefinition[],
): number | null {
  const sums: Record<string, number> = {};
  for (const [name, column] of items.sums) sums[name] = weigh(column, counts);
  const percentile = (of: string, p: number): number | null => {
    const samples = items.samples.get(of);
    return samples === undefined ? null : findPercentile(samples, counts, p);
  };
  return weighScores(definitions, computeMetrics(definitions, { sums, percentile, busyMs }), (definition) => {
    const unscored = countUnscored(definition, items, (column) => weigh(column, counts));
    return unscored === 0 ? 1 : 1 - unscored / weigh(items.done, counts);
  });
}

/**
 * Like the quality, but a share counts as it is instead of against its target, since beyond the target one may still be better, and
 * each score is multiplied by the share of items that it counts: one that failed scores 0, however good the others are.
 */
function weighScores(
  definitions: readonly MetricDefinition[],
  values: MetricValues,
  toScoredShare: (definition: MetricDefinition) => number,
): number | null {
  let [weights, scores] = [0, 0];
  for (const definition of definitions) {
    const value = values[definition.id] ?? null;
    if (value === null) continue;
    weights += definition.weight;
    scores += definition.weight * scoreShare(definition, value) * toScoredShare(definition);
  }
  return weights > 0 ? Math.min(1, scores / weights) : null;
}

function scoreShare(definition: MetricDefinition, value: number): number {
  const { unit, target } = definition;
  const isShare = unit === "ratio" && target.comparison !== "=" && value >= 0 && value <= 1;
  if (!isShare) return scoreMetric(definition, value);
  return target.comparison.startsWith(">") ? value : 1 - value;
}

function weigh(column: Float64Array | Uint32Array, counts: Uint16Array): number {
  let total = 0;
  for (let group = 0; group < counts.length; group += 1) total += (column[group] ?? 0) * (counts[group] ?? 0);
  return total;
}

/** The smallest sample at or below which p percent of the drawn ones lie. */
function findPercentile({ values, groups }: GroupedSamples, counts: Uint16Array, p: number): number | null {
  let total = 0;
  for (let at = 0; at < groups.length; at += 1) total += counts[groups[at] ?? 0] ?? 0;
  if (total === 0) return null;
  let below = 0;
  for (let at = 0; at < values.length; at += 1) {
    below += counts[groups[at] ?? 0] ?? 0;
    if (below * 100 >= p * total) return values[at] ?? null;
  }
  return values.at(-1) ?? null;
}
