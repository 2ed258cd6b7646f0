import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { z } from "zod";
import type { DefinitionProblem } from "../../core/inputs/definition-problem.ts";
import { ok, type Result } from "../../core/kit/result.ts";
import type { SkillDefinition } from "../definition/definition.ts";
import { DEFINITION_FILE, loadFolder } from "./load-folder.ts";

const SCHEMA = fileURLToPath(new URL("../../../public/schema/skill.json", import.meta.url));

export type NewFile = { readonly name: string; readonly content: Uint8Array | string };

/** The text of a skill.yaml, with a first line by which editors complete and check it. */
export function renderDefinition(definition: z.input<typeof SkillDefinition>): string {
  return `# yaml-language-server: $schema=${SCHEMA}\n${stringify(definition, { lineWidth: 0 })}`;
}

/**
 * Creates a skill's folder in one step, so that a server which follows the parent folder never reads half of it. Replaces nothing. A
 * skill that could not be used afterwards is not kept: its mistakes are returned.
 */
export async function writeFolder(
  parent: string,
  id: string,
  files: readonly NewFile[],
): Promise<Result<null, readonly DefinitionProblem[]>> {
  const drafts = join(parent, `.${id}.${process.pid}`);
  const draft = join(drafts, id);
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    for (const { name, content } of files) await writeFile(join(draft, name), content, { mode: 0o600 });
    const loaded = await loadFolder(draft, { isTyped: false });
    if (!loaded.ok) return loaded;
    await rename(draft, join(parent, id));
    return ok(null);
  } finally {
    await rm(drafts, { recursive: true, force: true });
  }
}

/** The definition file of a folder that is to be written. */
export function toDefinitionFile(definition: z.input<typeof SkillDefinition>): NewFile {
  return { name: DEFINITION_FILE, content: renderDefinition(definition) };
}
