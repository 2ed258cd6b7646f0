import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { describeInputProblem } from "../core/inputs/problem.ts";
import { MAX_INPUT_BYTES } from "../input/limits.ts";
import { uploadInput, type UploadedInput } from "../operations/inputs/upload-input.ts";
import type { OperatorSession } from "./open-session.ts";
import { UsageError, type Terminal } from "./terminal.ts";

/** Reads a file here, has its rows checked for the skill, and stores them; tells what was read. Throws UsageError. */
export async function uploadFile(
  desk: OperatorSession,
  terminal: Terminal,
  skillId: string,
  path: string,
): Promise<UploadedInput> {
  const bytes = await readBytes(path);
  const given = await uploadInput(desk.context, { skillId, name: basename(path), bytes });
  if (given.ok) return given.value;
  const { problems, problemCount, message } = given.error;
  if (problemCount <= 1) throw new UsageError(message);
  for (const problem of problems) terminal.warn(describeInputProblem(problem));
  if (problemCount > problems.length) terminal.warn(`and ${problemCount - problems.length} more`);
  throw new UsageError(`${basename(path)} has ${problemCount} problems; nothing was started`);
}

/** "mails.csv: 80 rows; not looked at: size, colour" */
export function describeUpload({ name, rows, ignoredColumns }: UploadedInput): string {
  const ignored = ignoredColumns.length === 0 ? "" : `; not looked at: ${ignoredColumns.join(", ")}`;
  return `${name}: ${rows} row${rows === 1 ? "" : "s"}${ignored}`;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_INPUT_BYTES) return await readFile(path);
  } catch (error) {
    throw new UsageError(describeUnreadable(path, error));
  }
  // said before it is read: a wrong path to something huge costs nothing
  throw new UsageError(`${path} has more than ${MAX_INPUT_BYTES / 1_048_576} MB. Give a part of it.`);
}

function describeUnreadable(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return `There is no file ${path}.`;
  return code === "EISDIR" ? `${path} is a folder.` : `${path} cannot be read (${String(code ?? error)}).`;
}
