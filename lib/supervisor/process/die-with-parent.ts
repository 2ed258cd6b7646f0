import { spawnSync } from "node:child_process";

let prefix: readonly string[] | null = null;

/** A command prefix that makes the kernel kill the command when this process dies. Empty without setpriv. */
export function killedWithParent(): readonly string[] {
  if (prefix === null) {
    const works =
      spawnSync("setpriv", ["--pdeathsig", "KILL", "--", "true"], { stdio: "ignore", timeout: 5_000 }).status === 0;
    prefix = works ? ["setpriv", "--pdeathsig", "KILL", "--"] : [];
  }
  return prefix;
}

/** In a child with an IPC channel: calls `onOrphaned` when the parent has ended. Needed where the kernel does not kill the child. */
export function onParentGone(onOrphaned: () => void): void {
  if (process.channel) process.once("disconnect", onOrphaned);
}
