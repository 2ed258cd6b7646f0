import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Running children of a process whose command line contains the text. Linux. */
export function findChildren(parentPid: number, text: string): number[] {
  return listPids().filter((pid) => {
    const [, parent] = statFields(pid);
    return (
      parent === String(parentPid) && isLiving(pid) && readProc(pid, "cmdline").replaceAll("\0", " ").includes(text)
    );
  });
}

/** Running members of a process group. Linux. */
export function findGroup(groupId: number): number[] {
  return listPids().filter((pid) => isLiving(pid) && statFields(pid)[2] === String(groupId));
}

function listPids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** One letter: R running, S sleeping, T stopped, Z zombie; null when the process does not exist. Linux. */
export function readState(pid: number): string | null {
  return statFields(pid)[0] ?? null;
}

export function isLiving(pid: number): boolean {
  const state = readState(pid);
  return state !== null && state !== "Z" && state !== "X";
}

/** The fields after the command's name: state, parent, group … */
function statFields(pid: number): string[] {
  const stat = readProc(pid, "stat");
  return stat === "" ? [] : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

/** Polls until the condition holds; throws with its description after the limit. */
export async function until(what: string, isTrue: () => boolean, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}`);
    await delay(10);
  }
}

/** All running descendants of a process. Linux. */
export function findDescendants(pid: number): number[] {
  const children = listPids().filter((child) => statFields(child)[1] === String(pid) && isLiving(child));
  return [...children, ...children.flatMap(findDescendants)];
}

/** The command line of a process, for failure messages. Linux. */
export function describeProcess(pid: number): string {
  return `${pid} ${readProc(pid, "cmdline").replaceAll("\0", " ")}`;
}

/** Running processes whose environment contains the variable. Linux. */
export function findByEnvironment(variable: string): number[] {
  return listPids().filter((pid) => isLiving(pid) && readProc(pid, "environ").split("\0").includes(variable));
}

/** The initial environment of a process, one variable a line. Linux. */
export function readEnvironment(pid: number): string {
  return readProc(pid, "environ").replaceAll("\0", "\n");
}
