import { z } from "zod";
import { parseExport } from "./figures-error.ts";
import { toMeasurement, type FigureReading, type Measurement, type Parameter } from "./measurement.ts";
import { toParameter } from "./parameters.ts";
import type { Table } from "./table.ts";
import { toUnitMs } from "./units.ts";

const TIME_UNIT = z.enum(["ns", "us", "ms", "s"]);

/** Complexity rows have a coefficient instead of a time, and aggregates such as cv have no unit of time. */
const Entry = z.object({
  name: z.string(),
  run_name: z.string().optional(),
  run_type: z.string().optional(),
  aggregate_name: z.string().optional(),
  threads: z.number().optional(),
  real_time: z.number().optional(),
  time_unit: z.string().optional(),
  error_occurred: z.boolean().optional(),
  skipped: z.boolean().optional(),
});
type Entry = z.infer<typeof Entry>;

const GoogleBenchmark = z.object({ benchmarks: z.array(Entry).min(1) });

const Timed = z.object({ real_time: z.number().nonnegative(), time_unit: TIME_UNIT });

const TOOL = "google-benchmark file";
/** What the library appends to a name, and which is no argument of the benchmark. */
const OPTIONS = /^(?:min_time|min_warmup_time|iterations|repeats|real_time|process_time|manual_time)(?::|$)/;
const AGGREGATE = /_(mean|median|stddev|cv|BigO|RMS|min|max)$/;
/** The aggregates that are typical times, the preferred one first. */
const TYPICAL = ["median", "mean"];

/** `--benchmark_out_format=json`: several rows of one name are repetitions. */
export function readGoogleBenchmarkJson(document: unknown): FigureReading {
  return toReading(parseExport(GoogleBenchmark, document, TOOL).benchmarks);
}

/** `--benchmark_format=csv`. */
export function readGoogleBenchmarkCsv({ rows, notes }: Table): FigureReading {
  const benchmarks = rows.map(({ cells }) => {
    const name = cells["name"] ?? "";
    const aggregate = AGGREGATE.exec(name)?.[1];
    return {
      name: name.replace(AGGREGATE, ""),
      ...(aggregate === undefined ? {} : { run_type: "aggregate", aggregate_name: aggregate }),
      ...(Number.isFinite(Number(cells["real_time"] || Number.NaN)) ? { real_time: Number(cells["real_time"]) } : {}),
      time_unit: cells["time_unit"] ?? "",
      error_occurred: cells["error_occurred"] === "true",
    };
  });
  const reading = toReading(parseExport(GoogleBenchmark, { benchmarks }, TOOL).benchmarks);
  // the context is printed before the header
  return { ...reading, notes: [...notes, ...reading.notes] };
}

export function isGoogleBenchmarkHeader(names: readonly string[]): boolean {
  return ["name", "iterations", "real_time", "cpu_time", "time_unit"].every((name) => names.includes(name));
}

function toReading(entries: readonly Entry[]): FigureReading {
  const broken = entries.filter((entry) => entry.error_occurred === true || entry.skipped === true);
  const sound = entries.filter((entry) => !broken.includes(entry));
  const runs = sound.filter((entry) => entry.run_type !== "aggregate");
  const aggregate = TYPICAL.find((name) => sound.some((entry) => entry.aggregate_name === name));
  const chosen = runs.length > 0 ? runs : sound.filter((entry) => entry.aggregate_name === aggregate);
  const used = parseExport(
    z.array(Entry.extend(Timed.shape)).min(1, { error: "no benchmark has a time" }),
    chosen,
    TOOL,
  );
  const names = [...new Set(broken.map(({ name }) => name))];
  return {
    tool: TOOL,
    measurements: used.map(toBenchmarkMeasurement),
    unit: null,
    namesAreScenarios: false,
    notes: [
      ...(runs.length === 0 && aggregate !== undefined ? [`took the ${aggregate} of the repetitions as the time`] : []),
      ...(names.length > 0 ? [`left out benchmarks that reported an error: ${names.join(", ")}`] : []),
    ],
  };
}

/** "BM_Sort/1024/threads:4" is BM_Sort with the argument 1024 and 4 threads. */
function toBenchmarkMeasurement(entry: Entry & z.infer<typeof Timed>): Measurement {
  const [family = "", ...rest] = splitName(entry.run_name ?? entry.name);
  const kept = rest.filter((part) => !OPTIONS.test(part));
  const parameters = kept.flatMap((part, at): Parameter[] => {
    const [, name = `argument ${at + 1}`, text = ""] = /^(?:([^:]+):)?(.+)$/.exec(part) ?? [];
    const parameter = toParameter(name, text);
    return parameter.size === null ? [] : [parameter];
  });
  const words = kept.filter((part) => parameters.every(({ text }) => part !== text && !part.endsWith(`:${text}`)));
  return toMeasurement({
    name: [family, ...words].join("/"),
    parameters:
      parameters.length === 1
        ? parameters.map((each) => ({ ...each, name: each.name.replace(/^argument 1$/, "") }))
        : parameters,
    elapsedMs: entry.real_time * (toUnitMs(entry.time_unit) ?? Number.NaN),
  });
}

/** Splits at slashes outside of template arguments: `BM_Map<a/b>/8`. */
function splitName(name: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const sign of name) {
    if (sign === "<") depth += 1;
    if (sign === ">") depth -= 1;
    if (sign === "/" && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts;
}
