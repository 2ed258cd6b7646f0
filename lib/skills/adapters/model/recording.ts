import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import type { PinnedAnswers } from "../../../core/run/spec.ts";
import { readFolderFile } from "../../definition/regular-file.ts";
import { parseJson } from "../json.ts";
import type { ModelAnswer } from "./question.ts";

/** In the skill's folder: an answer per line; of several with one key, the last one counts. */
export const RECORDING_FILE = "answers.jsonl";
const MAX_RECORDING_BYTES = 134_217_728;
/** Parsed in some milliseconds; then others may use the event loop. */
const LINES_PER_TURN = 500;

const count = z.number().min(0).max(1e12);
const Usage = z.object({
  input: count.exactOptional(),
  output: count.exactOptional(),
  cachedInput: count.exactOptional(),
  reasoning: count.exactOptional(),
});

const RecordedAnswer = z.object({
  key: z.string().min(1),
  answer: z.json(),
  model: z.string().min(1),
  finishReason: z.string().nullable().default(null),
  usage: Usage.prefault({}),
  latencyMs: count.nullable().default(null),
  recordedAt: z.iso.datetime({ offset: true }).or(z.iso.date()),
});
/** A first line may say how the answers came about, if it was not by asking the model. */
const Note = z.object({ note: z.string().trim().min(1).max(500) });
const Line = z.union([RecordedAnswer, Note]);

export type Recording = {
  readonly answers: ReadonlyMap<string, ModelAnswer & { readonly recordedAt: string }>;
  readonly note: string | null;
  /** lines that cannot be read, such as the last one of a worker that was ended */
  readonly brokenLines: number;
};

/** Null when nothing is recorded in the folder. */
export async function readRecording(folder: string): Promise<Recording | null> {
  const file = await readFolderFile(folder, RECORDING_FILE, MAX_RECORDING_BYTES);
  if (!file.ok && file.error.isMissing) return null;
  if (!file.ok) throw new Error(`The recorded answers cannot be read: ${file.error.message}`);
  const answers = new Map<string, ModelAnswer & { readonly recordedAt: string }>();
  let [note, brokenLines]: [string | null, number] = [null, 0];
  const lines = file.value.toString("utf8").split("\n");
  for (const [at, line] of lines.entries()) {
    if (at % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
    if (line.trim() === "") continue;
    const parsed = Line.safeParse(parseJson(line));
    if (!parsed.success) brokenLines += 1;
    else if ("note" in parsed.data) note = parsed.data.note;
    else {
      const { key, answer, ...rest } = parsed.data;
      // a key recorded anew moves to the end, so that the newest date is the last
      answers.delete(key);
      answers.set(key, { result: answer, ...rest });
    }
  }
  return { answers, note, brokenLines };
}

/** Null when it holds no answer. */
export function summarizeRecording(
  { answers, note }: Recording,
  { paceMs, atOnce }: Pick<PinnedAnswers, "paceMs" | "atOnce">,
): PinnedAnswers | null {
  const all = [...answers.values()];
  const newest = all
    .map(({ recordedAt }) => recordedAt)
    .toSorted()
    .at(-1);
  if (newest === undefined) return null;
  const latencies = all.map(({ latencyMs }) => latencyMs).filter((ms) => ms !== null);
  return {
    model: [...new Set(all.map(({ model }) => model))].toSorted().join(", "),
    recordedAt: newest.slice(0, 10),
    count: all.length,
    note,
    timed: latencies.length,
    mean: {
      latencyMs: computeMean(latencies),
      inputTokens: computeMean(all.flatMap(({ usage }) => usage.input ?? [])),
      outputTokens: computeMean(all.flatMap(({ usage }) => usage.output ?? [])),
    },
    paceMs,
    atOnce,
  };
}

export type RecordingWriter = {
  add(key: string, answer: ModelAnswer, recordedAt: string): Promise<void>;
  close(): Promise<void>;
};

/** Appends answers, from several workers at once: each line is one write at the end of the file. */
export async function openRecordingWriter(folder: string): Promise<RecordingWriter> {
  const path = join(folder, RECORDING_FILE);
  let file: FileHandle;
  try {
    file = await open(path, "a+");
    if (await endsWithin(file)) await file.write("\n");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Error(`Answers cannot be recorded: ${path} cannot be written (${code}).`, { cause: error });
  }
  return {
    async add(key, { result, ...rest }, recordedAt) {
      await file.write(`${JSON.stringify({ key, answer: result, ...rest, recordedAt })}\n`);
    },
    async close() {
      await file.close();
    },
  };
}

/** Whether the last line was cut off, which a line after it would share. */
async function endsWithin(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString("utf8") !== "\n";
}

function computeMean(figures: readonly number[]): number | null {
  return figures.length === 0 ? null : figures.reduce((sum, each) => sum + each, 0) / figures.length;
}
