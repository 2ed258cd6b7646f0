import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeDefinitionProblem } from "../../core/inputs/definition-problem.ts";
import { skillRegistry } from "../registry.ts";
import type { InstalledSkill, InstalledSkills } from "./installed-skill.ts";
import { DEFINITION_FILE, loadFolder } from "./load-folder.ts";

const FOLDER = fileURLToPath(new URL("../bundled/", import.meta.url));

/** The skills that ship with the product: those in code, and those that are a folder with a skill.yaml. Throws for a broken one. */
export async function loadBundledSkills(): Promise<InstalledSkills> {
  const folders = await loadBundledFolders();
  return new Map<string, InstalledSkill>([
    ...skillRegistry,
    ...folders.map((each) => [each.manifest.id, each] as const),
  ]);
}

/** Only those that are a folder with a skill.yaml. */
export async function loadBundledFolders(): Promise<readonly InstalledSkill[]> {
  const names = (await readdir(FOLDER)).toSorted();
  const loaded = await Promise.all(names.map(async (name) => await loadBundled(join(FOLDER, name))));
  return loaded.filter((each) => each !== null);
}

async function loadBundled(folder: string): Promise<InstalledSkill | null> {
  const hasDefinition = await access(join(folder, DEFINITION_FILE)).then(
    () => true,
    () => false,
  );
  if (!hasDefinition) return null;
  const loaded = await loadFolder(folder, { isTyped: false });
  if (loaded.ok) return loaded.value;
  throw new Error(`${folder} is broken: ${loaded.error.map(describeDefinitionProblem).join("; ")}`);
}
