import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { nestMark, WORKER_VARIABLE } from "../../../isolation/process/proc-entries.ts";
import { ProcessCensus } from "../../../isolation/process/process-census.ts";
import { killTree } from "../../../isolation/process/process-group.ts";
import { createWatchdog } from "../../../isolation/process/watchdog.ts";
import type { Call } from "../invoker.ts";

export type Program = {
  readonly path: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
};

export type ProgramExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type RunningProgram = {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves once it has exited, its output is read and what it left running is ended. Rejects when it cannot be started. */
  readonly gone: Promise<ProgramExit>;
  /** SIGKILL to it and to what it has started. */
  readonly kill: () => void;
};

/** A process that holds the output of a program that has exited may finish writing, such as `tee`. */
const LEFT_GRACE_MS = 500;
/** One that cannot be ended would hold it for ever. */
const DRAIN_LIMIT_MS = 2_000;

const census = new ProcessCensus();
/** The programs are outside the worker's own group, so that the end of the host would spare them. */
const watchdog = createWatchdog();

/** Hands a program the trace context by the variable that OpenTelemetry names; one that its skill sets itself stays. */
export function withTraceContext(program: Program, { traceparent }: Pick<Call, "traceparent">): Program {
  return traceparent === undefined ? program : { ...program, env: { TRACEPARENT: traceparent, ...program.env } };
}

/** Starts a program as the leader of its own process group. It ends with the worker, and what it has started ends with it. */
export function startProgram({ path, args, folder, env }: Program): RunningProgram {
  const mark = nestMark(env[WORKER_VARIABLE]);
  // Node's types demand NODE_ENV, which a foreign program must not inherit from us
  const marked = { ...env, [WORKER_VARIABLE]: mark } as unknown as NodeJS.ProcessEnv;
  const child = spawn(path, args, { cwd: folder, env: marked, stdio: ["pipe", "pipe", "pipe"], detached: true });
  // a program need not read its input; that it ended is reported by its exit
  child.stdin.on("error", () => {});
  const { pid } = child;
  if (pid !== undefined) watchdog.guard(pid);
  const gone = new Promise<ProgramExit>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => endLeft(child, mark));
    child.once("close", (code, signal) => {
      void sweep(pid, mark).then(() => resolve({ code, signal }), reject);
    });
  });
  return {
    child,
    gone,
    kill() {
      if (pid !== undefined && child.exitCode === null && child.signalCode === null) killTree(pid);
    },
  };
}

/** The output of a program that has exited is waited for, but not for as long as another process may hold it. */
function endLeft(child: ChildProcessWithoutNullStreams, mark: string): void {
  const grace = setTimeout(() => void sweep(child.pid, mark), LEFT_GRACE_MS);
  const limit = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, DRAIN_LIMIT_MS);
  child.once("close", () => {
    clearTimeout(grace);
    clearTimeout(limit);
  });
}

/** Ends what is left of a program that has exited. */
async function sweep(pid: number | undefined, mark: string): Promise<void> {
  if (pid === undefined) return;
  killTree(pid);
  await census.guard({ leaderPid: pid, mark, maxProcesses: Number.POSITIVE_INFINITY, onOverrun: () => {} }).sweep();
  watchdog.release(pid);
}
