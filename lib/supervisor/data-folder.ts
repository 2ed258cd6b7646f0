import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { StartError } from "./start-error.ts";

/** Makes the data folder, checks that it can be written, and holds it for this process. Throws StartError or FolderInUseError. */
export function openDataFolder(folder: string): FolderLock {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const probe = join(folder, `.write-test-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(`The data folder ${folder} cannot be written (${reason}). Set DATA_DIR to a folder of yours.`, { cause: error });
  }
  return lockFolder(folder);
}
