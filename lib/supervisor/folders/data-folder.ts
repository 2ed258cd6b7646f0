import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FolderInUseError, type FolderLock, lockFolder } from "./folder-lock.ts";
import { StartError } from "../process/start-error.ts";

/** Creates the data folder, checks that it is writable, and locks it for this process. Throws StartError or FolderInUseError. */
export function openDataFolder(folder: string): FolderLock {
  requireWritten(folder, () => {
    makeFolder(folder);
    const probe = join(folder, `.write-test-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  });
  // the lock is the first file with content, which a full disk refuses
  return requireWritten(folder, () => lockFolder(folder));
}

/** Throws StartError, in words for the operator, when `write` fails. */
export function requireWritten<Value>(folder: string, write: () => Value): Value {
  try {
    return write();
  } catch (error) {
    if (error instanceof FolderInUseError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOSPC")
      throw new StartError(`The disk of ${folder} is full. Free some space and start again; nothing is lost.`, {
        cause: error,
      });
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(
      `The data folder ${folder} cannot be written (${reason}). Set DATA_DIR to a writable folder.`,
      { cause: error },
    );
  }
}

/** Creates one level at a time: Node's recursive mkdir never returns when the system keeps reporting ENOENT, as it does below /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
