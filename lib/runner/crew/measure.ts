import type { ScenarioTotals } from "../../core/run/totals.ts";
import { build, type Histogram } from "hdr-histogram-js";
import { computeMetrics, computeQuality } from "../../core/metrics/score.ts";
import { MAX_FIGURE, TOKEN_VALUES, type MetricDefinition } from "../../core/run/metrics.ts";
import type { ItemResult } from "../../core/ports/event-log.ts";

/** Samples keep three decimals in a histogram of integers, which counts exactly up to 2^53. */
const SAMPLE_SCALE = 1_000;

/** Running figures of one scenario. Memory and time grow with the items, not with the queries. */
export type Measure = {
  add(result: ItemResult): void;
  /** removes a result that no longer counts; its cost stays */
  addSpent(result: ItemResult): void;
  addBatch(): void;
  /** busy time of workers, and how much of it they waited for a CPU */
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
  /** tokens of results that no longer count */
  const spent: Record<string, number> = {};
  let itemsOk = 0;
  let itemsFailed = 0;

  function percentile(of: string, p: number): number | null {
    const histogram = histograms.get(of);
    return histogram === undefined || histogram.totalCount === 0
      ? null
      : histogram.getValueAtPercentile(p) / SAMPLE_SCALE;
  }

  function tokens(name: (typeof TOKEN_VALUES)[number]): number {
    return (spent[name] ?? 0) + (sums[name] ?? 0);
  }

  return {
    add(result) {
      if (result.ok) itemsOk += 1;
      else itemsFailed += 1;
      for (const [name, value] of Object.entries(result.values))
        sums[name] = (sums[name] ?? 0) + toCounted(name, value);
      for (const [name, samples] of Object.entries(result.samples)) {
        const histogram = histograms.get(name) ?? build({ numberOfSignificantValueDigits: 3 });
        histograms.set(name, histogram);
        for (const sample of samples) histogram.recordValue(Math.round(toBounded(sample, 0) * SAMPLE_SCALE));
      }
    },
    addSpent({ values }) {
      for (const name of TOKEN_VALUES) spent[name] = (spent[name] ?? 0) + toCounted(name, values[name] ?? 0);
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
        inputTokens: tokens("input_tokens"),
        outputTokens: tokens("output_tokens"),
      };
    },
  };
}

const NEVER_NEGATIVE = new Set<string>(TOKEN_VALUES);

/** Results stored before figures were bounded count too, but must not make a total infinite. */
function toCounted(name: string, value: number): number {
  return toBounded(value, NEVER_NEGATIVE.has(name) ? 0 : -MAX_FIGURE);
}

function toBounded(value: number, least: number): number {
  return Number.isNaN(value) ? 0 : Math.min(MAX_FIGURE, Math.max(least, value));
}
