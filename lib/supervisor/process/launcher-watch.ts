import { readFileSync } from "node:fs";
import { processStartedAt } from "./process-identity.ts";

/**
 * npm starts this process through a shell. When npm is killed, it cannot notify us, and the shell survives.
 * Calls `onGone` once when either has ended. On systems other than Linux only the shell is watched.
 */
export function watchLaunchers(onGone: () => void): () => void {
  const launchers = [process.ppid, parentOf(process.ppid)]
    .filter((pid) => pid > 1)
    .map((pid) => ({ pid, startedAt: processStartedAt(pid) }));
  const timer = setInterval(() => {
    if (launchers.every(({ pid, startedAt }) => processStartedAt(pid) === startedAt)) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0;
  }
}
