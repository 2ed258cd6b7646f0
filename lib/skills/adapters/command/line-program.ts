import { createLineReader } from "../../../isolation/host/lines.ts";
import { cutText } from "../cut-text.ts";
import type { Call } from "../invoker.ts";
import { describeExit, logErrors, MAX_RESULT_BYTES } from "./run-item.ts";
import { startProgram, type Program, type RunningProgram } from "./start-program.ts";

/** `latencyMs`: until the line arrived */
export type LineAnswer = { readonly line: string; readonly latencyMs: number };

type Waiting = {
  readonly askedAtMs: number;
  readonly resolve: (answer: LineAnswer) => void;
  readonly reject: (error: Error) => void;
  /** what it has printed; an answer unless another line follows */
  answer: LineAnswer | null;
};

/** The first line of a program may be a banner, which its answer follows: it is an answer if none has followed after this time. */
const FIRST_HOLD_MS = 50;
const MAX_SHOWN = 100;
const ADVICE = "Print one line per item on stdout, and everything else on stderr.";

/**
 * A long-lived program that answers each line with one line. After a failure the next item starts it anew. A further line would
 * shift all answers after it, so it fails the item that waits, else the next one.
 */
export class LineProgram {
  readonly #program: Program;
  readonly #log: Call["log"];
  #running: RunningProgram | null = null;
  #hasAnswered = false;
  #waiting: Waiting | null = null;
  #fault: Error | null = null;

  constructor(program: Program, log: Call["log"]) {
    this.#program = program;
    this.#log = log;
  }

  /** Sends one line and resolves to the program's next. One at a time. */
  async ask(line: string, { signal }: Pick<Call, "signal">): Promise<LineAnswer> {
    if (this.#waiting !== null) throw new Error("A line program was asked twice at once");
    this.#throwFault();
    const running = (this.#running ??= this.#start());
    const { promise, resolve, reject } = Promise.withResolvers<LineAnswer>();
    this.#waiting = { askedAtMs: performance.now(), resolve, reject, answer: null };
    const abort = () => this.#discard(running, new Error("It was ended before it had answered."));
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    else running.child.stdin.write(`${line}\n`);
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  /** Ends its input, which asks it to exit; whatever remains ends with the worker. */
  close(): void {
    this.#running?.child.stdin.end();
    this.#running = null;
  }

  #throwFault(): void {
    const fault = this.#fault;
    this.#fault = null;
    if (fault !== null) throw fault;
  }

  #start(): RunningProgram {
    const running = startProgram(this.#program);
    const { child, gone } = running;
    this.#hasAnswered = false;
    const lastError = logErrors(child, { log: this.#log });
    const lines = createLineReader({ maxBytes: MAX_RESULT_BYTES, onLine: (line) => this.#onLine(running, line) });
    child.stdout.on("data", (chunk: Buffer) => {
      if (this.#running === running && !lines.push(chunk))
        this.#discard(running, new Error(`It printed a line of more than ${MAX_RESULT_BYTES / 1_048_576} MB.`));
    });
    gone.then(
      ({ code, signal }) => {
        if (this.#running === running) this.#accept(this.#waiting);
        this.#discard(running, new Error(describeExit(code, signal, lastError())));
      },
      (error: Error) => this.#discard(running, error),
    );
    return running;
  }

  #onLine(running: RunningProgram, line: string): void {
    if (this.#running !== running || line.trim() === "") return;
    const waiting = this.#waiting;
    if (waiting === null) {
      this.#fault = new Error(`It printed a line without being asked: ${quote(line)}. ${ADVICE}`);
      this.#log("error", this.#fault.message);
      return this.#discard(running, this.#fault);
    }
    if (waiting.answer !== null) {
      const [first, second] = [quote(waiting.answer.line), quote(line)];
      return this.#discard(running, new Error(`It printed ${first} and then ${second} for one item. ${ADVICE}`));
    }
    waiting.answer = { line, latencyMs: performance.now() - waiting.askedAtMs };
    // what was printed with it is read before
    if (this.#hasAnswered) setImmediate(() => this.#accept(waiting));
    else setTimeout(() => this.#accept(waiting), FIRST_HOLD_MS);
  }

  #accept(waiting: Waiting | null): void {
    if (waiting === null || waiting.answer === null || this.#waiting !== waiting) return;
    this.#waiting = null;
    this.#hasAnswered = true;
    waiting.resolve(waiting.answer);
  }

  #discard(running: RunningProgram, error: Error): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.#waiting?.reject(error);
    this.#waiting = null;
    running.kill();
  }
}

function quote(line: string): string {
  return JSON.stringify(cutText(line, MAX_SHOWN));
}
