import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Living children of a process whose command line holds the text. Linux. */
export function findChildren(parentPid: number, text: string): number[] {
  return listPids().filter((pid) => {
    const [, parent] = statFields(pid);
    return (
      parent === String(parentPid) && isLiving(pid) && readProc(pid, "cmdline").replaceAll("\0", " ").includes(text)
    );
  });
}

/** Living members of a process group. Linux. */
export function findGroup(groupId: number): number[] {
  return listPids().filter((pid) => isLiving(pid) && statFields(pid)[2] === String(groupId));
}

function listPids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** One letter: R runs, S sleeps, T stands still, Z is a zombie; null when there is no such process. Linux. */
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
export async function until(what: string, isTrue: () => boolean, limitMs = 10_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}`);
    await delay(10);
  }
}

/** Living processes below one, as far down as they go. Linux. */
export function findDescendants(pid: number): number[] {
  const children = listPids().filter((child) => statFields(child)[1] === String(pid) && isLiving(child));
  return [...children, ...children.flatMap(findDescendants)];
}

/** What a process was started as, for a test's message. Linux. */
export function describeProcess(pid: number): string {
  return `${pid} ${readProc(pid, "cmdline").replaceAll("\0", " ").slice(0, 160)}`;
}

/** Living processes that were given the text as a whole value in their environment. Linux. */
export function findByEnvironment(variable: string): number[] {
  return listPids().filter((pid) => isLiving(pid) && readProc(pid, "environ").split("\0").includes(variable));
}
