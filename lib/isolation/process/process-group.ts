import { setTimeout as delay } from "node:timers/promises";
import { isProcessAlive, readProcessTree } from "./process-tree.ts";

const POLL_MS = 10;
/** a killed process that the kernel still holds on to (disk, debugger) is not waited for any longer */
const GIVE_UP_MS = 2_000;

/** Sends to the whole group; false when nobody is left in it. */
export function signalGroup(groupId: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-groupId, signal);
    return true;
  } catch (error) {
    if (isBeyondReach(error)) return false;
    throw new Error(`Process group ${groupId} cannot be sent ${signal}`, { cause: error });
  }
}

/** SIGKILL to the group and to what its leader started outside the group. Returns whom to wait for. */
export function killTree(groupId: number): readonly number[] {
  const pids = readProcessTree(groupId)?.pids ?? [];
  signalGroup(groupId, "SIGKILL");
  for (const pid of pids) killOne(pid);
  return pids;
}

/** SIGTERM to the group, grace, SIGKILL to all of it. Resolves when nothing of it runs any more. */
export async function endProcessGroup(groupId: number, options: { graceMs: number }): Promise<void> {
  const pids = readProcessTree(groupId)?.pids ?? [groupId];
  if (signalGroup(groupId, "SIGTERM")) await waitUntilGone([groupId], options.graceMs);
  const rest = killTree(groupId);
  for (const pid of pids) killOne(pid);
  await waitUntilGone([...pids, ...rest], GIVE_UP_MS);
}

function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!isBeyondReach(error)) throw error;
  }
}

/** Gone, or only a zombie that the parent has not met yet: macOS says EPERM of a group of those, which must not end the runner. */
function isBeyondReach(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM");
}

export async function waitUntilGone(pids: readonly number[], limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (pids.some(isProcessAlive) && performance.now() < deadline) await delay(POLL_MS);
}
