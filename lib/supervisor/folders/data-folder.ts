import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { StartError } from "../process/start-error.ts";

/** Creates the data folder, checks that it is writable, and locks it for this process. Throws StartError or FolderInUseError. */
export function openDataFolder(folder: string): FolderLock {
  try {
    makeFolder(folder);
    const probe = join(folder, `.write-test-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(
      `The data folder ${folder} cannot be written (${reason}). Set DATA_DIR to a writable folder.`,
      { cause: error },
    );
  }
  return lockFolder(folder);
}

/** Creates one level at a time: Node's recursive mkdir never returns when the system keeps reporting ENOENT, as it does below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
