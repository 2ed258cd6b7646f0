import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { StartError } from "../process/start-error.ts";

/** Makes the data folder, checks that it can be written, and holds it for this process. Throws StartError or FolderInUseError. */
export function openDataFolder(folder: string): FolderLock {
  try {
    makeFolder(folder);
    const probe = join(folder, `.write-test-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(
      `The data folder ${folder} cannot be written (${reason}). Set DATA_DIR to a folder of yours.`,
      { cause: error },
    );
  }
  return lockFolder(folder);
}

/** One by one: Node's recursive mkdir never returns where the system says ENOENT for a folder that cannot be, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
