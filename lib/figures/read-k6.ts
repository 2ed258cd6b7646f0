import { z } from "zod";
import { FiguresError, parseExport } from "./figures-error.ts";
import { toMeasurement, type FigureReading } from "./measurement.ts";
import { toParameter } from "./parameters.ts";

const Values = z.record(z.string(), z.unknown());

const K6Summary = z.object({ metrics: z.record(z.string(), Values) });

const Trend = z.object({ med: z.number().nonnegative().optional(), avg: z.number().nonnegative().optional() });
const Gauge = z.object({
  max: z.number().int().nonnegative().optional(),
  value: z.number().int().nonnegative().optional(),
});
const Rate = z.object({ rate: z.number().min(0).max(1).optional(), value: z.number().min(0).max(1).optional() });

const TOOL = "k6 summary";
/** requests first; a script without HTTP has only iterations */
const TIMES = ["http_req_duration", "iteration_duration"] as const;

/** `--summary-export`, or the data of `handleSummary`, whose figures are one level deeper. One file is one load; times are in milliseconds. */
export function readK6(document: unknown): FigureReading {
  const { metrics } = parseExport(K6Summary, document, TOOL);
  const read = <Schema extends z.ZodType>(metric: string, schema: Schema): z.output<Schema> | null => {
    const found = metrics[metric];
    return found === undefined ? null : parseExport(schema, found["values"] ?? found, `${TOOL} (${metric})`);
  };
  const time = TIMES.find((metric) => metrics[metric] !== undefined);
  const trend = time === undefined ? null : read(time, Trend);
  const elapsedMs = trend?.med ?? trend?.avg;
  if (time === undefined || elapsedMs === undefined)
    throw new FiguresError(
      `this ${TOOL} has no times: it needs http_req_duration or iteration_duration with med or avg`,
    );
  const gauge = read("vus_max", Gauge) ?? read("vus", Gauge);
  const users = gauge?.max ?? gauge?.value;
  const failed = read("http_req_failed", Rate);
  return {
    tool: TOOL,
    measurements: [
      toMeasurement({
        name: "",
        parameters: users === undefined ? [] : [toParameter("VUs", String(users))],
        elapsedMs,
        failedShare: failed?.rate ?? failed?.value ?? null,
      }),
    ],
    unit: { one: "VU", many: "VUs" },
    namesAreScenarios: false,
    notes: [`took the ${trend?.med === undefined ? "mean" : "median"} of ${time} as the time and the VUs as the size`],
  };
}
