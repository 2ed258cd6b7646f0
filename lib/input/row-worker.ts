import { parentPort, workerData } from "node:worker_threads";
import { parseRows, type InputFile } from "./parse-rows.ts";
import { UnreadableInputError, type RawRow } from "./raw-row.ts";
import type { RowMessage } from "./read-rows.ts";

/** Few enough that receiving a batch takes the main thread a few milliseconds. */
const BATCH_CHARACTERS = 262_144;

async function* readMessages(file: InputFile): AsyncGenerator<RowMessage> {
  try {
    const { format, rows } = parseRows(file);
    yield { kind: "format", format };
    let batch: RawRow[] = [];
    let characters = 0;
    for await (const row of rows) {
      batch.push(row);
      characters += JSON.stringify(row).length;
      if (characters < BATCH_CHARACTERS) continue;
      yield { kind: "rows", rows: batch };
      [batch, characters] = [[], 0];
    }
    yield { kind: "rows", rows: batch };
    yield { kind: "end" };
  } catch (error) {
    if (!(error instanceof UnreadableInputError)) throw error;
    yield { kind: "problem", problem: error.problem };
  }
}

const messages = readMessages(workerData as InputFile);
async function sendNext(): Promise<void> {
  parentPort?.postMessage((await messages.next()).value, []);
}
// each message is requested, so that a fast parser cannot flood the main thread
parentPort?.on("message", () => void sendNext());
