import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DefinitionProblem } from "../../core/inputs/definition-problem.ts";
import { loadBundledSkills } from "./bundled-skills.ts";
import type { InstalledSkill, InstalledSkills } from "./installed-skill.ts";
import { describeFileFault } from "./file-fault.ts";
import { followFolders } from "./follow-folders.ts";
import { keepUnchanged } from "./keep-unchanged.ts";
import { DEFINITION_FILE, loadFolder } from "./load-folder.ts";

export type SkillSourcesOptions = {
  /** the operator's folder: a skill per folder below it; absolute */
  readonly skillsDir: string;
  /** where skills typed on a command line are kept; absolute */
  readonly typedDir: string;
  readonly bundled?: InstalledSkills;
  /** follows changes of the folders; otherwise they are read once */
  readonly isWatching: boolean;
  /** after each reading */
  readonly onRead?: (problems: readonly FolderProblem[]) => void;
  /** something cannot be followed, or the folders cannot be read and the skills stay as they were: a sentence that says what to do */
  readonly onTrouble?: (message: string) => void;
  /** of the epoch */
  readonly nowMs?: () => number;
};

/** A folder whose skill.yaml cannot be used. */
export type FolderProblem = { readonly folder: string; readonly problems: readonly DefinitionProblem[] };

export type SkillSources = Pick<SkillSourcesOptions, "skillsDir" | "typedDir"> & {
  readonly skills: InstalledSkills;
  readonly problems: () => readonly FolderProblem[];
  /** Reads the folders again, at once. */
  refresh(): Promise<void>;
  close(): Promise<void>;
};

/** The skills of this machine: the bundled ones and those of the two folders. A mistake in one folder never hides the others. */
export async function openSkills(options: SkillSourcesOptions): Promise<SkillSources> {
  const { skillsDir, typedDir, onRead, onTrouble = () => {}, nowMs = Date.now } = options;
  const bundled = options.bundled ?? (await loadBundledSkills());
  const skills = new Map<string, InstalledSkill>(bundled);
  const keep = keepUnchanged<Loaded>(nowMs);
  let found: readonly Loaded[] = [];
  let problems: readonly FolderProblem[] = [];
  await Promise.all([skillsDir, typedDir].map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));

  async function read(): Promise<void> {
    const before = new Map(found.map((each) => [each.folder, each]));
    const load = (isTyped: boolean) => (folder: string) =>
      keep(folder, before.get(folder), () => loadSkill(folder, isTyped));
    found = [...(await loadAll(skillsDir, load(false))), ...(await loadAll(typedDir, load(true)))];
    const usable = found.flatMap(({ skill }) => (skill === null ? [] : [skill]));
    const own = usable.filter(({ manifest }) => !bundled.has(manifest.id));
    const hidden = usable.filter(({ manifest }) => bundled.has(manifest.id));
    problems = [
      ...found.flatMap(({ folder, problems: each }) => (each.length === 0 ? [] : [{ folder, problems: each }])),
      ...hidden.map(({ manifest, folder }) => ({
        folder: folder?.path ?? manifest.id,
        problems: [{ line: null, key: null, message: `A bundled skill is called ${manifest.id}. Rename the folder.` }],
      })),
    ];
    const ids = new Set(own.map(({ manifest }) => manifest.id));
    for (const id of skills.keys()) if (!bundled.has(id) && !ids.has(id)) skills.delete(id);
    for (const skill of own) skills.set(skill.manifest.id, skill);
    onRead?.(problems);
  }

  const refresh = oneAtATime(read);
  // followed first, so that no change falls between the reading and the following
  const stop = options.isWatching
    ? await followFolders({ folders: [skillsDir, typedDir], read: refresh, onTrouble })
    : async () => {};
  await refresh();
  return { skillsDir, typedDir, skills, problems: () => problems, refresh, close: stop };
}

/** At most one call waits while another runs, and all who ask meanwhile share it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return () => {
    waiting ??= running.then(() => {
      waiting = null;
      const current = work();
      // one failed reading must not prevent the next
      running = current.catch(() => undefined);
      return current;
    });
    return waiting;
  };
}

type Loaded = {
  readonly folder: string;
  readonly skill: InstalledSkill | null;
  readonly problems: readonly DefinitionProblem[];
};

/** One after the other, so that many of them leave the event loop to others. */
async function loadAll(directory: string, load: (folder: string) => Promise<Loaded>): Promise<readonly Loaded[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const folders = entries.filter(
    (entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith("."),
  );
  const paths = folders.map(({ name }) => join(directory, name)).toSorted();
  const loaded: Loaded[] = [];
  for (const folder of paths) loaded.push(await load(folder).catch(toUnreadable(folder)));
  return loaded;
}

/** A folder without a skill.yaml is not a skill, or not yet: it has no problem. */
async function loadSkill(folder: string, isTyped: boolean): Promise<Loaded> {
  if (!(await hasDefinition(folder))) return { folder, skill: null, problems: [] };
  const read = await loadFolder(folder, { isTyped });
  return read.ok ? { folder, skill: read.value, problems: [] } : { folder, skill: null, problems: read.error };
}

/** A file that is replaced while it is read is read again at the next change. */
const toUnreadable =
  (folder: string) =>
  (error: unknown): Loaded => ({
    folder,
    skill: null,
    problems: [{ line: null, key: null, message: describeFileFault(error) }],
  });

/** Rejects when the folder cannot be looked into. */
async function hasDefinition(folder: string): Promise<boolean> {
  try {
    await stat(join(folder, DEFINITION_FILE));
    return true;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}
