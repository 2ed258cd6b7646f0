import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "../../core/kit/result.ts";
import { findNearestName } from "../../nearest-name.ts";
import { DEFINITION_FILE } from "../sources/load-folder.ts";

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
 * Copies a template into a folder, which is created and must be empty; its name becomes the title. Returns the names of its files; fails with a sentence for an
 * unknown template or a folder with files, and rejects when the disk refuses.
 */
export async function copyTemplate(name: string, folder: string): Promise<Result<readonly string[], string>> {
  const names = TEMPLATES.map((each) => each.name);
  const nearest = findNearestName(name, names);
  const guess = nearest === null ? "" : ` Did you mean ${nearest}?`;
  if (!names.includes(name)) return err(`There is no template ${name}.${guess} There are ${names.join(", ")}.`);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) return err(`${folder} is not empty. Choose another folder.`);
  await cp(fileURLToPath(new URL(`${name}/`, FOLDER)), folder, { recursive: true });
  const definition = join(folder, DEFINITION_FILE);
  const text = await readFile(definition, "utf8");
  // in quotes, since a name such as 2026 would be a number
  await writeFile(
    definition,
    text.replace(/^title: .*$/m, () => `title: ${JSON.stringify(toTitle(basename(folder)))}`),
  );
  return ok((await readdir(folder)).toSorted());
}

/** "spam-check" becomes "Spam check". */
function toTitle(id: string): string {
  const words = id.replaceAll("-", " ").slice(0, 60).trim();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
