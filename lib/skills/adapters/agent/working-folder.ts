import { cp, mkdir, mkdtemp, readdir, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";

const PREFIX = "triptych-work-";
/** Beside folders that are kept on request. */
const KEPT = ".kept";
/** Longer than any item may take: what is older was left by a worker that was killed. */
const LEFT_AFTER_MS = 86_400_000;

/** The working folders of one worker, a new one for each item, below the system's temporary folder. */
export class WorkingFolders {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  static async open(parent: string = tmpdir(), wallMs: number = Date.now()): Promise<WorkingFolders> {
    await removeLeft(parent, wallMs);
    return new WorkingFolders(await mkdtemp(join(parent, PREFIX)));
  }

  /** Creates a folder with copies of the files; of a name that ends with a slash, its content. Throws when one is missing. */
  async create(index: number, files: readonly string[], source: string): Promise<string> {
    await mkdir(this.#root, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(this.#root, `item-${index + 1}-`));
    for (const file of files) {
      const from = resolve(source, file);
      if (relative(source, from).startsWith("..")) throw new Error(`${file} is not in the skill's folder.`);
      const to = file.endsWith("/") ? folder : join(folder, basename(from));
      try {
        await cp(from, to, { recursive: true, verbatimSymlinks: true });
      } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
        throw new Error(`${file} cannot be copied into the working folder (${code}).`, { cause: error });
      }
    }
    return folder;
  }

  /** Marks what remains as kept on purpose. */
  async keep(): Promise<void> {
    await writeFile(join(this.#root, KEPT), "");
  }

  async remove(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true });
  }

  /** Removes the worker's own folder if nothing in it is kept. */
  async close(): Promise<void> {
    await rmdir(this.#root).catch(() => {});
  }
}

async function removeLeft(parent: string, wallMs: number): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const folder = join(parent, name);
    const found = await stat(folder).catch(() => null);
    if (found === null || found.uid !== process.getuid?.() || wallMs - found.mtimeMs < LEFT_AFTER_MS) continue;
    if ((await stat(join(folder, KEPT)).catch(() => null)) !== null) continue;
    // another worker may be removing it
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
