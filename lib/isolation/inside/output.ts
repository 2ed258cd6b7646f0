import { Console } from "node:console";
import { writeSync } from "node:fs";
import { describeError } from "../../issue-words.ts";
import type { SkillMessage } from "../protocol.ts";

const STDOUT = 1;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes one message synchronously, so that reported items reach the host even if the skill never yields again.
 * Returns false when the host is gone.
 */
export function writeMessage(message: SkillMessage): boolean {
  let bytes = Buffer.from(`${JSON.stringify(message)}\n`, "utf8");
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(STDOUT, bytes));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (code === "EPIPE") return false;
      if (code !== "EAGAIN") throw error;
      // another process made the shared stdout non-blocking and the host is slow: wait a millisecond
      Atomics.wait(sleeper, 0, 0, 1);
    }
  }
  return true;
}

/** stdout is reserved for the protocol: redirects everything else that is printed to stderr, which becomes the skill's log. */
export function redirectPrinting(): void {
  Object.defineProperty(process, "stdout", { get: () => process.stderr });
  globalThis.console = new Console(process.stderr, process.stderr);
}

export function toMessageText(error: unknown, limit: number): string {
  const kind = error instanceof Error && error.name !== "ZodError" ? `${error.name}: ` : "";
  return `${kind}${describeError(error)}`.slice(0, limit);
}
