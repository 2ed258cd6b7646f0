import { z } from "zod";
import { JudgementJson } from "../operations/runs/judgement-schema.ts";
import { ListRunsInput } from "../operations/runs/list-runs.ts";
import { EstimateJson } from "../operations/estimates/estimate-schema.ts";
import { ReadCostlyItemsInput } from "../operations/runs/read-costly-items.ts";
import { ReadEventsInput } from "../operations/runs/read-events.ts";
import { StartRunInput } from "../operations/runs/start-run-input.ts";
import { CostlyItemsDocument, InputDocument, UploadedDocument, UploadRefusal } from "./input-schemas.ts";
import { CommandBody, Created, ErrorDocument, EventPage, Health, RunDetail, RunPage, Started } from "./schemas.ts";

type JsonSchema = { readonly [key: string]: unknown };

/** The OpenAPI 3.1 document of the Bearer API, made from the schemas that check it. */
export function buildOpenApi(version: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Triptych",
      version,
      description:
        "Start a run of one skill at several scales, direct it, read its facts. Keys go as `Authorization: Bearer <key>`; a reviewer's key reads only.",
    },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: {
        StartRun: inputSchema(StartRunInput),
        Command: inputSchema(CommandBody),
        Created: outputSchema(Created),
        Started: outputSchema(Started),
        Estimate: outputSchema(EstimateJson),
        RunPage: outputSchema(RunPage),
        Run: outputSchema(RunDetail),
        Judgement: outputSchema(JudgementJson),
        EventPage: outputSchema(EventPage),
        CostlyItems: outputSchema(CostlyItemsDocument),
        Input: outputSchema(InputDocument),
        Uploaded: outputSchema(UploadedDocument),
        UploadRefusal: outputSchema(UploadRefusal),
        Health: outputSchema(Health),
        Error: outputSchema(ErrorDocument),
      },
    },
    paths: { ...readPaths, ...writePaths, ...inputPaths },
  };
}

const security = [{ key: [] }];
const runId = { name: "id", in: "path", required: true, schema: { type: "string" } };
const SAID: { readonly [status: number]: string } = {
  400: "Not well formed; the message names the fields",
  401: "No key, or one that is not valid",
  403: "The key may not do that",
  404: "There is no such run",
  413: "The body is too large",
  429: "Too many wrong keys from this network",
  503: "The database does not answer; nothing was changed",
};

function errors(...statuses: readonly number[]) {
  return Object.fromEntries(
    [401, 429, 503, ...statuses].map((status) => [status, answer(SAID[status] ?? "", "Error")]),
  );
}

function answer(description: string, schema: string) {
  return { description, content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } } };
}

const named = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });

function body(schema: string) {
  return { required: true, content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } } };
}

/** What may be sent: fields with a default are optional. */
function inputSchema(schema: z.ZodType): JsonSchema {
  return toSchema(schema, "input");
}

function outputSchema(schema: z.ZodType): JsonSchema {
  return toSchema(schema, "output");
}

function toSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

function queryParameters(input: z.ZodObject) {
  const { properties = {} } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
}

/** What reads. */
const readPaths = {
  "/api/health": {
    get: {
      summary: "Whether the house works",
      responses: { 200: answer("It does", "Health"), 503: answer("The database does not answer", "Health") },
    },
  },
  "/api/runs/{id}": {
    get: {
      summary: "One run",
      security,
      parameters: [runId],
      responses: { 200: answer("The run", "Run"), ...errors(404) },
    },
  },
  "/api/runs/{id}/results": {
    get: {
      summary: "What a run's figures come to, so far or at the end",
      security,
      parameters: [runId],
      responses: { 200: answer("The judgement", "Judgement"), ...errors(404) },
    },
  },
  "/api/runs/{id}/events": {
    get: {
      summary: "Facts of a run, in order",
      security,
      parameters: [runId, ...queryParameters(ReadEventsInput)],
      responses: { 200: answer("Events after a seq", "EventPage"), ...errors(400, 404) },
    },
  },
};

/** Rows of one's own, and what a score is made of. */
const inputPaths = {
  "/api/inputs": {
    post: {
      summary: "Give a skill a file of rows: CSV, JSON or JSONL; refused with the places of what is wrong",
      security,
      parameters: [
        { name: "skill", in: "query", required: true, schema: { type: "string" } },
        { name: "name", in: "query", required: false, schema: { type: "string" }, description: "tells the format" },
      ],
      requestBody: {
        required: true,
        content: {
          "text/csv": {},
          "application/json": {},
          "application/x-ndjson": {},
          "multipart/form-data": {
            schema: { type: "object", properties: { file: { type: "string", format: "binary" } } },
          },
        },
      },
      responses: {
        201: answer("It is checked and kept", "Uploaded"),
        ...errors(403, 404, 413),
        400: answer("Rows that the skill cannot take", "UploadRefusal"),
      },
    },
  },
  "/api/inputs/{id}": {
    get: {
      summary: "An uploaded file and its first rows",
      security,
      parameters: [named("id")],
      responses: { 200: answer("The input", "Input"), ...errors(404) },
    },
  },
  "/api/runs/{id}/scenarios/{scenario}/items": {
    get: {
      summary: "Items that pulled a score down, costliest first",
      security,
      parameters: [runId, named("scenario"), ...queryParameters(ReadCostlyItemsInput)],
      responses: { 200: answer("The items", "CostlyItems"), ...errors(400, 404) },
    },
  },
};

/** What changes, and the list beside it. */
const writePaths = {
  "/api/runs": {
    get: {
      summary: "Runs, newest first",
      security,
      parameters: queryParameters(ListRunsInput),
      responses: { 200: answer("A page", "RunPage"), ...errors(400) },
    },
    post: {
      summary: "Start a run",
      security,
      requestBody: body("StartRun"),
      responses: { 201: answer("It is queued", "Started"), ...errors(400, 403, 413) },
    },
  },
  "/api/estimate": {
    post: {
      summary: "What a run would use, without starting it; takes what starting it takes",
      security,
      requestBody: body("StartRun"),
      responses: { 200: answer("Likely and at most, per scenario and in all", "Estimate"), ...errors(400, 403, 413) },
    },
  },
  "/api/runs/{id}/commands": {
    post: {
      summary: "Direct a run; the effect or the refusal is a fact",
      security,
      parameters: [runId],
      requestBody: body("Command"),
      responses: { 202: answer("Stored", "Created"), ...errors(400, 403, 404, 413) },
    },
  },
};
