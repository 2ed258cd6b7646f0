import { readFileSync } from "node:fs";
import { memoryUsage } from "node:process";
import pidtree from "pidtree";
import pidusage from "pidusage";

export type ProcessTree = { readonly pids: readonly number[]; readonly rssMb: number };

const BYTES_PER_MB = 1_048_576;
export const READS_PROC = process.platform === "linux";

/** A process and everything it started, with their resident memory; null when it has ended. Linux: three small reads a process. */
export function readProcessTree(rootPid: number): ProcessTree | null {
  const pids: number[] = [];
  let pages = 0;
  const waiting = [rootPid];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const resident = readResidentPages(pid);
    if (resident === null) continue;
    pids.push(pid);
    pages += resident;
    waiting.push(...readChildren(pid));
  }
  return pids.length === 0 ? null : { pids, rssMb: (pages * pageBytes()) / BYTES_PER_MB };
}

/** The same by `ps`, for systems without /proc. */
export async function queryProcessTree(rootPid: number): Promise<ProcessTree | null> {
  try {
    const pids = await pidtree(rootPid, { root: true });
    const usage = Object.values(await pidusage(pids));
    return { pids, rssMb: usage.reduce((bytes, one) => bytes + (one?.memory ?? 0), 0) / BYTES_PER_MB };
  } catch (error) {
    if (!isProcessAlive(rootPid)) return null;
    throw new Error(`Memory of process ${rootPid} cannot be read`, { cause: error });
  }
}

/** False for a process that is gone, and for a zombie: it holds nothing any more. */
export function isProcessAlive(pid: number): boolean {
  if (READS_PROC) return !["Z", "X", null].includes(readState(pid));
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function readResidentPages(pid: number): number | null {
  const resident = Number(readProc(`/proc/${pid}/statm`)?.split(" ")[1] ?? "");
  return resident > 0 ? resident : null;
}

/** Children are listed by the thread that started them; other threads than the first hardly ever start one. */
function readChildren(pid: number): number[] {
  const listed = readProc(`/proc/${pid}/task/${pid}/children`)?.trim() ?? "";
  return listed === "" ? [] : listed.split(" ").map(Number);
}

/** The state follows the command's name, which stands in parentheses and may hold any character. */
function readState(pid: number): string | null {
  const stat = readProc(`/proc/${pid}/stat`);
  return stat === null ? null : stat.charAt(stat.lastIndexOf(")") + 2);
}

/** Null when the process has ended between two reads: that is no error here. */
function readProc(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}

let knownPageBytes: number | null = null;

/** Pages are 4, 16 or 64 kB by machine and Node does not say which: the own size in bytes and in pages tells. */
function pageBytes(): number {
  knownPageBytes ??= 2 ** Math.round(Math.log2(memoryUsage.rss() / (readResidentPages(process.pid) ?? Number.NaN)));
  return knownPageBytes;
}
