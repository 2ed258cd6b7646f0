import { z } from "zod";
import type { ZodOpenApiRequestBodyObject } from "zod-openapi";
import { UploadInput } from "../operations/inputs/upload-input.ts";
import { INPUT_FORMATS } from "../core/ports/input-store.ts";

const count = z.number().int();
const row = z.record(z.string(), z.unknown());
const preview = z.array(row).describe("the first rows, as passed to the skill");

const described = {
  id: z.string().describe("pass it as inputId to start a run"),
  name: z.string(),
  format: z.enum(INPUT_FORMATS),
  rows: count,
  preview,
};

export const InputLabelsDocument = z.object({
  column: z.string().describe("the column that says what is true"),
  rows: count.describe("number of rows with a label; only they count in these metrics, which are null without any"),
  metrics: z.array(z.string()).describe("labels of the metrics that compare with it"),
  otherMetrics: z.array(z.string()).describe("labels of the other metrics that count in the quality"),
});

export const UploadQuery = z.object({
  skill: UploadInput.shape.skillId.describe("the skill that validates and uses the rows"),
  name: UploadInput.shape.name.optional().describe("file name; its extension determines the format"),
});

const FILE = { type: "string", format: "binary" } as const;
/** The file as the body itself, or in a form; the form comes first, because client generators use the first type. */
export const UploadBody = {
  required: true,
  content: {
    "multipart/form-data": { schema: { type: "object", properties: { file: FILE }, required: ["file"] } },
    "text/csv": { schema: FILE },
    "application/json": { schema: { type: "array", items: { type: "object" } } },
    "application/x-ndjson": { schema: FILE },
  },
} satisfies ZodOpenApiRequestBodyObject;

export const InputDocument = z.object({ ...described, skill: z.string(), createdAt: z.string().describe("ISO 8601") });

export const UploadedDocument = z.object({
  ...described,
  ignoredColumns: z.array(z.string()).describe("columns of the file that the skill does not use"),
  labels: InputLabelsDocument.nullable().describe("null: the skill compares with nothing in the rows"),
  items: z.array(count).describe("sizes that fit the rows, for simple, medium and complex"),
});

export const UploadRefusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    problems: z
      .array(
        z.object({
          row: count.nullable().describe("from 1, without the header of a CSV file; null: the whole file"),
          line: count.nullable().describe("line in the file"),
          column: z.string().nullable(),
          message: z.string(),
        }),
      )
      .describe("the first problems, in file order"),
    problemCount: count.describe("total number of problems"),
  }),
});

const CostlyItem = z.object({
  index: count.describe("index in the scenario, from 0"),
  ok: z.boolean(),
  error: z.string().nullable(),
  outcome: z.string(),
  values: z.record(z.string(), z.number()),
  attempt: count,
  loss: z
    .number()
    .describe("what the item subtracted from the score, in lossUnit; 0 for a failed item that no figure includes"),
  metricIds: z.array(z.string()).describe("the metrics that the item lowered"),
});

export const CostlyItemsDocument = z.object({
  runId: z.string(),
  scenarioId: z.string(),
  metric: z.object({
    id: z.string().nullable().describe("null: the weighted quality"),
    label: z.string(),
    unit: z.string(),
    value: z.number().nullable(),
    score: z.number().nullable(),
    target: z.object({ comparison: z.enum(["<", "<=", ">", ">=", "="]), value: z.number() }).nullable(),
  }),
  lossUnit: z.enum(["share", "ms"]),
  lossMeaning: z.string(),
  counted: count.describe("number of finished items in the figures"),
  items: z.array(CostlyItem).describe("costliest first"),
  found: count.describe("total number of items with a loss or a failure"),
  failed: count,
  totalLoss: z.number(),
});

export const ScenarioLogDocument = z.object({
  lines: z.array(
    z.object({ seq: count, atMs: z.number(), level: z.enum(["info", "warn", "error"]), text: z.string() }),
  ),
});
