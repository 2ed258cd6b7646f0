import fc from "fast-check";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createReplayedModel } from "../../../lib/skills/adapters/model/pinned-model.ts";
import { toKey } from "../../../lib/skills/adapters/model/question.ts";
import {
  openRecordingWriter,
  readRecording,
  summarizeRecording,
} from "../../../lib/skills/adapters/model/recording.ts";
import { readPrompt, startModelService, type StandIn } from "./support/model-service.ts";
import { runModelSkill } from "./support/model-skill.ts";

let folder: string;
let service: StandIn | null = null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "triptych-pinned-"));
});
afterEach(async () => {
  await service?.close();
  service = null;
  await rm(folder, { recursive: true, force: true });
});

const ROWS = ["a", "b", "c"].map((text) => ({ text, label: text.toUpperCase() }));

function describeSkill(url: string): string {
  return `
item: { columns: { text: {} } }
expect: { column: label }
invoke: { kind: model, provider: openai-compatible, baseUrl: "${url}", model: small, prompt: "Upper: {{text}}" }
judge: { provider: openai-compatible, baseUrl: "${url}", model: strict, question: "Is it upper case?" }`;
}

async function startAnswering(): Promise<StandIn> {
  service = await startModelService((asked) =>
    asked.body["model"] === "strict"
      ? { text: '{"verdict":"right","score":1,"reason":"it is"}' }
      : { text: (readPrompt(asked).at(-1) ?? "").toUpperCase() },
  );
  return service;
}

test("[M6] [O2] a replay without the service equals the run that was recorded: answers, tokens, judgements and latencies", async () => {
  const { url, close } = await startAnswering();
  const yaml = describeSkill(url);
  const recorded = await runModelSkill({ yaml, rows: ROWS, folder, options: { answers: "record" } });
  await close();
  service = null;
  const replayed = await runModelSkill({ yaml, rows: ROWS, folder, options: { answers: "replay" } });
  expect(replayed.results).toEqual(recorded.results);
  expect(recorded.results.every(({ ok, values }) => ok && values["correct"] === 1 && values["judged"] === 1)).toBe(
    true,
  );
  const fast = await runModelSkill({ yaml, rows: ROWS, folder, options: { answers: "replay", pace: "fast" } });
  expect(fast.results).toEqual(recorded.results);
});

test("[M6] a replayed answer takes as long as it took, or a set time where that is not known; fast, it takes none", async () => {
  const question = { model: "m", system: null, prompt: "p", schema: null, temperature: null, maxOutputTokens: null };
  const answer = { result: "x", model: "m", finishReason: null, usage: {}, recordedAt: "2026-11-29" };
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const call = { signal: new AbortController().signal, log: () => {}, addCost: () => {} };
  for (const [latencyMs, pace] of [
    [1_234, "recorded"],
    [null, "recorded"],
    [1_234, "fast"],
  ] as const) {
    const answers = new Map([[toKey(question), { ...answer, latencyMs }]]);
    const ask = createReplayedModel({ answers, note: null, brokenLines: 0 }, { folder, pace, paceMs: 500, wait });
    expect(await ask(question, call)).toEqual({ result: "x", model: "m", finishReason: null, usage: {}, latencyMs });
  }
  expect(waits).toEqual([1_234, 500]);
});

test("[M6] an item without a recorded answer fails and says how to record it; its siblings do not", async () => {
  const { url } = await startAnswering();
  const yaml = describeSkill(url);
  await runModelSkill({ yaml, rows: ROWS.slice(0, 2), folder, options: { answers: "record" } });
  const { results } = await runModelSkill({ yaml, rows: ROWS, folder, options: { answers: "replay" } });
  expect(results.map(({ ok }) => ok)).toEqual([true, true, false]);
  expect(results[2]?.error).toMatch(
    /^No answer of small is recorded for this item and prompt\. Record it once: triptych run \S+ --option answers=record$/,
  );
});

