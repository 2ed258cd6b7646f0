import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { readProcFile } from "./proc-file.ts";

/** The variable that every process of a worker inherits. */
export const WORKER_VARIABLE = "TRIPTYCH_WORKER";
const WORKER_MARK = new RegExp(`(?:^|\\0)${WORKER_VARIABLE}=([^\\0]*)`);

/** Linux starts no program with more arguments and variables than this, together. */
const MAX_ENVIRONMENT_BYTES = 6 * 1_048_576;
/** The mark of what a process of a worker starts: found as the worker's by its beginning, and apart from the rest by itself. */
export function nestMark(outer: string | undefined): string {
  return `${outer ?? ""}/${randomUUID().slice(0, 8)}`;
}

export function isWithinMark(mark: string | null, outer: string): boolean {
  return mark === outer || mark?.startsWith(`${outer}/`) === true;
}

export type ProcEntry = {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** in ticks since the boot; with the pid it names a process for good */
  readonly startedAt: string;
};

/** All threads of the machine, or of its visible part: the fourth value of /proc/loadavg is "running/all". */
export function countThreads(): number {
  return Number(readProcFile("/proc/loadavg")?.split(" ")[3]?.split("/")[1] ?? "");
}

/** Ascending, as the kernel lists them. */
export function listPids(): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0);
}

/** Null for a process that is gone, and for a zombie that waits for its new parent, process 1, which may never reap it. */
export function readProcEntry(pid: number): ProcEntry | null {
  const stat = readProcFile(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // the fields after the command's name, which may contain any character: state, parent, group, session … start
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ", 20);
  const [parent = 0, group = 0, session = 0] = fields.slice(1, 4).map(Number);
  if (fields[0] === "Z" && parent === 1) return null;
  return { pid, parent, group, session, startedAt: fields[19] ?? "" };
}

/** The mark of the worker that a process belongs to, by the environment that it began with; null without one. */
export function readWorkerMark(pid: number): string | null {
  return WORKER_MARK.exec(readProcFile(`/proc/${pid}/environ`, MAX_ENVIRONMENT_BYTES) ?? "")?.[1] ?? null;
}
