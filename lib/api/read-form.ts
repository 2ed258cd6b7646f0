import { runInWorker } from "../run-in-worker.ts";
import { HttpError } from "./http.ts";

export type FormRequest = { readonly body: Uint8Array<ArrayBuffer>; readonly type: string };
export type UploadForm = { readonly skill: string | null; readonly name: string; readonly bytes: Uint8Array };

/** Parses the form of an upload in a thread of its own, so that the event loop is not blocked. Throws HttpError. */
export async function readUploadForm(request: FormRequest): Promise<UploadForm> {
  const entry = new URL("./form-worker.ts", import.meta.url);
  const form = await runInWorker<UploadForm | "broken" | "no-file">(entry, request);
  if (form === "broken") throw new HttpError(400, "bad-form", "The body does not match its content type.");
  if (form === "no-file") throw new HttpError(400, "invalid-input", "The form contains no file.");
  return form;
}
