import { median as medianOf } from "simple-statistics";
import { z } from "zod";
import { parseExport } from "./figures-error.ts";
import { toMeasurement, type FigureReading, type Measurement, type Parameter } from "./measurement.ts";
import { toParameters } from "./parameters.ts";
import { ASSUMED_RUNS, spreadRuns } from "./text/spread.ts";
import type { Table } from "./table.ts";

const seconds = z.number().nonnegative();

const HyperfineExport = z.object({
  results: z
    .array(
      z.object({
        command: z.string(),
        mean: seconds,
        stddev: seconds.nullish(),
        median: seconds.optional(),
        times: z.array(seconds).optional(),
        exit_codes: z.array(z.number().nullable()).optional(),
        parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .min(1),
});
type Result = z.infer<typeof HyperfineExport>["results"][number];

const CSV_PARAMETER = "parameter_";

/** `hyperfine --export-json`: times are in seconds. */
export function readHyperfineJson(document: unknown): FigureReading {
  return toReading(parseExport(HyperfineExport, document, "hyperfine export").results);
}

/** `hyperfine --export-csv`: has the parameters as columns, and no single runs. */
export function readHyperfineCsv({ rows, columns, notes }: Table): FigureReading {
  const names = columns.filter((name) => name.startsWith(CSV_PARAMETER));
  const results = rows.map(({ cells }) => ({
    command: cells["command"] ?? "",
    mean: toSeconds(cells["mean"]),
    // empty after a single run
    stddev: cells["stddev"] ? toSeconds(cells["stddev"]) : null,
    ...(cells["median"] === undefined ? {} : { median: toSeconds(cells["median"]) }),
    ...(names.length === 0
      ? {}
      : { parameters: Object.fromEntries(names.map((name) => [name.slice(CSV_PARAMETER.length), cells[name] ?? ""])) }),
  }));
  const reading = toReading(parseExport(HyperfineExport, { results }, "hyperfine export").results);
  return { ...reading, notes: [...notes, ...reading.notes] };
}

function describeScatter(results: readonly Result[]): readonly string[] {
  const isAssumed = results.some(({ times = [], stddev }) => times.length === 0 && stddev != null && stddev > 0);
  return isAssumed
    ? [`the file lists no runs: took their scatter from stddev, as of ${ASSUMED_RUNS} runs, hyperfine's usual minimum`]
    : [];
}

export function isHyperfineHeader(names: readonly string[]): boolean {
  return ["command", "mean", "stddev", "user", "system"].every((name) => names.includes(name));
}

/** An empty or invalid cell stays text, for the schema to report. */
function toSeconds(cell: string | undefined): number | string {
  return cell === undefined || cell === "" || Number.isNaN(Number(cell)) ? (cell ?? "") : Number(cell);
}

function toReading(results: readonly Result[]): FigureReading {
  const bases = toBases(results);
  const measurements = results.map((result, at) => toHyperfineMeasurement(result, bases[at] ?? result.command));
  return {
    tool: "hyperfine export",
    measurements,
    unit: null,
    namesAreScenarios: false,
    notes: describeScatter(results),
  };
}

function toHyperfineMeasurement(result: Result, name: string): Measurement {
  const { mean, stddev, median = mean, times = [], exit_codes: codes = [] } = result;
  const succeeded = times.filter((_, at) => (codes[at] ?? 0) === 0);
  // when every run failed, their times are all there is; the share of failures says so
  const kept = succeeded.length > 0 ? succeeded : times;
  const failed = codes.length === 0 ? null : codes.filter((code) => code !== 0).length / codes.length;
  return toMeasurement({
    name,
    parameters: toParameters(result.parameters ?? {}),
    elapsedMs: (kept.length > 0 ? medianOf(kept) : median) * 1_000,
    repeatsMs:
      times.length > 0
        ? kept.map((time) => time * 1_000)
        : spreadRuns({ medianMs: median * 1_000, deviation: (stddev ?? 0) / mean }),
    failedShare: failed,
  });
}

/** The commands without the values of their parameters, so that the runs of one scan share a name. */
function toBases(results: readonly Result[]): readonly string[] {
  const variants = results.map(({ command, parameters }) => {
    const known: readonly Parameter[] = toParameters(parameters ?? {});
    return known.reduce((commands, parameter) => commands.flatMap((each) => listReplaced(each, parameter)), [command]);
  });
  const counts = new Map<string, number>();
  for (const variant of variants.flatMap((each) => [...new Set(each)]))
    counts.set(variant, (counts.get(variant) ?? 0) + 1);
  // a value that also occurs elsewhere in the command is replaced where the other runs have theirs
  return variants.map((each) =>
    each.reduce((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best)),
  );
}

/** The command with all occurrences of a value replaced, and with each single one. */
function listReplaced(command: string, { name, text }: Parameter): readonly string[] {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const found = [...command.matchAll(new RegExp(`(?<![\\w.])${escaped}(?![\\w.])`, "g"))];
  const placeholder = `{${name}}`;
  const single = found.map(
    ({ index }) => `${command.slice(0, index)}${placeholder}${command.slice(index + text.length)}`,
  );
  const all = found
    .toReversed()
    .reduce(
      (replaced, { index }) => `${replaced.slice(0, index)}${placeholder}${replaced.slice(index + text.length)}`,
      command,
    );
  return text === "" || found.length === 0 ? [command] : [all, ...single];
}
