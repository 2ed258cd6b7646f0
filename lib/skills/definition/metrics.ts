import { z } from "zod";
import type { MetricDefinition } from "../../core/run/metrics.ts";
import { valueName } from "./names.ts";

const coefficients = z
  .record(valueName, z.number("must be a number"))
  .refine((named) => Object.keys(named).length > 0, "must name at least one value");

const COMPARISONS = ["<", "<=", ">", ">=", "="] as const;
const TARGET = /^\s*(<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*$/;

const Target = z
  .union([
    z.string().regex(TARGET, 'must be a comparison and a number, such as ">= 0.9"'),
    z.strictObject({ comparison: z.enum(COMPARISONS), value: z.number() }),
  ])
  .transform((given): MetricDefinition["target"] => {
    if (typeof given !== "string") return given;
    const [, comparison, value] = TARGET.exec(given) ?? [];
    const known = COMPARISONS.find((each) => each === comparison);
    if (known === undefined) throw new Error(`${given} passed as a target but has no comparison`);
    return { comparison: known, value: Number(value) };
  });

/** A metric as data: its formula over the values and samples of the items, its target and its weight. */
export const Metric = z.strictObject({
  id: valueName,
  label: z.string().trim().min(1, "must not be empty").max(60, "must have at most 60 characters"),
  unit: z.string().max(16, "must have at most 16 characters").default("ratio"),
  formula: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("ratio"), numerator: coefficients, denominator: coefficients }),
    z.strictObject({
      kind: z.literal("percentile"),
      of: valueName,
      percentile: z.number().gt(0, "must be above 0").max(100, "must be at most 100"),
    }),
    z.strictObject({ kind: z.literal("rate"), of: valueName }),
  ]),
  target: Target,
  weight: z
    .number("must be a number")
    .min(0, "must be at least 0")
    .default(1)
    .describe("share of the quality, relative to the other metrics; 0: shown, but not scored"),
});
