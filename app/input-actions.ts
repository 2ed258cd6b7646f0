"use server";
import { uploadInput, type UploadedInput } from "../lib/operations/upload-input.ts";
import type { InputProblem } from "../lib/core/input-problem.ts";
import { operationContextFromCookies } from "./operation-context";

export type UploadReply =
  | { readonly ok: true; readonly input: UploadedInput }
  /** `problems`: the first of them; `problemCount`: how many there are in all */
  | {
      readonly ok: false;
      readonly message: string;
      readonly problems: readonly InputProblem[];
      readonly problemCount: number;
    };

/** Checks and stores the file in field `file` for the skill in field `skillId`. */
export async function uploadInputAction(form: FormData): Promise<UploadReply> {
  const file = form.get("file");
  if (!(file instanceof File)) return { ok: false, message: "Choose a file first.", problems: [], problemCount: 0 };
  const result = await uploadInput(await operationContextFromCookies(), {
    skillId: form.get("skillId"),
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  });
  if (result.ok) return { ok: true, input: result.value };
  const { message, problems, problemCount } = result.error;
  return { ok: false, message, problems, problemCount };
}
