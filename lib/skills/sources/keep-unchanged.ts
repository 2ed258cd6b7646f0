import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { isLog, listNamedFiles } from "./compute-version.ts";
import type { SkillFolder } from "./installed-skill.ts";

type Loaded = { readonly skill: { readonly folder?: SkillFolder } | null };

/** File systems count the time of a change in steps of up to so much. */
const TIME_STEP_MS = 2_000;

type Keeper<Value> = (folder: string, before: Value | undefined, load: () => Promise<Value>) => Promise<Value>;

/**
 * Loads a folder anew only if one of its files, or of those that its skill.yaml names, has changed since `before` was loaded. A folder
 * without a usable skill is loaded each time. `nowMs`: of the epoch, as the times of files are.
 */
export function keepUnchanged<Value extends Loaded>(nowMs: () => number): Keeper<Value> {
  const marksOf = new WeakMap<Value, string>();
  return async (folder, before, load) => {
    const known = before === undefined ? undefined : marksOf.get(before);
    if (before?.skill?.folder !== undefined && known !== undefined) {
      const { text } = await readMarks(folder, before.skill.folder);
      if (text === known) return before;
    }
    const startedAtMs = nowMs();
    const value = await load();
    if (value.skill?.folder === undefined) return value;
    const { text, newestMs } = await readMarks(folder, value.skill.folder);
    // otherwise a file may have changed while it was read, or after that within one step
    if (newestMs < startedAtMs - TIME_STEP_MS) marksOf.set(value, text);
    return value;
  };
}

/** The sizes of all files that a loaded folder depends on, and when each was changed, as the system notes it itself. */
async function readMarks(
  folder: string,
  { definition }: SkillFolder,
): Promise<{ readonly text: string; readonly newestMs: number }> {
  const names = (await readdir(folder)).filter((name) => !isLog(name));
  const { data } = definition.item;
  const paths = [
    folder,
    ...names.toSorted().map((name) => join(folder, name)),
    ...(data === undefined ? [] : [join(folder, data)]),
    ...(await listNamedFiles(folder, definition)),
  ];
  const marks = await Promise.all(paths.map(readMark));
  return { text: JSON.stringify([paths, marks]), newestMs: Math.max(...marks.map(([, changedAtMs]) => changedAtMs)) };
}

async function readMark(path: string): Promise<readonly [size: number, changedAtMs: number]> {
  try {
    const { size, ctimeMs } = await stat(path);
    return [size, ctimeMs];
  } catch {
    // it is missing, or a link to nothing
    return [-1, 0];
  }
}
