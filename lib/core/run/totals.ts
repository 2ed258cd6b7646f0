import type { MetricValues } from "./metrics.ts";
import type { ScenarioStatus } from "./statuses.ts";

/**
 * Cumulative figures of a scenario: later ones replace earlier ones, so that sampling loses nothing. Items and quality count
 * current results; time, batches and tokens count all attempts, failed ones included.
 */
export type ScenarioTotals = {
  readonly itemsDone: number;
  readonly itemsOk: number;
  readonly itemsFailed: number;
  readonly batchesDone: number;
  /** active time, without holds, pauses and downtime */
  readonly elapsedMs: number;
  /** time of workers at batches, summed; batches in flight and failed ones included */
  readonly busyMs: number;
  /** the part of the busy time spent queueing for a CPU, where the system reports it; the rest is work time */
  readonly cpuWaitMs: number;
  /** weighted score of the functional metrics, 0–1; null before the first finished item */
  readonly quality: number | null;
  readonly metrics: MetricValues;
  /** sums of the items' values `input_tokens` and `output_tokens`; 0 for a skill that calls no model */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** absent for a skill that reports no money */
  readonly reported?: ReportedCost;
};

/** Money for models as skills report it, and the tokens of those items, which are part of all tokens. */
export type ReportedCost = { readonly usd: number; readonly inputTokens: number; readonly outputTokens: number };

/** Batch size and workers of a scenario in its current attempt. */
export type ScenarioLoad = { readonly batchSize: number; readonly concurrency: number };

/**
 * Work time in milliseconds, ≥0: busy time minus CPU queueing and transfer between host and worker, so that scenarios that
 * compete for too few CPUs can be compared.
 */
export function computeWorkMs({ busyMs, cpuWaitMs }: { readonly busyMs: number; readonly cpuWaitMs: number }): number {
  return Math.max(0, busyMs - cpuWaitMs);
}

/**
 * Items of a scenario that count as done, the one figure of it everywhere: a failed one continues, in a new attempt, from the
 * items that are right, so those given up do not count.
 */
export function countItemsDone({
  status,
  totals,
}: {
  readonly status: ScenarioStatus;
  readonly totals: ItemCounts;
}): number {
  return status === "failed" ? totals.itemsOk : totals.itemsDone;
}

type ItemCounts = Pick<ScenarioTotals, "itemsDone" | "itemsOk">;
