import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { describeInputProblem } from "../core/inputs/problem.ts";
import { MAX_INPUT_BYTES } from "../input/limits.ts";
import { uploadInput, type UploadedInput } from "../operations/inputs/upload-input.ts";
import { escapeLine } from "../terminal-text.ts";
import type { OperatorSession } from "./open-session.ts";
import { UsageError, type Terminal } from "./terminal.ts";

/** Reads a local file, validates its rows for the skill and stores them. Throws UsageError. */
export async function uploadFile(
  session: OperatorSession,
  terminal: Terminal,
  skillId: string,
  path: string,
): Promise<UploadedInput> {
  const bytes = await readBytes(path);
  const uploaded = await uploadInput(session.context, { skillId, name: basename(path), bytes });
  if (uploaded.ok) return uploaded.value;
  const { problems, problemCount, message } = uploaded.error;
  if (problemCount <= 1) throw new UsageError(message);
  for (const problem of problems) terminal.warn(escapeLine(describeInputProblem(problem)));
  if (problemCount > problems.length) terminal.warn(`and ${problemCount - problems.length} more`);
  throw new UsageError(`${basename(path)} has ${problemCount} problems; no run was started`);
}

/** Describes an upload: "mails.csv: 80 rows; ignored columns: size, colour". */
export function describeUpload({ name, rows, ignoredColumns }: UploadedInput): string {
  const ignored = ignoredColumns.length === 0 ? "" : `; ignored columns: ${ignoredColumns.join(", ")}`;
  return escapeLine(`${name}: ${rows} row${rows === 1 ? "" : "s"}${ignored}`);
}

/** Throws UsageError unless the file can be read and is not too large. */
export async function requireReadable(path: string): Promise<void> {
  await readBytes(path);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_INPUT_BYTES) return await readFile(path);
  } catch (error) {
    throw new UsageError(describeUnreadable(path, error));
  }
  // checked before reading, so that a wrong path to a huge file costs nothing
  throw new UsageError(`${path} has more than ${MAX_INPUT_BYTES / 1_048_576} MB. Use a part of it.`);
}

function describeUnreadable(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return `No such file: ${path}.`;
  return code === "EISDIR" ? `${path} is a folder.` : `${path} cannot be read (${String(code ?? error)}).`;
}
