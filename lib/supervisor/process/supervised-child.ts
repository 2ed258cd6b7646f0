import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { childEnvironment } from "../../config.ts";
import { killedWithParent } from "./die-with-parent.ts";
import { StartError } from "./start-error.ts";

export type ChildOptions = {
  readonly name: string;
  /** arguments for node: the script first */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | null };
  readonly say: (line: string) => void;
  /** how long it may take to end in order */
  readonly stopWithinMs: number;
};

export type SupervisedChild = {
  /** rejects when the child never got to stand: it failed at once five times in a row */
  readonly startFailure: Promise<never>;
  readonly pid: () => number | null;
  /** SIGTERM, wait, SIGKILL; it is not started again. */
  stop(): Promise<void>;
};

/** One that lived as long as this stood; its end is an accident, not a fault of its settings. */
const STOOD_MS = 5_000;
const MAX_FAILED_STARTS = 5;
/** By convention (sysexits): trying again changes nothing. */
const EXIT_BAD_CONFIG = 78;
const LONGEST_PAUSE_MS = 5_000;

/** Runs a Node program and starts it again, with growing pauses, whenever it ends. */
export function superviseChild(options: ChildOptions): SupervisedChild {
  const stopping = new AbortController();
  let child: ChildProcess | null = null;

  async function run(): Promise<never> {
    let failedStarts = 0;
    let everStood = false;
    for (;;) {
      const startedAt = performance.now();
      child = launch(options);
      const how = await ended(child);
      child = null;
      if (stopping.signal.aborted) return new Promise<never>(() => undefined);
      const stood = performance.now() - startedAt > STOOD_MS;
      everStood ||= stood;
      failedStarts = stood ? 0 : failedStarts + 1;
      if (!everStood && how === `code ${EXIT_BAD_CONFIG}`)
        throw new StartError(`${options.name} cannot start with these settings. What is wrong stands above.`);
      if (!everStood && failedStarts >= MAX_FAILED_STARTS)
        throw new StartError(`${options.name} cannot run: it ended ${failedStarts} times at once (${how})`);
      options.say(`${options.name} ended (${how}); starting it again`);
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
      options.say(`${options.name} did not end within ${options.stopWithinMs / 1_000} s and is killed`);
      child?.kill("SIGKILL");
      await end;
    },
  };
}

function launch({ args, cwd, env }: ChildOptions): ChildProcess {
  const [command = process.execPath, ...rest] = [...killedWithParent(), process.execPath, ...args];
  return spawn(command, rest, {
    cwd,
    env: childEnvironment(env),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    // out of the terminal's process group: a Ctrl-C reaches us, and we stop them in order
    detached: true,
  });
}

function ended(child: ChildProcess): Promise<string> {
  if (child.exitCode !== null) return Promise.resolve(`code ${child.exitCode}`);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
}
