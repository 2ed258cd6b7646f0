import { spawnSync } from "node:child_process";

let prefix: readonly string[] | null = null;

/** Put in front of a command, makes the kernel kill it when we die, however we die. Empty where setpriv is missing. */
export function killedWithParent(): readonly string[] {
  if (prefix === null) {
    const works =
      spawnSync("setpriv", ["--pdeathsig", "KILL", "--", "true"], { stdio: "ignore", timeout: 5_000 }).status === 0;
    prefix = works ? ["setpriv", "--pdeathsig", "KILL", "--"] : [];
  }
  return prefix;
}

/** In a child started with an IPC channel: calls `onOrphaned` when the parent is gone. The watchdog where the kernel does not help. */
export function onParentGone(onOrphaned: () => void): void {
  if (process.channel) process.once("disconnect", onOrphaned);
}
