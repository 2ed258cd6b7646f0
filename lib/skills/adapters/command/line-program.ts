import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { createLineReader } from "../../../isolation/host/lines.ts";
import { endTree } from "../../../isolation/process/process-group.ts";
import type { Call } from "../invoker.ts";
import { describeExit, logErrors, MAX_RESULT_BYTES, startProgram, type Program } from "./run-item.ts";

type Waiting = { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void };

/** A long-lived program that answers each line with one line. After a failure the next item starts it anew. */
export class LineProgram {
  readonly #program: Program;
  readonly #log: Call["log"];
  #child: ChildProcessWithoutNullStreams | null = null;
  #waiting: Waiting | null = null;

  constructor(program: Program, log: Call["log"]) {
    this.#program = program;
    this.#log = log;
  }

  /** Sends one line and resolves to the program's next. One at a time. */
  async ask(line: string, { signal }: Pick<Call, "signal">): Promise<string> {
    if (this.#waiting !== null) throw new Error("A line program was asked twice at once");
    const child = (this.#child ??= this.#start());
    const answer = Promise.withResolvers<string>();
    this.#waiting = answer;
    const abort = () => this.#discard(child, new Error("It was ended before it had answered."));
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    else child.stdin.write(`${line}\n`);
    try {
      return await answer.promise;
    } finally {
      signal.removeEventListener("abort", abort);
      this.#waiting = null;
    }
  }

  /** Ends its input, which asks it to exit; whatever remains ends with the worker. */
  close(): void {
    this.#child?.stdin.end();
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = startProgram(this.#program);
    const lastError = logErrors(child, { log: this.#log });
    const lines = createLineReader({ maxBytes: MAX_RESULT_BYTES, onLine: (line) => this.#onLine(child, line) });
    child.stdout.on("data", (chunk: Buffer) => {
      if (this.#child === child && !lines.push(chunk))
        this.#discard(child, new Error(`It printed a line of more than ${MAX_RESULT_BYTES / 1_048_576} MB.`));
    });
    child.on("error", (error) => this.#discard(child, error));
    child.on("close", (code, signal) => this.#discard(child, new Error(describeExit(code, signal, lastError()))));
    return child;
  }

  #onLine(child: ChildProcessWithoutNullStreams, line: string): void {
    if (this.#child !== child || line.trim() === "") return;
    if (this.#waiting !== null) this.#waiting.resolve(line);
    else this.#discard(child, new Error("It printed a line without being asked."));
  }

  #discard(child: ChildProcessWithoutNullStreams, error: Error): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#waiting?.reject(error);
    if (child.pid !== undefined) endTree(child.pid);
  }
}
