import { once } from "node:events";
import type { Writable } from "node:stream";
import type { JsonObject } from "../../core/kit/json.ts";

type InputMessage = { readonly type: "input"; readonly rows: readonly JsonObject[] };

/** size of one message's rows, well below the line limit because a single row may exceed it */
const CHUNK_CHARACTERS = 131_072;

/** Writes the rows with backpressure. Also resolves when the process ends meanwhile. */
export async function sendInput(stdin: Writable, rows: readonly JsonObject[], gone: Promise<void>): Promise<void> {
  for (const chunk of cutRows(rows)) {
    if (!stdin.writable) return;
    if (stdin.write(`${JSON.stringify(chunk)}\n`)) continue;
    // a pipe error follows from the end of the process, which is reported separately
    await Promise.race([once(stdin, "drain").catch(() => undefined), gone]);
  }
}

function* cutRows(rows: readonly JsonObject[]): Generator<InputMessage> {
  let chunk: JsonObject[] = [];
  let characters = 0;
  for (const row of rows) {
    const { length } = JSON.stringify(row);
    if (chunk.length > 0 && characters + length > CHUNK_CHARACTERS) {
      yield { type: "input", rows: chunk };
      chunk = [];
      characters = 0;
    }
    chunk.push(row);
    characters += length;
  }
  if (chunk.length > 0) yield { type: "input", rows: chunk };
}
