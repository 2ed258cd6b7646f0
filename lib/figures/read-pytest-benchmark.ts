import { z } from "zod";
import { parseExport } from "./figures-error.ts";
import { toMeasurement, type FigureReading, type Measurement, type Parameter } from "./measurement.ts";
import { toParameter } from "./parameters.ts";
import { spreadRuns } from "./text/spread.ts";

const seconds = z.number().nonnegative();

const PytestBenchmark = z.object({
  benchmarks: z
    .array(
      z.object({
        name: z.string(),
        fullname: z.string().optional(),
        /** what the test is called with; objects are written as text */
        params: z.record(z.string(), z.unknown()).nullish(),
        param: z.unknown().optional(),
        stats: z.object({ mean: seconds, median: seconds, stddev: seconds, data: z.array(seconds).optional() }),
      }),
    )
    .min(1),
});
type Benchmark = z.infer<typeof PytestBenchmark>["benchmarks"][number];

const TOOL = "pytest-benchmark file";

/** `pytest --benchmark-json=FILE`: times are in seconds, and `data` holds the rounds. */
export function readPytestBenchmark(document: unknown): FigureReading {
  const { benchmarks } = parseExport(PytestBenchmark, document, TOOL);
  return {
    tool: TOOL,
    measurements: benchmarks.map(toPytestMeasurement),
    unit: null,
    namesAreScenarios: false,
    notes: [],
  };
}

function toPytestMeasurement(benchmark: Benchmark): Measurement {
  const { stats } = benchmark;
  const { mean, median, stddev, data = [] } = stats;
  const medianMs = median * 1_000;
  return toMeasurement({
    name: benchmark.name.replace(/\[.*\]$/, ""),
    parameters: listParameters(benchmark),
    elapsedMs: medianMs,
    repeatsMs: data.length > 0 ? data.map((time) => time * 1_000) : spreadRuns({ medianMs, deviation: stddev / mean }),
  });
}

/** The named parameters, or else the parts of the test's id: "test_sort[1000-random]". */
function listParameters({ params, param, name }: Benchmark): readonly Parameter[] {
  if (params != null)
    return Object.entries(params).map(([key, value]) =>
      toParameter(key, typeof value === "string" ? value : JSON.stringify(value)),
    );
  const id = typeof param === "string" ? param : (/\[(.*)\]$/.exec(name)?.[1] ?? "");
  const parts = id === "" ? [] : id.split("-");
  return parts.map((part, at) => toParameter(parts.length === 1 ? "" : `parameter ${at + 1}`, part));
}
