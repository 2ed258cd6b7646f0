import { readFileSync } from "node:fs";

const NS_PER_MS = 1e6;

/**
 * How long the main thread of a process has waited for a CPU while ready to run, since its start: the second
 * value of /proc/PID/schedstat. Null on systems without this file, and for a process that has ended.
 */
export function readCpuWaitMs(pid: number): number | null {
  try {
    const waitNs = Number(readFileSync(`/proc/${pid}/schedstat`, "latin1").split(" ")[1]);
    return Number.isFinite(waitNs) ? waitNs / NS_PER_MS : null;
  } catch {
    return null;
  }
}
