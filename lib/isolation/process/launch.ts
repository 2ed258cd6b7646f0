import { spawn, spawnSync, type ChildProcessByStdio } from "node:child_process";
import { setPriority } from "node:os";
import type { Readable, Writable } from "node:stream";

export type SkillProcess = ChildProcessByStdio<Writable, Readable, Readable> & { readonly pid: number };

export type LaunchOptions = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

const INHERITED = ["PATH", "HOME", "LANG", "TZ", "NODE_COMPILE_CACHE"] as const;
/** Skills give way a little, so that runner and web stay responsive on two cores. */
const NICENESS = 5;

/** What a skill may know of our surroundings: never a key, never the database. */
export function computeLeanEnv(
  parentEnv: Readonly<Record<string, string | undefined>>,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  const inherited = INHERITED.flatMap((name) =>
    parentEnv[name] === undefined ? [] : [[name, parentEnv[name]] as const],
  );
  return { ...Object.fromEntries(inherited), ...extra };
}

/** Starts a process as the leader of a group of its own. Throws when the system cannot start it. */
export function launchSkillProcess(options: LaunchOptions): SkillProcess {
  const [command, args] = withParentDeathSignal(options.command, options.args);
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    env: { NODE_ENV: "production", ...options.env },
  });
  // its cause stands in the error that the caller sees through `pid`; a write to an ended skill fails by its exit
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  if (!hasPid(child)) throw new Error(`The skill's process could not be started: ${command}`);
  lowerPriority(child.pid);
  return child;
}

function hasPid(child: ChildProcessByStdio<Writable, Readable, Readable>): child is SkillProcess {
  return child.pid !== undefined;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // it has ended already, or the system knows no priorities: it then runs, or ends, as it is
  }
}

let knowsDeathSignal: boolean | null = null;

/** Linux ends the process with its parent even when the watchdog was killed beforehand. */
function withParentDeathSignal(command: string, args: readonly string[]): [string, string[]] {
  knowsDeathSignal ??=
    process.platform === "linux" &&
    spawnSync("setpriv", ["--pdeathsig", "KILL", "true"], { stdio: "ignore" }).status === 0;
  return knowsDeathSignal ? ["setpriv", ["--pdeathsig", "KILL", command, ...args]] : [command, [...args]];
}
