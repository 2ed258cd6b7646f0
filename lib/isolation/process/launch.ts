import { randomUUID } from "node:crypto";
import { spawn, spawnSync, type ChildProcessByStdio } from "node:child_process";
import { setPriority } from "node:os";
import type { Readable, Writable } from "node:stream";
import { WORKER_VARIABLE } from "./proc-entries.ts";

/** `mark`: the value of WORKER_VARIABLE in its environment, by which its processes are found */
export type SkillProcess = ChildProcessByStdio<Writable, Readable, Readable> & {
  readonly pid: number;
  readonly mark: string;
};

export type LaunchOptions = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** absolute; null or left out: that of this process */
  readonly cwd?: string | null;
};

const INHERITED = ["PATH", "HOME", "LANG", "TZ", "NODE_COMPILE_CACHE"] as const;
/** Skills run at a lower priority, so that runner and web stay responsive on two cores. */
const NICENESS = 5;

/** The environment for a skill process: an allow-list that contains no keys and no database URL. */
export function computeLeanEnv(
  parentEnv: Readonly<Record<string, string | undefined>>,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  const inherited = INHERITED.flatMap((name) =>
    parentEnv[name] === undefined ? [] : [[name, parentEnv[name]] as const],
  );
  return { ...Object.fromEntries(inherited), ...extra };
}

/** Starts a process as the leader of its own process group. Throws when it cannot be started. */
export function launchSkillProcess(options: LaunchOptions): SkillProcess {
  const [command, args] = withParentDeathSignal(options.command, options.args);
  const mark = randomUUID();
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    env: { [WORKER_VARIABLE]: mark, NODE_ENV: "production", ...options.env },
    ...(typeof options.cwd === "string" ? { cwd: options.cwd } : {}),
  });
  // a failed start is reported below by the missing pid; a failed write follows from the exit, which is handled elsewhere
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  if (!hasPid(child)) throw new Error(`The skill's process could not be started: ${command}`);
  lowerPriority(child.pid);
  return Object.assign(child, { mark });
}

function hasPid(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
): child is ChildProcessByStdio<Writable, Readable, Readable> & { readonly pid: number } {
  return child.pid !== undefined;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // it has already ended, or the system has no priorities: neither matters
  }
}

let hasSetpriv: boolean | null = null;

/** On Linux the kernel ends the process with its parent, even if the watchdog was killed before. */
function withParentDeathSignal(command: string, args: readonly string[]): [string, string[]] {
  hasSetpriv ??=
    process.platform === "linux" &&
    spawnSync("setpriv", ["--pdeathsig", "KILL", "true"], { stdio: "ignore" }).status === 0;
  return hasSetpriv ? ["setpriv", ["--pdeathsig", "KILL", command, ...args]] : [command, [...args]];
}
