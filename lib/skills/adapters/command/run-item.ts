import { createLineReader } from "../../../isolation/host/lines.ts";
import { cutText } from "../cut-text.ts";
import type { Call } from "../invoker.ts";
import { startProgram, type Program, type ProgramExit } from "./start-program.ts";

/** A result larger than this is a mistake. */
export const MAX_RESULT_BYTES = 1_048_576;
const MAX_LOG_LINE = 2_000;
/** Further lines of one item are read, so that the program does not block, and dropped. */
const MAX_LOG_LINES = 100;

/** How a program ended. `explain` describes it, with the last line that it wrote to stderr. */
export type Ending = ProgramExit & { readonly explain: () => string };

/** Runs a program once, with `input` on its stdin. Resolves to what it printed; rejects when it prints too much or is aborted. */
export async function runItem(
  program: Program,
  input: string,
  call: Call,
): Promise<Ending & { readonly printed: string }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const ending = await runProgram(program, input, call, (chunk) => {
    bytes += chunk.length;
    if (bytes > MAX_RESULT_BYTES)
      throw new Error(`It printed more than ${MAX_RESULT_BYTES / 1_048_576} MB for one item.`);
    chunks.push(chunk);
  });
  return { ...ending, printed: Buffer.concat(chunks).toString("utf8") };
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
  const { child, gone, kill } = startProgram(program);
  const lastError = logErrors(child, call);
  const failed = Promise.withResolvers<never>();
  const fail = (error: unknown): void => {
    failed.reject(error);
    kill();
  };
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
    const { code, signal } = await Promise.race([gone, failed.promise]);
    return { code, signal, explain: () => describeExit(code, signal, lastError()) };
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
