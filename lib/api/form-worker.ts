import { parentPort, workerData } from "node:worker_threads";
import type { FormRequest, UploadForm } from "./read-form.ts";

/** Parses a form with a file of megabytes, which takes several hundred milliseconds. */
async function parseForm({ body, type }: FormRequest): Promise<UploadForm | "broken" | "no-file"> {
  const form = await new Response(body, { headers: { "Content-Type": type } }).formData().catch(() => null);
  if (form === null) return "broken";
  const file = [...form.values()].find((value) => value instanceof File);
  if (file === undefined) return "no-file";
  const skill = form.get("skill");
  return { skill: typeof skill === "string" ? skill : null, name: file.name, bytes: await file.bytes() };
}

parentPort?.postMessage(await parseForm(workerData as FormRequest), []);
