import { computeItemLosses, computeQualityLosses, type CountedItem } from "./item-losses.ts";
import type { MetricDefinition, MetricValues } from "../run/metrics.ts";
import type { ItemResult, ResultSegment } from "../ports/event-log.ts";

/** An item that pulled a score down. */
export type CostlyItem = Pick<ItemResult, "index" | "ok" | "error" | "outcome" | "values"> & {
  readonly attempt: number;
  /** what it took from the score, in the units that the question asks in; 0 for a failed item that no figure counts */
  readonly loss: number;
  /** the metrics in which it was missed, by id */
  readonly metricIds: readonly string[];
};

export type CostlyItems = {
  /** costliest first; what failed without a figure comes last */
  readonly items: readonly CostlyItem[];
  /** how many items there are in all that have a loss or failed, and how many failed */
  readonly found: number;
  readonly failed: number;
  /** the sum of the losses of all of them */
  readonly totalLoss: number;
};

/**
 * What stands of each item in the attempt `current`: of attempts before it only what went right, as the totals have it; of
 * two results the later attempt's, and within an attempt the last word.
 */
export function selectCountedItems(segments: readonly ResultSegment[], current: number): CountedItem[] {
  const latest = new Map<number, CountedItem>();
  for (const { attempt, durationMs, results } of segments) {
    const busyMs = results.length === 0 ? 0 : durationMs / results.length;
    for (const result of results) {
      if (attempt < current && !result.ok) continue;
      const before = latest.get(result.index);
      if (before === undefined || before.attempt <= attempt) latest.set(result.index, { ...result, attempt, busyMs });
    }
  }
  return [...latest.values()].toSorted((a, b) => a.index - b.index);
}

export type CostlyItemsRequest = {
  readonly definitions: readonly MetricDefinition[];
  /** the scenario's metrics as they were told */
  readonly values: MetricValues;
  /** null: the weighted quality of all metrics */
  readonly metricId: string | null;
  readonly items: readonly CountedItem[];
  readonly limit: number;
};

/** Differences below this come from adding fractions. */
const NOISE = 1e-12;

/** The items that pulled a metric, or the quality, down, and those that failed; costliest first, at most `limit`. */
export function findCostlyItems({ definitions, values, metricId, items, limit }: CostlyItemsRequest): CostlyItems {
  const parts =
    metricId === null
      ? computeQualityLosses(definitions, values, items)
      : definitions
          .filter(({ id }) => id === metricId)
          .map((definition) => ({ metricId, losses: computeItemLosses(definition, items) }));
  const costly = items.flatMap((item, at) => {
    const found = parts.filter(({ losses }) => (losses[at] ?? 0) > NOISE);
    if (item.ok && found.length === 0) return [];
    const { index, ok, error, outcome, attempt } = item;
    const loss = found.reduce((sum, { losses }) => sum + (losses[at] ?? 0), 0);
    return [
      { index, ok, error, outcome, values: item.values, attempt, loss, metricIds: found.map((part) => part.metricId) },
    ];
  });
  return {
    items: costly.toSorted((a, b) => b.loss - a.loss || a.index - b.index).slice(0, limit),
    found: costly.length,
    failed: costly.filter(({ ok }) => !ok).length,
    totalLoss: costly.reduce((sum, { loss }) => sum + loss, 0),
  };
}
