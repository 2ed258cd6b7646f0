import { basename } from "node:path";
import type { PinnedAnswers } from "../../core/run/spec.ts";
import { err, ok, type Result } from "../../core/kit/result.ts";
import { readRecording, summarizeRecording } from "../adapters/model/recording.ts";
import type { SkillDefinition } from "../definition/definition.ts";
import { listModels } from "../definition/model-options.ts";
import { skillId } from "../definition/names.ts";
import type { DefinitionProblem } from "../../core/inputs/definition-problem.ts";
import { readDefinition } from "../definition/read-definition.ts";
import { readFolderFile } from "../definition/regular-file.ts";
import { readOwnRows } from "../definition/rows.ts";
import { toManifest } from "../definition/to-manifest.ts";
import { computeVersion } from "./compute-version.ts";
import type { InstalledSkill } from "./installed-skill.ts";

export const DEFINITION_FILE = "skill.yaml";
/** A larger one is a mistake, and would not fit into a process's arguments. */
const MAX_DEFINITION_BYTES = 65_536;

/** Reads a folder with a skill.yaml; its name is the skill's id. The first mistakes are reported. */
export async function loadFolder(
  path: string,
  { isTyped }: { readonly isTyped: boolean },
): Promise<Result<InstalledSkill, readonly DefinitionProblem[]>> {
  const id = skillId.safeParse(basename(path));
  if (!id.success) return fail(`The folder's name ${id.error.issues[0]?.message ?? "is no id"}.`);
  const file = await readFolderFile(path, DEFINITION_FILE, MAX_DEFINITION_BYTES);
  if (!file.ok) return fail(file.error.message);
  const read = readDefinition(file.value.toString("utf8"));
  if (!read.ok) return read;
  const definition = read.value;
  const ownRows = await readRows(path, definition);
  if (!ownRows.ok) return err(ownRows.error.map((message) => ({ line: null, key: "item.data", message })));
  const surroundings = {
    version: await computeVersion(path, definition),
    ownRows: ownRows.value,
    pinned: await readPinned(path, definition),
  };
  const manifest = toManifest(id.data, definition, surroundings);
  return ok({ manifest, folder: { path, definition, isTyped } });
}

async function readRows(path: string, definition: SkillDefinition) {
  const { data } = definition.item;
  return data === undefined ? ok(null) : await readOwnRows(path, data, definition);
}

async function readPinned(path: string, definition: SkillDefinition): Promise<PinnedAnswers | null> {
  const { invoke } = definition;
  const recording = listModels(definition).length === 0 ? null : await readRecording(path);
  if (recording === null) return null;
  const pace =
    invoke.kind === "model" ? { paceMs: invoke.paceMs, atOnce: invoke.concurrency } : { paceMs: 0, atOnce: 1 };
  return summarizeRecording(recording, pace);
}

function fail(message: string): Result<never, readonly DefinitionProblem[]> {
  return err([{ line: null, key: null, message }]);
}
