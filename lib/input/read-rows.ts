import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { InputProblem } from "../core/inputs/problem.ts";
import type { InputFormat } from "../core/ports/input-store.ts";
import { parseRows, type InputFile, type ParsedRows } from "./parse-rows.ts";
import { UnreadableInputError, type RawRow } from "./raw-row.ts";

/** A larger file is parsed in a thread of its own, because decoding alone may block for longer than a live audience accepts. */
const MAX_BYTES_HERE = 65_536;

export type RowMessage =
  | { readonly kind: "format"; readonly format: InputFormat }
  | { readonly kind: "rows"; readonly rows: readonly RawRow[] }
  | { readonly kind: "problem"; readonly problem: InputProblem }
  | { readonly kind: "end" };

/** Parses a file without blocking the event loop. Rejects with UnreadableInputError, at once or while reading rows. */
export async function readRows(file: InputFile): Promise<ParsedRows> {
  if (file.bytes.length <= MAX_BYTES_HERE) return parseRows(file);
  const worker = new Worker(new URL("./row-worker.ts", import.meta.url), { workerData: file });
  try {
    const message = await nextMessage(worker);
    if (message.kind !== "format") throw new Error(`The row worker began with ${message.kind}`);
    return { format: message.format, rows: receiveRows(worker) };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

async function* receiveRows(worker: Worker): AsyncGenerator<RawRow> {
  try {
    for (let message = await nextMessage(worker); message.kind === "rows"; message = await nextMessage(worker))
      yield* message.rows;
  } finally {
    await worker.terminate();
  }
}

async function nextMessage(worker: Worker): Promise<RowMessage> {
  worker.postMessage("next", []);
  const [message] = (await once(worker, "message")) as [RowMessage];
  if (message.kind !== "problem") return message;
  const { message: text, row, line } = message.problem;
  throw new UnreadableInputError(text, { ...(row === null ? {} : { row }), ...(line === null ? {} : { line }) });
}
