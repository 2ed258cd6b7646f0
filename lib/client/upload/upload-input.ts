import type { InputProblem } from "../../core/inputs/problem.ts";
import type { UploadedInput } from "../../operations/inputs/upload-input.ts";

/** `problems`: the first of them, in the order of the file; `problemCount`: how many there are in all. */
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

/** Gives the skill a file; the server checks its rows and keeps it. Rejects when no answer came. */
export async function uploadInput(skillId: string, file: File): Promise<UploadReply> {
  const query = new URLSearchParams({ skill: skillId, name: file.name });
  const response = await fetch(`/api/inputs?${query}`, { method: "POST", body: file });
  const body: unknown = await response.json();
  if (response.ok) {
    const { id: inputId, ...told } = body as Answer;
    return { ok: true, input: { inputId, ...told } };
  }
  const { message, problems = [], problemCount = 0 } = (body as Refusal).error;
  return { ok: false, message, problems, problemCount };
}
