import { build, type Histogram } from "hdr-histogram-js";
import { computeMetrics, computeQuality } from "../core/metrics-score.ts";
import type { MetricDefinition } from "../core/metrics.ts";
import type { ScenarioTotals } from "../core/events.ts";
import type { ItemResult } from "../core/ports/event-log.ts";

/** Samples keep three decimals in a histogram of whole numbers. */
const SAMPLE_SCALE = 1_000;

/** Running figures of one scenario: cost grows with the items, not with the questions asked of them. */
export type Measure = {
  add(result: ItemResult): void;
  /** of a result that counts no more, what it has cost stays */
  addSpent(result: ItemResult): void;
  addBatch(): void;
  /** busy time of workers, and how much of it they stood in line for a processor */
  addBusyMs(durationMs: number, cpuWaitMs: number): void;
  totals(): Omit<ScenarioTotals, "elapsedMs">;
};

export type MeasureStart = Pick<ScenarioTotals, "batchesDone" | "busyMs" | "cpuWaitMs">;

export function createMeasure(
  definitions: readonly MetricDefinition[],
  start: MeasureStart = { batchesDone: 0, busyMs: 0, cpuWaitMs: 0 },
): Measure {
  const sums: Record<string, number> = {};
  const histograms = new Map<string, Histogram>();
  let { batchesDone, busyMs, cpuWaitMs } = start;
  const spent = { inputTokens: 0, outputTokens: 0 };
  let itemsOk = 0;
  let itemsFailed = 0;

  function percentile(of: string, p: number): number | null {
    const histogram = histograms.get(of);
    return histogram === undefined || histogram.totalCount === 0
      ? null
      : histogram.getValueAtPercentile(p) / SAMPLE_SCALE;
  }

  return {
    add(result) {
      if (result.ok) itemsOk += 1;
      else itemsFailed += 1;
      for (const [name, value] of Object.entries(result.values)) sums[name] = (sums[name] ?? 0) + value;
      for (const [name, samples] of Object.entries(result.samples)) {
        const histogram = histograms.get(name) ?? build({ numberOfSignificantValueDigits: 3 });
        histograms.set(name, histogram);
        for (const sample of samples) histogram.recordValue(Math.max(0, Math.round(sample * SAMPLE_SCALE)));
      }
    },
    addSpent({ values }) {
      spent.inputTokens += values["input_tokens"] ?? 0;
      spent.outputTokens += values["output_tokens"] ?? 0;
    },
    addBatch() {
      batchesDone += 1;
    },
    addBusyMs(durationMs, waitMs) {
      busyMs += durationMs;
      cpuWaitMs += waitMs;
    },
    totals() {
      const metrics = computeMetrics(definitions, { sums, percentile, busyMs });
      const quality = itemsOk + itemsFailed === 0 ? null : computeQuality(definitions, metrics);
      return {
        itemsDone: itemsOk + itemsFailed,
        itemsOk,
        itemsFailed,
        batchesDone,
        busyMs,
        cpuWaitMs,
        quality,
        metrics,
        inputTokens: spent.inputTokens + (sums["input_tokens"] ?? 0),
        outputTokens: spent.outputTokens + (sums["output_tokens"] ?? 0),
      };
    },
  };
}
