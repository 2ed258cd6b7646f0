import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { childEnvironment } from "../../config.ts";
import { killedWithParent } from "./die-with-parent.ts";
import { StartError } from "./start-error.ts";

export type ChildOptions = {
  readonly name: string;
  /** arguments for node, beginning with the script */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | null };
  /** variables that are passed on stdin (`takePassedSettings`), because other programs can read an environment */
  readonly secrets?: { readonly [name: string]: string };
  readonly printLine: (line: string) => void;
  /** time limit for a graceful stop */
  readonly stopWithinMs: number;
};

export type SupervisedChild = {
  /** rejects when the child cannot be started: it exited immediately five times in a row */
  readonly startFailure: Promise<never>;
  readonly pid: () => number | null;
  /** SIGTERM, wait, SIGKILL; the child is not restarted. */
  stop(): Promise<void>;
};

/** A child that ran this long counts as started; its later exit is not caused by its settings. */
const STARTED_AFTER_MS = 5_000;
const MAX_FAILED_STARTS = 5;
/** EX_CONFIG of sysexits: a retry would not help. */
const EXIT_BAD_CONFIG = 78;
const LONGEST_PAUSE_MS = 5_000;

/** Runs a Node program and restarts it with exponential back-off whenever it exits. */
export function superviseChild(options: ChildOptions): SupervisedChild {
  const stopping = new AbortController();
  let child: ChildProcess | null = null;

  async function run(): Promise<never> {
    let failedStarts = 0;
    let hasStarted = false;
    for (;;) {
      const startedAt = performance.now();
      child = launch(options);
      const how = await ended(child);
      child = null;
      if (stopping.signal.aborted) return new Promise<never>(() => undefined);
      const isStarted = performance.now() - startedAt > STARTED_AFTER_MS;
      hasStarted ||= isStarted;
      failedStarts = isStarted ? 0 : failedStarts + 1;
      if (!hasStarted && how === `code ${EXIT_BAD_CONFIG}`)
        throw new StartError(`${options.name} cannot start with these settings. See the error above.`);
      if (!hasStarted && failedStarts >= MAX_FAILED_STARTS)
        throw new StartError(`${options.name} cannot start: it exited immediately ${failedStarts} times (${how})`);
      options.printLine(`${options.name} exited (${how}); restarting`);
      const pauseMs = Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failedStarts - 100);
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return new Promise<never>(() => undefined);
    }
  }

  const startFailure = run();
  startFailure.catch(() => undefined);
  return {
    startFailure,
    pid: () => child?.pid ?? null,
    async stop() {
      stopping.abort();
      if (child === null) return;
      const end = ended(child);
      child.kill("SIGTERM");
      const inTime = await Promise.race([end.then(() => true), delay(options.stopWithinMs, false, { ref: false })]);
      if (inTime) return;
      options.printLine(`${options.name} did not stop within ${options.stopWithinMs / 1_000} s and is killed`);
      child?.kill("SIGKILL");
      await end;
    },
  };
}

function launch({ args, cwd, env, secrets }: ChildOptions): ChildProcess {
  const [command = process.execPath, ...rest] = [...killedWithParent(), process.execPath, ...args];
  const marked = secrets === undefined ? {} : { SETTINGS_ON_STDIN: "1" };
  const child = spawn(command, rest, {
    cwd,
    env: childEnvironment({ ...env, ...marked }),
    stdio: [secrets === undefined ? "ignore" : "pipe", "inherit", "inherit", "ipc"],
    // outside the terminal's process group: Ctrl-C reaches only us, and we stop the children gracefully
    detached: true,
  });
  // a child that has ended reads nothing; its exit is reported
  child.stdin?.on("error", () => {});
  child.stdin?.end(JSON.stringify(secrets));
  return child;
}

function ended(child: ChildProcess): Promise<string> {
  if (child.exitCode !== null) return Promise.resolve(`code ${child.exitCode}`);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
}
