import type { ReportedCost, ScenarioTotals } from "../../core/run/totals.ts";
import type { ItemError } from "../../core/run/failure-kinds.ts";
import { ItemErrorCounts } from "../../core/metrics/item-errors.ts";
import { build, type Histogram } from "hdr-histogram-js";
import { computeMetrics, computeQuality } from "../../core/metrics/score.ts";
import { MAX_FIGURE, REPORTED_COST_VALUE, TOKEN_VALUES, type MetricDefinition } from "../../core/run/metrics.ts";
import type { ItemResult } from "../../core/ports/event-log.ts";

/** Samples keep three decimals in a histogram of integers, which counts exactly up to 2^53. */
const SAMPLE_SCALE = 1_000;

/** Running figures of one scenario. Time grows with the items; memory with the names that its metrics use, whatever items report. */
export type Measure = {
  add(result: ItemResult): void;
  /** removes a result that no longer counts; its cost stays */
  addSpent(result: ItemResult): void;
  addBatch(): void;
  /** busy time of workers, and how much of it they waited for a CPU */
  addBusyMs(durationMs: number, cpuWaitMs: number): void;
  totals(): Omit<ScenarioTotals, "elapsedMs">;
  /** why items failed, the most frequent errors first */
  itemErrors(): readonly ItemError[];
};

export type MeasureStart = Pick<ScenarioTotals, "batchesDone" | "busyMs" | "cpuWaitMs">;

export function createMeasure(
  definitions: readonly MetricDefinition[],
  start: MeasureStart = { batchesDone: 0, busyMs: 0, cpuWaitMs: 0 },
): Measure {
  const used = listUsedNames(definitions);
  const sums: Record<string, number> = {};
  const histograms = new Map<string, Histogram>();
  let { batchesDone, busyMs, cpuWaitMs } = start;
  /** tokens of results that no longer count */
  const spent: Record<string, number> = {};
  let itemsOk = 0;
  const errors = new ItemErrorCounts();

  function percentile(of: string, p: number): number | null {
    const histogram = histograms.get(of);
    return histogram === undefined || histogram.totalCount === 0
      ? null
      : histogram.getValueAtPercentile(p) / SAMPLE_SCALE;
  }

  const tokens = (name: (typeof TOKEN_VALUES)[number]): number => (spent[name] ?? 0) + (sums[name] ?? 0);

  const reported = createReportedCost();

  return {
    add(result) {
      reported.add(result.values);
      if (result.ok) itemsOk += 1;
      else errors.add(result.error);
      for (const [name, value] of Object.entries(result.values))
        if (used.has(name)) sums[name] = (sums[name] ?? 0) + toCounted(name, value);
      recordSamples(histograms, result.samples, used);
    },
    addSpent({ values }) {
      reported.add(values);
      for (const name of TOKEN_VALUES) spent[name] = (spent[name] ?? 0) + toCounted(name, values[name] ?? 0);
    },
    addBatch() {
      batchesDone += 1;
    },
    addBusyMs(durationMs, waitMs) {
      busyMs += durationMs;
      cpuWaitMs += waitMs;
    },
    itemErrors: () => errors.list(),
    totals() {
      const itemsFailed = errors.total;
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
        ...reported.total(),
      };
    },
  };
}

function listUsedNames(definitions: readonly MetricDefinition[]): ReadonlySet<string> {
  const ofFormulas = definitions.flatMap(({ formula }) =>
    formula.kind === "ratio" ? Object.keys({ ...formula.numerator, ...formula.denominator }) : [formula.of],
  );
  return new Set([...ofFormulas, ...TOKEN_VALUES]);
}

function recordSamples(
  histograms: Map<string, Histogram>,
  samples: ItemResult["samples"],
  used: ReadonlySet<string>,
): void {
  for (const [name, figures] of Object.entries(samples)) {
    if (!used.has(name)) continue;
    const histogram = histograms.get(name) ?? build({ numberOfSignificantValueDigits: 3 });
    histograms.set(name, histogram);
    for (const figure of figures) histogram.recordValue(Math.round(toBounded(figure, 0) * SAMPLE_SCALE));
  }
}

/** Sums the money that items report, with the tokens of those items. */
function createReportedCost() {
  let sum: ReportedCost | undefined;
  const count = (name: string, { [name]: value = 0 }: ItemResult["values"]) => toCounted(name, value);
  return {
    add(values: ItemResult["values"]): void {
      if (values[REPORTED_COST_VALUE] === undefined) return;
      sum = {
        usd: (sum?.usd ?? 0) + count(REPORTED_COST_VALUE, values),
        inputTokens: (sum?.inputTokens ?? 0) + count("input_tokens", values),
        outputTokens: (sum?.outputTokens ?? 0) + count("output_tokens", values),
      };
    },
    total: (): Pick<ScenarioTotals, "reported"> => (sum === undefined ? {} : { reported: sum }),
  };
}

const NEVER_NEGATIVE = new Set<string>([...TOKEN_VALUES, REPORTED_COST_VALUE]);

/** Results stored before figures were bounded count too, but must not make a total infinite. */
function toCounted(name: string, value: number): number {
  return toBounded(value, NEVER_NEGATIVE.has(name) ? 0 : -MAX_FIGURE);
}

function toBounded(value: number, least: number): number {
  return Number.isNaN(value) ? 0 : Math.min(MAX_FIGURE, Math.max(least, value));
}
