import { watch } from "chokidar";
import { once } from "node:events";
import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DefinitionProblem } from "../../core/inputs/definition-problem.ts";
import { err, type Result } from "../../core/kit/result.ts";
import { loadBundledSkills } from "./bundled-skills.ts";
import type { InstalledSkill, InstalledSkills } from "./installed-skill.ts";
import { DEFINITION_FILE, loadFolder } from "./load-folder.ts";

export type SkillSourcesOptions = {
  /** the operator's folder: a skill per folder below it; absolute */
  readonly skillsDir: string;
  /** where skills typed on a command line are kept; absolute */
  readonly typedDir: string;
  readonly bundled?: InstalledSkills;
  /** follows changes of the folders; otherwise they are read once */
  readonly isWatching: boolean;
  readonly onChange?: (change: SkillsChange) => void;
  /** the folders cannot be read; the skills stay as they were */
  readonly onFailed?: (error: unknown) => void;
};

/** A folder whose skill.yaml cannot be used. */
export type FolderProblem = { readonly folder: string; readonly problems: readonly DefinitionProblem[] };

export type SkillsChange = { readonly added: readonly InstalledSkill[]; readonly problems: readonly FolderProblem[] };

export type SkillSources = Pick<SkillSourcesOptions, "skillsDir" | "typedDir"> & {
  readonly skills: InstalledSkills;
  readonly problems: () => readonly FolderProblem[];
  /** Reads the folders again, at once. */
  refresh(): Promise<void>;
  close(): Promise<void>;
};

/** Editors write a file in several steps. */
const SETTLE_MS = 100;
/** skill.yaml and files beside it */
const WATCHED_DEPTH = 1;

/** The skills of this machine: the bundled ones and those of the two folders. A mistake in one folder never hides the others. */
export async function openSkills(options: SkillSourcesOptions): Promise<SkillSources> {
  const { skillsDir, typedDir, onChange, onFailed = () => {} } = options;
  const bundled = options.bundled ?? (await loadBundledSkills());
  const skills = new Map<string, InstalledSkill>(bundled);
  let problems: readonly FolderProblem[] = [];
  let reading = Promise.resolve();
  await Promise.all([skillsDir, typedDir].map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));

  async function read(): Promise<void> {
    const found = [...(await loadAll(skillsDir, false)), ...(await loadAll(typedDir, true))];
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
    const added = own.filter(({ manifest }) => skills.get(manifest.id)?.manifest.version !== manifest.version);
    for (const id of skills.keys())
      if (!bundled.has(id) && !own.some(({ manifest }) => manifest.id === id)) skills.delete(id);
    for (const skill of own) skills.set(skill.manifest.id, skill);
    onChange?.({ added, problems });
  }

  const refresh = (): Promise<void> => {
    const next = reading.then(read);
    // one failed reading must not prevent the next
    reading = next.catch(() => undefined);
    return next;
  };
  // followed first, so that no change falls between the reading and the following
  const stop = options.isWatching ? await follow([skillsDir, typedDir], refresh, onFailed) : async () => {};
  await refresh();
  return { skillsDir, typedDir, skills, problems: () => problems, refresh, close: stop };
}

type Loaded = {
  readonly folder: string;
  readonly skill: InstalledSkill | null;
  readonly problems: readonly DefinitionProblem[];
};

async function loadAll(directory: string, isTyped: boolean): Promise<readonly Loaded[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const folders = entries.filter(
    (entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith("."),
  );
  const paths = folders.map(({ name }) => join(directory, name)).toSorted();
  const loaded = await Promise.all(
    paths.map(async (folder): Promise<Loaded | null> => {
      if (!(await hasDefinition(folder))) return null;
      const read = await loadFolder(folder, { isTyped }).catch(toUnreadable);
      return read.ok ? { folder, skill: read.value, problems: [] } : { folder, skill: null, problems: read.error };
    }),
  );
  return loaded.filter((each) => each !== null);
}

/** A file that is replaced while it is read is read again at the next change. */
function toUnreadable(error: unknown): Result<never, readonly DefinitionProblem[]> {
  return err([{ line: null, key: null, message: `It cannot be read: ${String(error)}` }]);
}

/** A folder without one is not a skill, or not yet. */
async function hasDefinition(folder: string): Promise<boolean> {
  return await stat(join(folder, DEFINITION_FILE)).then(
    () => true,
    () => false,
  );
}

async function follow(
  directories: string[],
  refresh: () => Promise<void>,
  onFailed: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | null = null;
  const watcher = watch(directories, { ignoreInitial: true, depth: WATCHED_DEPTH });
  watcher.on("all", () => {
    timer ??= setTimeout(() => {
      timer = null;
      refresh().catch(onFailed);
    }, SETTLE_MS);
  });
  await once(watcher, "ready");
  return async () => {
    if (timer !== null) clearTimeout(timer);
    await watcher.close();
  };
}
