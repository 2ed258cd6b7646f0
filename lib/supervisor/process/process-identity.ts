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
  return `${readBootId()}:${fields[19] ?? ""}`;
}

/**
 * The scope in which a pid identifies a process: the boot of the kernel and the pid namespace. null when the system does
 * not report them; then no other process may be declared dead by its pid.
 */
export function processSpace(): string | null {
  const namespace = readLink("/proc/self/ns/pid");
  return !onLinux || readBootId() === "" || namespace === null ? null : `${readBootId()}:${namespace}`;
}

function readBootId(): string {
  bootId ??= readProc("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return bootId;
}

/** True while that process is running; false for a zombie. */
export function isProcessAlive(pid: number, startedAt: string): boolean {
  return processStartedAt(pid) === startedAt;
}

/** Pids of running processes whose working folder is `folder`. */
export function findProcessesIn(folder: string): number[] {
  if (!onLinux) return [];
  return (
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      // null: it has exited or belongs to another user; not ours either way
      .filter((pid) => readLink(`/proc/${pid}/cwd`) === folder && processStartedAt(pid) !== null)
  );
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
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
