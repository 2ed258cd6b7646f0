import { setTimeout as delay } from "node:timers/promises";
import { isProcessAlive, readProcessTree } from "./process-tree.ts";

const POLL_MS = 10;
/** how long to wait for a killed process that the kernel still keeps (blocked I/O, debugger) */
const GIVE_UP_MS = 2_000;

/** Sends a signal to the whole group; false when the group is empty. */
export function signalGroup(groupId: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-groupId, signal);
    return true;
  } catch (error) {
    if (isAlreadyGone(error)) return false;
    throw new Error(`Process group ${groupId} cannot be sent ${signal}`, { cause: error });
  }
}

/** Sends SIGKILL to the group and to descendants outside it. Returns the pids to wait for. */
export function killTree(groupId: number): readonly number[] {
  const pids = readProcessTree(groupId)?.pids ?? [];
  signalGroup(groupId, "SIGKILL");
  for (const pid of pids) killOne(pid);
  return pids;
}

/** Sends SIGKILL to a process inside a group and to its descendants. */
export function endTree(rootPid: number): void {
  for (const pid of readProcessTree(rootPid)?.pids ?? [rootPid]) killOne(pid);
}

/** SIGTERM to the group, a grace period, then SIGKILL. Resolves when no process of it is running. */
export async function endProcessGroup(groupId: number, options: { graceMs: number }): Promise<void> {
  const pids = readProcessTree(groupId)?.pids ?? [groupId];
  if (signalGroup(groupId, "SIGTERM")) await waitUntilGone([groupId], options.graceMs);
  const rest = killTree(groupId);
  for (const pid of pids) killOne(pid);
  await waitUntilGone([...pids, ...rest], GIVE_UP_MS);
}

/** Sends SIGKILL; does nothing once the process has ended. */
export function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!isAlreadyGone(error)) throw error;
  }
}

/** Gone, or a zombie not reaped yet: macOS reports EPERM for a group of zombies, which must not crash the runner. */
function isAlreadyGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM");
}

export async function waitUntilGone(pids: readonly number[], limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (pids.some(isProcessAlive) && performance.now() < deadline) await delay(POLL_MS);
}
