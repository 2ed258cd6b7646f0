import type { Context } from "hono";
import { z } from "zod";
import { MAX_INPUT_BYTES } from "../input/limits.ts";
import { getInput } from "../operations/inputs/get-input.ts";
import { invalidInput } from "../operations/outcomes.ts";
import { refuseUpload, uploadInput } from "../operations/inputs/upload-input.ts";
import { created, json, keyedErrors, named, type ApiEnv, type Endpoint } from "./endpoint.ts";
import { readBytes, unwrap } from "./http.ts";
import { readUploadForm } from "./read-form.ts";
import { ErrorDocument } from "./schemas.ts";
import { InputDocument, UploadBody, UploadedDocument, UploadQuery, UploadRefusal } from "./input-schemas.ts";

/** what a form adds to the size of its file */
const FORM_BYTES = 16_384;

export const inputEndpoints: readonly Endpoint[] = [
  {
    method: "post",
    path: "/api/inputs",
    access: "key-or-session",
    operation: {
      operationId: "uploadInput",
      summary: "Upload a file of rows for a skill: CSV, JSON or JSONL; errors name row and column",
      requestParams: { query: UploadQuery },
      requestBody: UploadBody,
      responses: {
        201: created("Validated and stored", UploadedDocument),
        ...keyedErrors(403, 404, 413),
        400: json("Invalid rows, or no file", z.union([UploadRefusal, ErrorDocument])),
      },
    },
    async handle(call) {
      const refusal = refuseUpload(call.var.ctx);
      if (refusal) unwrap(refusal);
      const { skill, name, bytes } = await readUpload(call);
      const named = UploadQuery.safeParse({ skill, name });
      if (!named.success) unwrap(invalidInput(named.error));
      const result = await uploadInput(call.var.ctx, { skillId: skill, name, bytes });
      if (!result.ok && result.error.code === "invalid-input") return call.json({ error: result.error }, 400);
      const { inputId: id, ...uploaded } = unwrap(result);
      return call.json({ id, ...uploaded }, 201, { Location: `/api/inputs/${id}` });
    },
  },
  {
    method: "get",
    path: "/api/inputs/{id}",
    access: "key-or-session",
    operation: {
      operationId: "getInput",
      summary: "An uploaded file and its first rows",
      requestParams: { path: named("id") },
      responses: { 200: json("The input", InputDocument), ...keyedErrors(404) },
    },
    async handle(call) {
      const found = unwrap(await getInput(call.var.ctx, call.req.param("id") ?? ""));
      const { skillId: skill, checksum: _, ...input } = found;
      return call.json({ ...input, skill });
    },
  },
];

/** Reads the file, sent as the body itself or in a form. The query names the skill, and the file if the body does not. */
async function readUpload({
  env,
  req,
}: Context<ApiEnv>): Promise<{ skill: unknown; name: unknown; bytes: Uint8Array }> {
  const type = req.header("content-type") ?? "";
  const query = req.query();
  const isForm = type.startsWith("multipart/form-data");
  const body = await readBytes(env.incoming, MAX_INPUT_BYTES + (isForm ? FORM_BYTES : 0));
  if (!isForm) return { skill: query["skill"], name: query["name"] ?? nameByType(type), bytes: body };
  const form = await readUploadForm({ body, type });
  return { skill: query["skill"] ?? form.skill, name: query["name"] ?? form.name, bytes: form.bytes };
}

/** A name from which the format can be derived; it is never shown. */
function nameByType(type: string): string {
  if (/json(l|lines|-lines)|ndjson/.test(type)) return "input.jsonl";
  return type.includes("json") ? "input.json" : type.includes("csv") ? "input.csv" : "input";
}
