import type { InputProblem } from "../../core/inputs/problem.ts";
import type { UploadedInput } from "../../operations/inputs/upload-input.ts";

/** `problems`: the first ones, in the order of the file; `problemCount`: their total number. */
export type UploadReply =
  | { readonly ok: true; readonly input: UploadedInput }
  | {
      readonly ok: false;
      readonly message: string;
      readonly problems: readonly InputProblem[];
      readonly problemCount: number;
    };

type Answer = Omit<UploadedInput, "inputId"> & { readonly id: string };
type Refusal = { readonly error: Partial<Extract<UploadReply, { ok: false }>> & { readonly message: string } };

/** Uploads a file for a skill; the server checks and stores its rows. Rejects without an answer. */
export async function uploadInput(skillId: string, file: File): Promise<UploadReply> {
  const query = new URLSearchParams({ skill: skillId, name: file.name });
  const response = await fetch(`/api/inputs?${query}`, { method: "POST", body: file });
  const body: unknown = await response.json();
  if (response.ok) {
    const { id: inputId, ...rest } = body as Answer;
    return { ok: true, input: { inputId, ...rest } };
  }
  const { message, problems = [], problemCount = 0 } = (body as Refusal).error;
  return { ok: false, message, problems, problemCount };
}
