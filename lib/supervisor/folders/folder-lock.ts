import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isProcessAlive, processStartedAt } from "../process/process-identity.ts";

export type FolderLock = { release(): void };

/** Thrown when another running process has locked the folder. */
export class FolderInUseError extends Error {
  readonly code = "folder-in-use";
}

type Holder = { readonly pid: number; readonly startedAt: string };

/** Locks a folder until release or the end of this process; the lock of a killed process is stale and is replaced. Throws FolderInUseError. */
export function lockFolder(folder: string, name = "triptych.lock"): FolderLock {
  const path = join(folder, name);
  const own = `${path}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, startedAt: processStartedAt(process.pid) ?? "" } satisfies Holder);
  writeFileSync(own, content);
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (tryLink(own, path)) return { release: () => releaseIfOwn(path, content) };
      removeIfStale(path, folder);
    }
  } finally {
    rmSync(own, { force: true });
  }
  throw new FolderInUseError(`The data folder ${folder} is being opened by another process. Try again.`);
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function removeIfStale(path: string, folder: string): void {
  const holder = readHolder(path);
  refuseWhenAlive(holder, folder);
  // renamed before it is removed: if another process has replaced the lock meanwhile, its lock is restored
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const taken = readHolder(aside);
  if (taken !== null && isProcessAlive(taken.pid, taken.startedAt)) tryLink(aside, path);
  rmSync(aside, { force: true });
  refuseWhenAlive(taken, folder);
}

function refuseWhenAlive(holder: Holder | null, folder: string): void {
  if (holder === null || !isProcessAlive(holder.pid, holder.startedAt)) return;
  throw new FolderInUseError(
    `Triptych already runs on the data folder ${folder} (process ${holder.pid}). Stop it first, or set DATA_DIR to another folder.`,
  );
}

function readHolder(path: string): Holder | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isHolder(parsed) ? parsed : null;
  } catch {
    return null; // missing, or incomplete after a crash: not locked
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    "startedAt" in value &&
    typeof value.pid === "number"
  );
}

function releaseIfOwn(path: string, content: string): void {
  const holder = readHolder(path);
  if (JSON.stringify(holder) === content) rmSync(path, { force: true });
}
