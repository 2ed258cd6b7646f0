import type { FailureKind } from "../../core/run/failure-kinds.ts";

/** Why a worker can run no further batch. */
export type WorkerLoss = { readonly kind: FailureKind; readonly message: string };

/** V8's message before it aborts; it only counts together with the abort */
const HEAP_EXHAUSTED = /heap out of memory/;
/** Node's last line, which says nothing about the error */
const RUNTIME_VERSION = /^Node\.js v\d/;
/** characters of the last line on stderr */
const MAX_LAST_LINE = 300;

/** What a process said before it ended explains its end. */
export type ExitReason = {
  /** an error that the skill has logged */
  noteError(text: string): void;
  noteErrorLine(line: string): void;
  explain(code: number | null, signal: NodeJS.Signals | null): WorkerLoss;
};

export function createExitReason(memoryLimitMb: number): ExitReason {
  let lastError: string | null = null;
  let lastLine: string | null = null;
  /** V8 has reported an exhausted heap, which explains an abort that follows */
  let saysHeapExhausted = false;

  return {
    noteError(text) {
      lastError = text;
    },
    noteErrorLine(line) {
      saysHeapExhausted ||= HEAP_EXHAUSTED.test(line);
      if (!RUNTIME_VERSION.test(line)) lastLine = line.slice(0, MAX_LAST_LINE);
    },
    explain(code, signal) {
      // exit code 134: the same abort, reported by a shell
      if (saysHeapExhausted && (signal === "SIGABRT" || code === 134))
        return { kind: "memory", message: `The skill ran out of its ${memoryLimitMb} MB of memory.` };
      const how = signal === null ? `exited with code ${code ?? "unknown"}` : `was killed by ${signal}`;
      const last = lastError ?? lastLine;
      return {
        kind: "exception",
        message: `The skill's process ${how}.${last === null ? "" : ` It last said: ${last}`}`,
      };
    },
  };
}
