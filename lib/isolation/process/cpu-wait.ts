import { readFileSync } from "node:fs";

const NS_PER_MS = 1e6;

/**
 * How long the first thread of a process was ready to run and another had its processor, since it started: the second
 * figure of /proc/PID/schedstat. Null where there is no such file, and for a process that has ended.
 */
export function readCpuWaitMs(pid: number): number | null {
  try {
    const waitNs = Number(readFileSync(`/proc/${pid}/schedstat`, "latin1").split(" ")[1]);
    return Number.isFinite(waitNs) ? waitNs / NS_PER_MS : null;
  } catch {
    return null;
  }
}
