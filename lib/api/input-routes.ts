import { MAX_INPUT_BYTES } from "../input/limits.ts";
import { getInput } from "../operations/inputs/get-input.ts";
import { refuseUpload, uploadInput } from "../operations/inputs/upload-input.ts";
import { HttpError, readBytes } from "./http.ts";
import { unwrap, type Call, type Route } from "./route.ts";

/** what a form adds around the file that it carries */
const FORM_BYTES = 16_384;

export const inputRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/api/inputs",
    access: "key-or-session",
    async handle(call) {
      const refusal = refuseUpload(call.ctx);
      if (refusal) unwrap(refusal);
      const result = await uploadInput(call.ctx, await readUpload(call));
      if (!result.ok) return { status: result.error.code === "not-found" ? 404 : 400, body: { error: result.error } };
      const { inputId: id, ...told } = result.value;
      return { status: 201, body: { id, ...told }, headers: { Location: `/api/inputs/${id}` } };
    },
  },
  {
    method: "GET",
    path: "/api/inputs/{id}",
    access: "key-or-session",
    async handle({ ctx, params: [id = ""] }) {
      const { skillId: skill, checksum: _, ...input } = unwrap(await getInput(ctx, id));
      return { status: 200, body: { ...input, skill } };
    },
  },
];

/** The file as the body itself, or in a form; the query names the skill, and the file where the body has no name. */
async function readUpload({ request, query }: Call): Promise<{ skillId: unknown; name: unknown; bytes: Uint8Array }> {
  const type = request.headers["content-type"] ?? "";
  const isForm = type.startsWith("multipart/form-data");
  const body = await readBytes(request, MAX_INPUT_BYTES + (isForm ? FORM_BYTES : 0));
  if (!isForm) return { skillId: query["skill"], name: query["name"] ?? nameByType(type), bytes: body };
  const form = await readForm(body, type);
  const file = [...form.values()].find((value) => value instanceof File);
  if (file === undefined) throw new HttpError(400, "invalid-input", "The form carries no file.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { skillId: query["skill"] ?? form.get("skill"), name: query["name"] ?? file.name, bytes };
}

async function readForm(body: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { "Content-Type": type } }).formData();
  } catch {
    throw new HttpError(400, "bad-form", "The body is not the form that its content type says.");
  }
}

/** Only so that the format is known: nobody looks at this name. */
function nameByType(type: string): string {
  if (/json(l|lines|-lines)|ndjson/.test(type)) return "input.jsonl";
  return type.includes("json") ? "input.json" : type.includes("csv") ? "input.csv" : "input";
}
