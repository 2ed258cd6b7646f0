import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isProcessAlive, processSpace, processStartedAt } from "../process/process-identity.ts";

/** How long a record of another computer or container counts, whose processes cannot be seen from here. */
const FOREIGN_USER_MS = 7 * 24 * 60 * 60_000;

const User = z.object({ pid: z.number(), startedAt: z.string(), space: z.string().nullable() });

const usersFolder = (build: string) => join(build, "users");

/** Records that this process uses the build, until it exits. */
export function registerUser(build: string): void {
  mkdirSync(usersFolder(build), { recursive: true });
  const user: z.infer<typeof User> = {
    pid: process.pid,
    startedAt: processStartedAt(process.pid) ?? "",
    space: processSpace(),
  };
  writeFileSync(join(usersFolder(build), String(process.pid)), JSON.stringify(user));
}

/** Removes the builds in this folder that no running process uses, except `kept`. The caller holds the lock of the folder. */
export function removeUnusedBuilds(folder: string, kept: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const build = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name === kept || isUsed(build)) continue;
    rmSync(build, { recursive: true, force: true });
  }
}

function isUsed(build: string): boolean {
  const users = statSync(usersFolder(build), { throwIfNoEntry: false });
  return (
    users !== undefined && readdirSync(usersFolder(build)).some((name) => isRunning(join(usersFolder(build), name)))
  );
}

function isRunning(record: string): boolean {
  const user = readUser(record);
  if (user === null) return false;
  if (user.space !== null && user.space === processSpace()) return isProcessAlive(user.pid, user.startedAt);
  return Date.now() - statSync(record).mtimeMs < FOREIGN_USER_MS;
}

function readUser(record: string): z.infer<typeof User> | null {
  try {
    return User.parse(JSON.parse(readFileSync(record, "utf8")));
  } catch {
    return null; // incomplete after a crash, so its process has ended
  }
}
