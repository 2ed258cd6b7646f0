import { memoryUsage } from "node:process";
import pidtree from "pidtree";
import pidusage from "pidusage";
import { READS_PROC, readProcFile } from "./proc-file.ts";

export type ProcessTree = { readonly pids: readonly number[]; readonly rssMb: number };

const BYTES_PER_MB = 1_048_576;
/** more than a skill may have; the census finds what a larger tree leaves out */
const MAX_PIDS = 256;

/**
 * A process and its descendants with their resident memory; null when it has ended. `others` are counted too, with theirs.
 * At most 256 processes. Linux only: three small reads per process.
 */
export function readProcessTree(rootPid: number, others: readonly number[] = []): ProcessTree | null {
  const pids: number[] = [];
  let pages = 0;
  const pending = [...others, rootPid];
  const seen = new Set<number>();
  for (let pid = pending.pop(); pid !== undefined && pids.length < MAX_PIDS; pid = pending.pop()) {
    if (seen.has(pid)) continue;
    seen.add(pid);
    const resident = readResidentPages(pid);
    if (resident === null) continue;
    pids.push(pid);
    pages += resident;
    pending.push(...readChildren(pid));
  }
  return pids.length === 0 ? null : { pids, rssMb: (pages * pageBytes()) / BYTES_PER_MB };
}

/** The same via `ps`, for systems without /proc. */
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

/** False for a process that is gone, and for a zombie, which holds no resources. */
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
  const resident = Number(readProcFile(`/proc/${pid}/statm`)?.split(" ")[1] ?? "");
  return resident > 0 ? resident : null;
}

/** The kernel lists children per thread; threads other than the main one rarely start any. */
function readChildren(pid: number): number[] {
  const listed = readProcFile(`/proc/${pid}/task/${pid}/children`)?.trim() ?? "";
  return listed === "" ? [] : listed.split(" ").map(Number);
}

/** The state follows the command name in parentheses, which may contain any character. */
function readState(pid: number): string | null {
  const stat = readProcFile(`/proc/${pid}/stat`);
  return stat === null ? null : stat.charAt(stat.lastIndexOf(")") + 2);
}

let knownPageBytes: number | null = null;

/** The page size is 4, 16 or 64 kB and Node does not expose it, so it is derived from our own RSS in bytes and in pages. */
function pageBytes(): number {
  knownPageBytes ??= 2 ** Math.round(Math.log2(memoryUsage.rss() / (readResidentPages(process.pid) ?? Number.NaN)));
  return knownPageBytes;
}
