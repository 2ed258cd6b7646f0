import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, requireWritten } from "./folders/data-folder.ts";
import { StartError } from "./process/start-error.ts";

const NAME = "machine-id";

/**
 * Identifies this machine among those that share a database; host names do not, because containers may share one.
 * Created once and kept in the data folder. Throws StartError.
 */
export function ensureMachineId(dataDir: string): string {
  const path = join(dataDir, NAME);
  const kept = requireWritten(dataDir, () => readIfThere(path) ?? create(dataDir, path));
  const id = kept.trim();
  if (!/^machine_[0-9a-f-]{36}$/.test(id))
    throw new StartError(`${path} does not hold a machine id. Delete it, and a new one is made.`);
  return id;
}

/** Linked into place with its content, so that a crash leaves no torn file, and of processes that start together the first one's id holds. */
function create(dataDir: string, path: string): string {
  makeFolder(dataDir);
  const own = `${path}.${randomUUID()}`;
  try {
    writeFileSync(own, `machine_${randomUUID()}\n`, { mode: 0o600, flag: "wx" });
    linkSync(own, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(own, { force: true });
  }
  return readFileSync(path, "utf8");
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
