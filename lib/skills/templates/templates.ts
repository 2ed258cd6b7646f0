import { cp, mkdir, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { closest } from "fastest-levenshtein";
import { err, ok, type Result } from "../../core/kit/result.ts";

/** A skill folder to begin with. */
export type SkillTemplate = {
  readonly name: string;
  /** for a list: what it is written in, and how it is invoked */
  readonly summary: string;
};

const FOLDER = new URL("../../../templates/skill/", import.meta.url);
const TEMPLATES: readonly SkillTemplate[] = [
  { name: "python", summary: "Python, one process that speaks the line protocol" },
  { name: "bash", summary: "Bash, one process per item" },
  { name: "go", summary: "Go, one process that speaks the line protocol" },
  { name: "typescript", summary: "TypeScript, one process that speaks the line protocol" },
];

export function listTemplates(): readonly SkillTemplate[] {
  return TEMPLATES;
}

/**
 * Copies a template into a folder, which is created and must be empty. Returns the names of its files; fails with a sentence for an
 * unknown template or a folder with files, and rejects when the disk refuses.
 */
export async function copyTemplate(name: string, folder: string): Promise<Result<readonly string[], string>> {
  const names = TEMPLATES.map((each) => each.name);
  if (!names.includes(name))
    return err(`There is no template ${name}. Did you mean ${closest(name, names)}? There are ${names.join(", ")}.`);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) return err(`${folder} is not empty. Choose another folder.`);
  await cp(fileURLToPath(new URL(`${name}/`, FOLDER)), folder, { recursive: true });
  return ok((await readdir(folder)).toSorted());
}
