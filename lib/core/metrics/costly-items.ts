import { computeItemLosses, computeQualityLosses, type CountedItem } from "./item-losses.ts";
import type { MetricDefinition, MetricValues } from "../run/metrics.ts";
import type { ItemResult, ResultSegment } from "../ports/event-log.ts";

/** An item that lowered a score. */
export type CostlyItem = Pick<ItemResult, "index" | "ok" | "error" | "outcome" | "values"> & {
  readonly attempt: number;
  /** how much it lowered the score, in the unit of the request; 0 for a failed item without figures */
  readonly loss: number;
  /** ids of the metrics that it lowered */
  readonly metricIds: readonly string[];
};

export type CostlyItems = {
  /** costliest first; failed items without figures last */
  readonly items: readonly CostlyItem[];
  /** number of items with a loss or a failure, and how many of them failed */
  readonly found: number;
  readonly failed: number;
  /** sum of all their losses */
  readonly totalLoss: number;
};

/**
 * The result that counts for each item in the attempt `current`: the one of the latest attempt, and the last one within an
 * attempt. Like in the totals, only successful results of earlier attempts count.
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
  /** the scenario's metrics */
  readonly values: MetricValues;
  /** null: the weighted quality of all metrics */
  readonly metricId: string | null;
  readonly items: readonly CountedItem[];
  readonly limit: number;
};

/** Smaller differences are rounding errors of sums. */
const NOISE = 1e-12;

/** The items that lowered a metric or the quality, and the failed ones; costliest first, at most `limit`. */
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
