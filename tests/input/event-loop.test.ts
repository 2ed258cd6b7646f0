import { expect, test } from "vitest";
import { z } from "zod";
import { optionalText, requiredText } from "../../lib/input/cells.ts";
import { checkFile } from "../../lib/input/check-file.ts";
import { MAX_INPUT_BYTES } from "../../lib/input/limits.ts";
import type { SkillInput } from "../../lib/skills/contract/contract.ts";
import { measureLongestTurn } from "../support/event-loop.ts";

const MAX_TURN_MS = 50;

const input: SkillInput = {
  row: z.object({ text: requiredText, note: optionalText }),
  columns: [
    { name: "text", required: true, description: "text" },
    { name: "note", required: false, description: "text" },
  ],
  example: { name: "rows.csv", content: "text,note\na,b\n" },
};

const SIZE = MAX_INPUT_BYTES - 1_000;
const fill = (row: string, separator: string) =>
  Array.from({ length: Math.floor(SIZE / (row.length + separator.length)) }, () => row).join(separator);
const record = (length: number) => `{"text":"${"x".repeat(length)}","note":"n"}`;

test.each<[string, string, () => string, RegExp]>([
  ["CSV", "a.csv", () => `text,note\n${fill(`${"x".repeat(430)},n`, "\n")}`, /^$/],
  ["CSV with rows of 200 kB", "a.csv", () => `text,note\n${fill(`${"x".repeat(200_000)},n`, "\n")}`, /^$/],
  ["CSV of one line", "a.csv", () => `text,note\n${"x".repeat(SIZE)}`, /has more than 262144 characters/],
  ["JSON", "a.json", () => `[${fill(record(430), ",")}]`, /^$/],
  ["JSON with rows of 200 kB", "a.json", () => `[${fill(record(200_000), ",")}]`, /^$/],
  [
    "one deep JSON list",
    "a.json",
    () => `${"[".repeat(SIZE / 2)}${"]".repeat(SIZE / 2)}`,
    /A record begins that has more/,
  ],
  [
    "JSON of deep records",
    "a.json",
    () => `[${fill(`{"text":"a","note":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, ",")}]`,
    /is nested deeper than 64 levels/,
  ],
  ["JSON of one text", "a.json", () => `["${"x".repeat(SIZE)}"]`, /A record begins that has more/],
  ["JSONL", "a.jsonl", () => fill(record(430), "\n"), /^$/],
  ["JSONL with rows of 200 kB", "a.jsonl", () => fill(record(200_000), "\n"), /^$/],
  ["JSONL of one line", "a.jsonl", () => record(SIZE - 100), /a row may have 262144/],
])(
  "[B3] 20 MB of %s block the event loop for less than 50 ms at a time",
  { timeout: 120_000 },
  async (_, name, content, problem) => {
    const bytes = Buffer.from(content());
    const { result, longestMs } = await measureLongestTurn(() => checkFile({ name, bytes }, input));
    expect(result.ok ? "" : result.error.problems[0]?.message).toMatch(problem);
    expect(longestMs).toBeLessThan(MAX_TURN_MS);
  },
);
