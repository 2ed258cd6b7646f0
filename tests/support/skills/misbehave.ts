import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { BatchContext } from "../../../lib/skills/contract/contract.ts";
import type { EchoOptions } from "./echo-options.ts";

const STDOUT = 1;
const MB = 1_048_576;
/** a child of a skill may print this about itself */
const HEAP_MESSAGE = "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory";

/** Returns only when the batch should end early without an error. */
export async function misbehave(kind: EchoOptions["crash"], context: BatchContext): Promise<void> {
  switch (kind) {
    case "throw":
      throw new Error("thrown on purpose");
    case "reject":
      return Promise.reject(new TypeError("rejected on purpose"));
    case "uncaught":
      setImmediate(() => {
        throw new RangeError("uncaught on purpose");
      });
      return delay(60_000);
    case "exit":
      return process.exit(3);
    case "kill":
      process.kill(process.pid, "SIGKILL");
      return delay(60_000);
    case "loop":
      for (;;);
    case "heap":
      return growHeap();
    case "heap-message":
      return console.log(HEAP_MESSAGE);
    case "heap-message-exit":
      console.log(HEAP_MESSAGE);
      return process.exit(3);
    case "buffers":
      return growBuffers();
    case "ignore-abort":
      process.removeAllListeners("SIGTERM").on("SIGTERM", () => context.log("info", "ignored SIGTERM"));
      for (;;) await delay(1_000);
    case "grandchild":
      spawn("sleep", ["600"], { stdio: "inherit" });
      return delay(60_000);
    case "escape":
      // in its own session and holding our pipes, it outlives this process for a while
      spawn("sleep", ["15"], { stdio: "inherit", detached: true });
      return process.exit(3);
    case "short":
    case "none":
      return;
    default:
      return babble(kind, context);
  }
}

async function babble(kind: EchoOptions["crash"], context: BatchContext): Promise<void> {
  if (kind === "garbage") writeSync(STDOUT, "this is no message\n");
  if (kind === "foreign-item")
    writeSync(STDOUT, `${JSON.stringify({ type: "item", batchId: 1, index: 999_999, ok: true })}\n`);
  if (kind === "huge-line")
    writeSync(STDOUT, `${JSON.stringify({ type: "log", level: "info", text: "x".repeat(2 * MB) })}\n`);
  while (kind === "endless-line") writeSync(STDOUT, "x".repeat(65_536));
  while (kind === "endless-log") context.log("info", "x".repeat(1_900));
  while (kind === "endless-stderr") writeWhenPossible(2, `${"x".repeat(60_000)}\n`);
  await delay(60_000);
}

/** stderr is non-blocking: retries while its pipe is full. */
function writeWhenPossible(fd: number, text: string): void {
  try {
    writeSync(fd, text);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
  }
}

async function growHeap(): Promise<void> {
  const kept: unknown[] = [];
  for (;;) {
    kept.push(Array.from({ length: 50_000 }, (_, index) => ({ index })));
    await delay(1);
  }
}

async function growBuffers(): Promise<void> {
  const kept: Buffer[] = [];
  for (;;) {
    kept.push(Buffer.alloc(8 * MB, 1));
    await delay(1);
  }
}
