import { readFileSync, readdirSync, readlinkSync } from "node:fs";

const onLinux = process.platform === "linux";
let bootId: string | null = null;

/** The start time of a process, comparable only for equality; null when it is gone or a zombie. Distinguishes reused pids, even across a reboot. */
export function processStartedAt(pid: number): string | null {
  if (!onLinux) return isSignalable(pid) ? "unknown" : null;
  const stat = readProc(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // the name in parentheses may itself contain spaces and parentheses
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return null;
  bootId ??= readProc("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return `${bootId}:${fields[19] ?? ""}`;
}

/** True while that process is running; false for a zombie. */
export function isProcessAlive(pid: number, startedAt: string): boolean {
  return processStartedAt(pid) === startedAt;
}

/** Pids of running processes whose working folder is `folder`. */
export function findProcessesIn(folder: string): number[] {
  if (!onLinux) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid) === folder && processStartedAt(pid) !== null);
}

function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // ended meanwhile, or owned by another user: not ours
  }
}

function readProc(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
