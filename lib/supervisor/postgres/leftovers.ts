import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findProcessesIn } from "../process/process-identity.ts";

/** Ends PostgreSQL processes left behind on this data folder, then removes stale lock files. */
export async function clearLeftovers(clusterFolder: string, socketFolder: string): Promise<void> {
  const postmaster = readPostmasterPid(clusterFolder);
  if (postmaster !== null && findProcessesIn(clusterFolder).includes(postmaster)) {
    signal(postmaster, "SIGINT");
    await waitUntil(() => findProcessesIn(clusterFolder).length === 0, 5_000);
  }
  // orphaned backends would corrupt the data of a new server
  for (const pid of findProcessesIn(clusterFolder)) signal(pid, "SIGKILL");
  const ended = await waitUntil(() => findProcessesIn(clusterFolder).length === 0, 5_000);
  if (!ended)
    throw new Error(
      `PostgreSQL processes are still running on ${clusterFolder}: ${findProcessesIn(clusterFolder).join(", ")}`,
    );
  rmSync(join(clusterFolder, "postmaster.pid"), { force: true });
  rmSync(join(socketFolder, ".s.PGSQL.5432"), { force: true });
  rmSync(join(socketFolder, ".s.PGSQL.5432.lock"), { force: true });
}

/** True once the server accepts connections, according to line 8 of its pid file. */
export function isReady(clusterFolder: string, pid: number): boolean {
  const lines = readPidFile(clusterFolder);
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const endsAt = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > endsAt) return false;
    await delay(15);
  }
  return true;
}

function readPostmasterPid(clusterFolder: string): number | null {
  const pid = Number(readPidFile(clusterFolder)[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

function readPidFile(clusterFolder: string): string[] {
  const path = join(clusterFolder, "postmaster.pid");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
