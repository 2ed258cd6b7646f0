import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { endTree } from "../../../isolation/process/process-group.ts";
import { createLineReader } from "../../../isolation/host/lines.ts";
import { cutText } from "../cut-text.ts";
import type { Call } from "../invoker.ts";

/** A result larger than this is a mistake. */
export const MAX_RESULT_BYTES = 1_048_576;
const MAX_LOG_LINE = 2_000;
/** Further lines of one item are read, so that the program does not block, and dropped. */
const MAX_LOG_LINES = 100;

export type Program = {
  readonly path: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
};

/** Starts a program as part of the worker's process group, so that nothing of it outlives the worker. */
export function startProgram({ path, args, folder, env }: Program): ChildProcessWithoutNullStreams {
  // Node's types demand NODE_ENV, which a foreign program must not inherit from us
  const given = env as NodeJS.ProcessEnv;
  const child = spawn(path, args, { cwd: folder, env: given, stdio: ["pipe", "pipe", "pipe"] });
  // a program need not read its input; that it ended is reported by its exit
  child.stdin.on("error", () => {});
  return child;
}

/** How a program ended. `explain` describes it, with the last line that it wrote to stderr. */
export type Ending = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly explain: () => string;
};

/** Runs a program once, with `input` on its stdin. Resolves to what it printed; rejects when it fails, prints too much or is aborted. */
export async function runItem(program: Program, input: string, call: Call): Promise<string> {
  const printed: Buffer[] = [];
  let bytes = 0;
  const { code, explain } = await runProgram(program, input, call, (chunk) => {
    bytes += chunk.length;
    if (bytes > MAX_RESULT_BYTES)
      throw new Error(`It printed more than ${MAX_RESULT_BYTES / 1_048_576} MB for one item.`);
    printed.push(chunk);
  });
  if (code !== 0) throw new Error(explain());
  return Buffer.concat(printed).toString("utf8");
}

/**
 * Runs a program once and hands over what it prints. Resolves however it ends; rejects when it cannot be started, is aborted, or
 * `take` throws, and ends it then.
 */
export async function runProgram(
  program: Program,
  input: string,
  call: Pick<Call, "log" | "signal">,
  take: (chunk: Buffer) => void,
): Promise<Ending> {
  const child = startProgram(program);
  const lastError = logErrors(child, call);
  const ended = Promise.withResolvers<Ending>();
  const fail = (error: unknown): void => {
    ended.reject(error);
    if (child.pid !== undefined) endTree(child.pid);
  };
  child.on("error", fail);
  child.on("close", (code, signal) => {
    ended.resolve({ code, signal, explain: () => describeExit(code, signal, lastError()) });
  });
  child.stdout.on("data", (chunk: Buffer) => {
    try {
      take(chunk);
    } catch (error) {
      fail(error);
    }
  });
  const abort = () => fail(new Error("It was ended before it had finished."));
  call.signal.addEventListener("abort", abort, { once: true });
  if (call.signal.aborted) abort();
  child.stdin.end(input);
  try {
    return await ended.promise;
  } finally {
    call.signal.removeEventListener("abort", abort);
  }
}

/** Sends what a program writes to stderr to the log; returns a function for its last line. */
export function logErrors(
  { stderr }: { readonly stderr: NodeJS.EventEmitter },
  { log }: Pick<Call, "log">,
): () => string | null {
  let last: string | null = null;
  let count = 0;
  const lines = createLineReader({
    maxBytes: MAX_RESULT_BYTES,
    onLine(line) {
      if (line.trim() === "") return;
      last = cutText(line, MAX_LOG_LINE);
      count += 1;
      if (count <= MAX_LOG_LINES) log("warn", last);
    },
  });
  stderr.on("data", (chunk: Buffer) => void lines.push(chunk));
  // a last line without its end
  stderr.on("end", () => void lines.push(Buffer.from("\n")));
  return () => last;
}

export function describeExit(code: number | null, signal: NodeJS.Signals | null, lastError: string | null): string {
  const how =
    signal === null ? `The program exited with code ${code ?? "unknown"}.` : `The program was killed by ${signal}.`;
  return lastError === null ? how : `${how} Its last error: ${lastError}`;
}
