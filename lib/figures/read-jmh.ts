import { z } from "zod";
import { FiguresError, parseExport } from "./figures-error.ts";
import { toMeasurement, type FigureReading, type Measurement, type Parameter } from "./measurement.ts";
import { toParameter, toParameters } from "./parameters.ts";
import type { Table } from "./table.ts";
import { toUnitMs } from "./units.ts";

const JmhResult = z.object({
  benchmark: z.string(),
  mode: z.string(),
  threads: z.number().int().positive().optional(),
  params: z.record(z.string(), z.string()).optional(),
  primaryMetric: z.object({
    score: z.number().nonnegative(),
    scoreUnit: z.string(),
    rawData: z.array(z.array(z.number())).optional(),
  }),
});
type JmhResult = z.infer<typeof JmhResult>;

const JmhResults = z.array(JmhResult).min(1);

const TOOL = "JMH result";
const CSV_PARAMETER = /^param:_?/;
/** Each result is one sampled or single-shot time instead of an average. */
const TIME_PER_OPERATION = /^(ns|us|ms|s|min|hr|day)\/op$/;
const OPERATIONS_PER_TIME = /^ops\/(ns|us|ms|s|min|hr|day)$/;

/** `-rf json`. Iterations are the repeats. */
export function readJmhJson(document: unknown): FigureReading {
  return toReading(parseExport(JmhResults, document, TOOL));
}

/** `-rf csv`: has scores only. Secondary results follow as rows of their own, named "benchmark:name". */
export function readJmhCsv({ rows, columns, notes }: Table): FigureReading {
  const names = columns.filter((name) => CSV_PARAMETER.test(name));
  const results = rows
    .filter(({ cells }) => !(cells["benchmark"] ?? "").includes(":"))
    .map(({ cells }) => ({
      benchmark: cells["benchmark"],
      mode: cells["mode"],
      threads: Number(cells["threads"]),
      params: Object.fromEntries(
        names.flatMap((name) => (cells[name] ? [[name.replace(CSV_PARAMETER, ""), cells[name]]] : [])),
      ),
      primaryMetric: { score: Number(cells["score"] || Number.NaN), scoreUnit: cells["unit"] },
    }));
  const reading = toReading(parseExport(JmhResults, results, TOOL));
  return { ...reading, notes: [...notes, ...reading.notes] };
}

export function isJmhHeader(names: readonly string[]): boolean {
  return ["benchmark", "mode", "threads", "samples", "score", "unit"].every((name) => names.includes(name));
}

function toReading(results: readonly JmhResult[]): FigureReading {
  const modes = new Set(results.map(({ mode }) => mode));
  const threads = new Set(results.map((result) => result.threads));
  const rate = results.find(({ primaryMetric }) => OPERATIONS_PER_TIME.test(primaryMetric.scoreUnit));
  return {
    tool: TOOL,
    measurements: results.map((result) => toJmhMeasurement(result, modes.size > 1, threads.size > 1)),
    unit: null,
    namesAreScenarios: false,
    notes: rate === undefined ? [] : [`turned ${rate.primaryMetric.scoreUnit} into time per operation`],
  };
}

function toJmhMeasurement(result: JmhResult, namesMode: boolean, namesThreads: boolean): Measurement {
  const { benchmark, mode, params = {}, threads = 1, primaryMetric } = result;
  const { score, scoreUnit, rawData = [] } = primaryMetric;
  const toMs = toTime(scoreUnit, benchmark);
  const scores = rawData.flat();
  const extra: readonly Parameter[] = namesThreads ? [toParameter("threads", String(threads))] : [];
  return toMeasurement({
    name: namesMode ? `${benchmark} (${mode})` : benchmark,
    parameters: [...toParameters(params), ...extra],
    elapsedMs: toMs(score),
    repeatsMs: scores.length > 1 && scores.every((each) => each > 0) ? scores.map(toMs) : [],
  });
}

/** Turns a score into milliseconds per operation. */
function toTime(scoreUnit: string, benchmark: string): (score: number) => number {
  const perOperation = toJmhUnitMs(TIME_PER_OPERATION.exec(scoreUnit)?.[1]);
  if (perOperation !== null) return (score) => score * perOperation;
  const perTime = toJmhUnitMs(OPERATIONS_PER_TIME.exec(scoreUnit)?.[1]);
  if (perTime !== null) return (score) => perTime / score;
  throw new FiguresError(
    `this ${TOOL} has scores of ${benchmark} in ${scoreUnit}: only times and rates can be judged, such as ms/op and ops/s`,
  );
}

function toJmhUnitMs(unit: string | undefined): number | null {
  return unit === undefined ? null : toUnitMs(unit);
}
