import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { describeInputProblem } from "../../core/inputs/problem.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import { checkFile } from "../../input/check-file.ts";
import { CHECKED_ITEMS } from "../../skills/check/check.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import { UsageError } from "../terminal.ts";
import { requireReadable } from "../upload-file.ts";

/** As many rows of a file as a check has items; a shorter file is repeated. Throws UsageError. */
export async function fitRows({ id, input }: SkillManifest, path: string): Promise<readonly JsonObject[]> {
  if (input === undefined) throw new UsageError(`--input: ${id} accepts no rows.`);
  await requireReadable(path);
  const read = await checkFile({ name: basename(path), bytes: await readFile(path) }, input);
  if (!read.ok) throw new UsageError(`--input: ${read.error.problems.map(describeInputProblem).join("; ")}`);
  const { rows } = read.value;
  return Array.from({ length: CHECKED_ITEMS }, (_, at) => rows[at % rows.length] ?? {});
}
