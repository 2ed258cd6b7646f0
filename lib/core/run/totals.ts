import type { MetricValues } from "./metrics.ts";

/**
 * Cumulative figures of a scenario: a later one replaces an earlier, so sampling loses nothing. Items and quality are of the
 * results that stand; time, batches and tokens are of all attempts, those that failed too.
 */
export type ScenarioTotals = {
  readonly itemsDone: number;
  readonly itemsOk: number;
  readonly itemsFailed: number;
  readonly batchesDone: number;
  /** active time: holds, pauses and downtime left out */
  readonly elapsedMs: number;
  /** time of workers at batches, added up; batches under way and failed ones count too */
  readonly busyMs: number;
  /** of the busy time what workers stood in line for a processor, where the system tells; the rest is work */
  readonly cpuWaitMs: number;
  /** weighted score of the functional metrics, 0–1; null before the first finished item */
  readonly quality: number | null;
  readonly metrics: MetricValues;
  /** sums of the items' values `input_tokens` and `output_tokens`; 0 for a skill that calls no model */
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** How a scenario's work is cut and spread in its current attempt. */
export type ScenarioLoad = { readonly batchSize: number; readonly concurrency: number };