test("[M6] several workers record into one file, and a line that was cut off spoils no other", async () => {
  await appendFile(join(folder, "answers.jsonl"), '{"key":"cut o');
  const [one, other] = [await openRecordingWriter(folder), await openRecordingWriter(folder)];
  const answer = { model: "m", finishReason: "stop", usage: { input: 3 }, latencyMs: 5 };
  const all = Array.from({ length: 200 }, async (_, i) => {
    const recorded = { ...answer, result: "x".repeat(i * 50) };
    await (i % 2 === 0 ? one : other).add(String(i), recorded, "2026-11-29T10:00:00Z");
  });
  await Promise.all(all);
  await Promise.all([one.close(), other.close()]);
  const recording = await readRecording(folder);
  expect(recording?.brokenLines).toBe(1);
  expect(recording?.answers.size).toBe(200);
  expect(recording?.answers.get("199")?.result).toBe("x".repeat(199 * 50));
});

test("[M6] a recording is summed up as data: who answered, when, how many, and their means", async () => {
  const writer = await openRecordingWriter(folder);
  const usage = { input: 10, output: 2 };
  await writer.add(
    "a",
    { result: "x", model: "m-1", finishReason: "stop", usage, latencyMs: 100 },
    "2026-11-28T23:00:00Z",
  );
  await writer.add(
    "a",
    { result: "y", model: "m-1", finishReason: "stop", usage, latencyMs: 300 },
    "2026-11-29T01:00:00Z",
  );
  await writer.add(
    "b",
    { result: "y", model: "m-1", finishReason: null, usage: {}, latencyMs: null },
    "2026-11-29T00:00:00Z",
  );
  await writer.close();
  const recording = await readRecording(folder);
  if (recording === null) throw new Error("nothing was recorded");
  expect(recording.answers.get("a")?.result).toBe("y");
  expect(summarizeRecording(recording, { paceMs: 500, atOnce: 4 })).toEqual({
    model: "m-1",
    recordedAt: "2026-11-29",
    count: 2,
    note: null,
    timed: 1,
    mean: { latencyMs: 300, inputTokens: 10, outputTokens: 2 },
    paceMs: 500,
    atOnce: 4,
  });
});

test("[M6] every recorded answer is read back as it was, whatever it holds", async () => {
  const answers = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { noNullPrototype: true, maxKeys: 8 });
  await fc.assert(
    fc.asyncProperty(answers, async (given) => {
      await rm(join(folder, "answers.jsonl"), { force: true });
      const writer = await openRecordingWriter(folder);
      for (const [key, value] of Object.entries(given)) {
        const result = JSON.parse(JSON.stringify(value)) as string;
        await writer.add(key, { result, model: "m", finishReason: null, usage: {}, latencyMs: 0 }, "2026-11-29");
      }
      await writer.close();
      const found = await readRecording(folder);
      expect(found?.brokenLines).toBe(0);
      for (const [key, value] of Object.entries(given))
        expect(JSON.stringify(found?.answers.get(key)?.result)).toBe(JSON.stringify(value));
      expect((await readFile(join(folder, "answers.jsonl"), "utf8")).trim().split("\n")).toHaveLength(
        Math.max(1, Object.keys(given).length),
      );
    }),
    { numRuns: 50, seed: 11 },
  );
});

test("[M6] a question is another one when its model, prompt, schema or a parameter is", () => {
  const question = { model: "m", system: null, prompt: "p", schema: null, temperature: null, maxOutputTokens: null };
  const others = [
    { model: "n" },
    { system: "s" },
    { prompt: "q" },
    { schema: { type: "object" } },
    { temperature: 0 },
    { maxOutputTokens: 1 },
  ].map((change) => toKey({ ...question, ...change }));
  expect(new Set([toKey(question), ...others]).size).toBe(7);
  expect(toKey({ ...question })).toBe(toKey(question));
});
