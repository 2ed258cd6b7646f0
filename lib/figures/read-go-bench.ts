import { FiguresError } from "./figures-error.ts";
import { toMeasurement, type FigureReading, type Measurement, type Parameter } from "./measurement.ts";
import { toParameter } from "./parameters.ts";

/** "BenchmarkSort/n=1000-8    1234    98765 ns/op    12 B/op" */
const RESULT = /^(Benchmark\S*)\s+(\d+)\s+(.*\S)\s*$/;
const TIME = /(?:^|\s)(\d+(?:\.\d+)?(?:e[+-]?\d+)?) ns\/op/i;
const FAILED = /^\s*--- FAIL: (Benchmark\S*)/;

const TOOL = "go test -bench output";
const NS = 1e-6;

type Line = { readonly path: string; readonly procs: string | null; readonly elapsedMs: number };

export function isGoBench(text: string): boolean {
  return text.split("\n").some((line) => RESULT.test(line) && TIME.test(line));
}

/** The text that `go test -bench` prints: several lines of one name are the runs of `-count`. */
export function readGoBench(text: string): FigureReading {
  const rows = text.split("\n");
  const lines = rows.flatMap((row): Line[] => {
    const [, name = "", , figures = ""] = RESULT.exec(row) ?? [];
    const time = TIME.exec(figures)?.[1];
    // the number of processors follows the name, unless it is 1
    const [, path = name, procs = null] = /^(.+?)-(\d+)$/.exec(name) ?? [];
    return time === undefined ? [] : [{ path, procs, elapsedMs: Number(time) * NS }];
  });
  if (lines.length === 0) throw new FiguresError(`this ${TOOL} has no times in ns/op`);
  const failed = rows.flatMap((row) => FAILED.exec(row)?.[1] ?? []);
  return {
    tool: TOOL,
    measurements: toMeasurements(lines),
    unit: null,
    namesAreScenarios: false,
    notes: failed.length > 0 ? [`left out benchmarks that failed: ${failed.join(", ")}`] : [],
  };
}

function toMeasurements(lines: readonly Line[]): readonly Measurement[] {
  const procs = new Set(lines.map((line) => line.procs));
  const paths = new Set(lines.map(({ path }) => path));
  const isOneMachine = procs.size === 1;
  // with -cpu 1,2,4 each name occurs with several numbers; otherwise a number at the end belongs to the name
  const arePerProcs = !isOneMachine && paths.size * procs.size <= lines.length;
  return lines.map((line) => {
    const path = isOneMachine || arePerProcs || line.procs === null ? line.path : `${line.path}-${line.procs}`;
    const [family = "", ...parts] = path.split("/");
    const parameters = parts.flatMap((part, at) => toPart(part, parts.length === 1 ? "" : `part ${at + 1}`));
    const rest = parts.filter((part) => toPart(part, "").length === 0);
    return toMeasurement({
      name: [family, ...rest].join("/"),
      parameters: arePerProcs ? [...parameters, toParameter("CPUs", line.procs ?? "1")] : parameters,
      elapsedMs: line.elapsedMs,
    });
  });
}

/** "n=1000", "size-1000", "1000" and "1k" are parameters; "sorted" is part of the name. */
function toPart(part: string, unnamed: string): readonly Parameter[] {
  const [, name = unnamed, text = ""] = /^(?:([A-Za-z_]\w*)[=:_-])?(\d.*)$/.exec(part) ?? [];
  const parameter = text === "" ? null : toParameter(name, text.replaceAll("_", ""));
  return parameter === null || parameter.size === null ? [] : [parameter];
}
