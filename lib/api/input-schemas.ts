import { z } from "zod";
import type { ZodOpenApiRequestBodyObject } from "zod-openapi";
import { INPUT_FORMATS } from "../core/ports/input-store.ts";

const count = z.number().int();
const row = z.record(z.string(), z.unknown());
const preview = z.array(row).describe("the first rows, as the skill is given them");

const described = {
  id: z.string().describe("goes as inputId when a run is started"),
  name: z.string(),
  format: z.enum(INPUT_FORMATS),
  rows: count,
  preview,
};

export const UploadQuery = z.object({
  skill: z.string().describe("what the rows are for"),
  name: z.string().optional().describe("of the file; its ending tells the format"),
});

const FILE = { type: "string", format: "binary" } as const;
/** The file as the body itself, or in a form; the form in front, since generators of clients take the first. */
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
  ignoredColumns: z.array(z.string()).describe("columns of the file that the skill does not look at"),
  items: z.array(count).describe("sizes that fit the rows, for simple, medium and complex"),
});

export const UploadRefusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    problems: z
      .array(
        z.object({
          row: count.nullable().describe("from 1, the header of a CSV file not counted; null: the file as a whole"),
          line: count.nullable().describe("line of the file"),
          column: z.string().nullable(),
          message: z.string(),
        }),
      )
      .describe("the first of them, in the order of the file"),
    problemCount: count.describe("how many there are in all"),
  }),
});

const CostlyItem = z.object({
  index: count.describe("from 0 within the scenario"),
  ok: z.boolean(),
  error: z.string().nullable(),
  outcome: z.string(),
  values: z.record(z.string(), z.number()),
  attempt: count,
  loss: z.number().describe("what the item took from the score, in lossUnit; 0 for a failed one that no figure counts"),
  metricIds: z.array(z.string()).describe("the metrics in which it was missed"),
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
  counted: count.describe("finished items that the figures are made of"),
  items: z.array(CostlyItem).describe("costliest first"),
  found: count.describe("items that have a loss or failed, in all"),
  failed: count,
  totalLoss: z.number(),
});
