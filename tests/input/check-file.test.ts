import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { describeInputProblem } from "../../lib/core/inputs/problem.ts";
import { optionalText, optionalWholeNumber, requiredText, requiredWord } from "../../lib/input/cells.ts";
import { checkFile } from "../../lib/input/check-file.ts";
import { MAX_INPUT_BYTES, MAX_INPUT_ROWS, MAX_SHOWN_PROBLEMS } from "../../lib/input/limits.ts";
import type { SkillInput } from "../../lib/skills/contract/contract.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";

const input: SkillInput = {
  row: z.object({
    text: requiredText,
    label: requiredWord(["spam", "ham"]),
    year: optionalWholeNumber(0, 9_999),
    note: optionalText,
  }),
  columns: [
    { name: "text", required: true, description: "text" },
    { name: "label", required: true, description: "spam or ham" },
    { name: "year", required: false, description: "a number" },
    { name: "note", required: false, description: "text" },
  ],
  example: { name: "rows.csv", content: "text,label\na,ham\n" },
};

async function check(name: string, content: string | Uint8Array) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return checkFile({ name, bytes }, input);
}

async function problemsOf(name: string, content: string | Uint8Array): Promise<string[]> {
  const checked = await check(name, content);
  return checked.ok ? [] : checked.error.problems.map(describeInputProblem);
}

const row = (text: string, label = "ham", rest: object = {}) => ({ text, label, year: null, note: null, ...rest });

describe("[B3] an uploaded file is read", () => {
  test.each([
    ["CSV", "a.csv", "text,label\none,ham\n"],
    ["CSV with a byte order mark and Windows line endings", "a.csv", "\uFEFFtext,label\r\none,ham\r\n"],
    ["CSV without a last line break, with blank lines", "a.csv", "\ntext,label\n\none,ham"],
    ["CSV with semicolons", "a.csv", "text;label\none;ham\n"],
    ["tab-separated text", "a.tsv", "text\tlabel\none\tham\n"],
    ["column names in capitals, labels too", "a.csv", " Text ,LABEL\none,Ham\n"],
    ["an unknown column", "a.csv", "text,label,colour\none,ham,red\n"],
    ["JSON", "a.json", '[ {"text": "one", "label": "ham"} ]'],
    ["JSON lines", "a.jsonl", '{"text":"one","label":"ham"}\n\n'],
    ["JSON lines with an unknown file extension", "rows.txt", '{"text":"one","label":"ham"}'],
    ["JSON without a file extension", "rows", '[{"text":"one","label":"ham"}]'],
  ])("%s", async (_, name, content) => {
    expect(await check(name, content)).toMatchObject({ ok: true, value: { rows: [row("one")] } });
  });

  test.each([
    ["a.csv", "text,label,__proto__\none,ham,x\n"],
    ["a.json", '[{"text":"one","label":"ham","__proto__":"x"}]'],
  ])("a column that no row could keep is refused in %s", async (name, content) => {
    expect(await problemsOf(name, content)).toEqual([
      "No column can be named __proto__. Rename it, or remove it if the skill does not use it.",
    ]);
  });

  test("text and nested fields that look like a duplicate field are accepted", async () => {
    const rows = [{ text: '"text": "b", \\', label: "ham", extra: { text: 1, Text: [{ text: 2 }] } }];
    expect(await check("a.json", JSON.stringify(rows))).toMatchObject({ ok: true });
  });

  test("quoted cells may contain separators, quotes and line breaks", async () => {
    const checked = await check("a.csv", 'text,label\n"a, ""b""\nc",ham\n');
    expect(checked).toMatchObject({ ok: true, value: { rows: [row('a, "b"\nc')] } });
  });

  test("empty optional cells are null, digits become numbers, ignored columns are listed", async () => {
    const checked = await check("a.csv", "text,label,year,note,size\na,ham,1999,,3\nb,spam, ,x,4\n");
    const rows = [row("a", "ham", { year: 1999 }), row("b", "spam", { note: "x" })];
    const lines = rows.map((each) => JSON.stringify(each));
    const checksum = createHash("sha256")
      .update(lines.map((line) => `${line}\n`).join(""))
      .digest("hex");
    expect(checked).toEqual({
      ok: true,
      value: { format: "csv", rows, labelled: null, lines, checksum, ignoredColumns: ["size"] },
    });
  });

  test.each([...skillRegistry.values()].flatMap(({ manifest }) => (manifest.input ? [manifest] : [])))(
    "the example of $id",
    async ({ input: own }) => {
      if (own === undefined) throw new Error("no input");
      const bytes = Buffer.from(own.example.content);
      expect(await checkFile({ name: own.example.name, bytes }, own)).toMatchObject({ ok: true });
    },
  );

  const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((drawn) => /[^\s\uFEFF]/.test(drawn));
  const rows = fc.array(
    fc.record({
      text: text.map((drawn) => drawn.replace(/\r\n?/g, "\n")),
      label: fc.constantFrom("spam", "ham"),
      year: fc.option(fc.integer({ min: 0, max: 9_999 })),
      note: fc.option(text.map((drawn) => drawn.replace(/\r\n?/g, "\n"))),
    }),
    { minLength: 1, maxLength: 20 },
  );
  const quote = (cell: string | number | null) => `"${String(cell ?? "").replaceAll('"', '""')}"`;

  test("any rows written as CSV, JSON or JSON lines are read back unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom("\n", "\r\n"), async (drawn, end) => {
        const lines = drawn.map((one) => [one.text, one.label, one.year, one.note].map(quote).join(","));
        const written: [string, string][] = [
          ["a.csv", ["text,label,year,note", ...lines].join(end)],
          ["a.json", JSON.stringify(drawn, null, 2)],
          ["a.jsonl", drawn.map((one) => JSON.stringify(one)).join(end)],
        ];
        for (const [name, content] of written)
          expect(await check(name, content)).toMatchObject({ ok: true, value: { rows: drawn } });
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("[B3] problems are reported with their position", () => {
  test.each([
    ["an invalid label", "a.csv", "text,label\na,ham\nb,eggs\n", "row 2 (line 3), column label: must be spam or ham"],
    [
      "after rows of several lines",
      "a.csv",
      'text,label\n"a\r\nb\r\nc",ham\r\n\r\nd,e\n',
      "row 2 (line 6), column label",
    ],
    ["a row of several lines", "a.csv", 'text,label\na,ham\n"b\nc",e\n', "row 2 (line 3), column label"],
    ["a thousand and one columns", "a.csv", `${"a,".repeat(1_000)}b\n`, "The header has 1001 columns"],
    [
      "an extremely long line",
      "a.csv",
      `text,label\n${",".repeat(400_000)}`,
      "line 2: has more than 262144 characters",
    ],
    [
      "an unclosed quote before a long rest",
      "a.csv",
      `text,label\n"${"a\n".repeat(200_000)}`,
      "row 1: has more than 262144 characters",
    ],
    [
      "an unclosed bracket before a long rest",
      "a.json",
      `[${"[".repeat(300_000)}`,
      "row 1 (line 1): A record begins that has more than 262144",
    ],
    ["an empty cell", "a.csv", "text,label\n ,ham\n", "row 1 (line 2), column text: is empty"],
    ["too many cells", "a.csv", "text,label\na,b,ham\n", "row 1 (line 2): has 3 cells, the header has 2"],
    ["a quote within a cell", "a.csv", 'text,label\na,ham\nsay "b",ham\n', "line 3: there is a quote in the middle"],
    ["text after a quote", "a.csv", 'text,label\n"a"b,ham\n', "line 2: text follows a closing quote"],
    ["a quote that is never closed", "a.csv", 'text,label\na,ham\n"b,ham\nc,ham\n', "line 3: a quote is never closed"],
    ["a column twice", "a.csv", "text,label,Text\na,ham,b\n", "The header contains column text twice"],
    [
      "a duplicate field in different case",
      "a.json",
      '[{"text":"a","label":"ham"},\n{"Text":"a","text":"b"," TEXT ":"c","label":"ham"}]',
      'row 2 (line 2): names the same column more than once: "Text", "text", " TEXT "; keep one of them',
    ],
    [
      "an exactly duplicated field",
      "a.jsonl",
      '{"text":"a","label":"ham","text":"b"}',
      'row 1 (line 1): names the same column more than once: "text", "text"; keep one of them',
    ],
    [
      "a missing column",
      "a.csv",
      "text,class\na,ham\n",
      "Column label is missing. The skill expects text, label, year",
    ],
    ["a different file", "a.csv", "a,b\n1,2\n", "Columns text, label are missing"],
    ["JSON named .csv", "a.csv", '[{"text":"a","label":"ham"}]', "named .csv but contains JSON"],
    ["a JSON list named .jsonl", "a.jsonl", '[\n{"text":"a","label":"ham"}]', "Name it .json"],
    [
      "a number out of bounds",
      "a.json",
      '[{"text":"a","label":"ham","year":-1}]',
      "column year: must be a whole number",
    ],
    ["half a number", "a.csv", "text,label,year\na,ham,1.5\n", "column year: must be a whole number from 0 to 9999"],
    ["a value of another kind", "a.jsonl", '{"text":5,"label":"ham"}', "row 1 (line 1), column text: must be text"],
    [
      "a record without a value",
      "a.jsonl",
      '{"text":"a","label":"ham"}\n{"label":"ham"}',
      "row 2 (line 2), column text: is missing",
    ],
    ["not a record", "a.json", '[{"text":"a","label":"ham"},\n7]', "row 2 (line 2): must be a record"],
    ["a broken record", "a.json", '[{"text":"a","label":"ham"},\n{"text":}]', "row 2 (line 2): is not JSON"],
    ["a broken line", "a.jsonl", '{"text":"a","label":"ham"}\n{oops', "row 2 (line 2): is not JSON"],
    ["a comma too many", "a.json", '[{"text":"a","label":"ham"},]', "row 2 (line 1): is not JSON"],
    ["a list cut off", "a.json", '[{"text":"a","label":"ham"},\n{"text":"b', "the file seems cut off"],
    ["text after the list", "a.json", '[{"text":"a","label":"ham"}]\n[]', "line 2: Text follows the end of the list"],
    ["not a list", "a.json", '{"text":"a"}', "must hold one list of records"],
    ["an empty list", "a.json", "[ ]", "The file has no row"],
    ["a header alone", "a.csv", "text,label\n", "The file has no row"],
    ["nothing", "a.csv", "", "The file is empty"],
    ["blanks", "a.csv", " \n\t\n", "only white space"],
    ["a spreadsheet", "a.xlsx", new Uint8Array([0x50, 0x4b, 3, 4, 9]), "Export the table as CSV"],
    ["UTF-16", "a.csv", new Uint8Array([0xff, 0xfe, 0x61, 0]), "Save it as UTF-8"],
    ["a binary file", "a.csv", new Uint8Array([1, 2, 0, 3]), "The file is binary"],
    [
      "text in another encoding",
      "a.csv",
      Buffer.from("text,label\na,ham\ncaf\u00e9,ham\n", "latin1"),
      "line 3: The text is not UTF-8",
    ],
  ])("%s", async (_, name, content, message) => {
    expect((await problemsOf(name, content)).join("\n")).toContain(message);
  });

  test("the first problems are reported, with the total number", async () => {
    const lines = Array.from({ length: 50 }, (_, at) => `${at},eggs`);
    const checked = await check("a.csv", ["text,label", ...lines].join("\n"));
    if (checked.ok) throw new Error("the file was accepted");
    expect(checked.error.problems).toHaveLength(MAX_SHOWN_PROBLEMS);
    expect(checked.error.count).toBe(50);
    expect(checked.error.problems.at(-1)).toMatchObject({ row: 20, line: 21, column: "label" });
  });

  test("a file beyond a limit is refused with a message, and one at the limit is accepted", async () => {
    expect(await problemsOf("a.csv", new Uint8Array(MAX_INPUT_BYTES + 1).fill(0x61))).toEqual([
      expect.stringContaining("the limit is 20 MB"),
    ]);
    const many = `text,label\n${"a,ham\n".repeat(MAX_INPUT_ROWS)}`;
    expect(await check("a.csv", many)).toMatchObject({ ok: true });
    expect(await problemsOf("a.csv", `${many}a,ham\n`)).toEqual([expect.stringContaining("more than 50000 rows")]);
  });

  test("too many different fields are refused, and a long list of fields is shortened", async () => {
    const file = (count: number, length: number) => {
      const names = Array.from({ length: count }, (_, i) => [`field ${i} ${"x".repeat(length)}`, 1]);
      return JSON.stringify([{ text: "a", label: "ham", ...Object.fromEntries(names) }]);
    };
    const taken = await check("a.json", file(100, 200));
    const ignored = taken.ok ? taken.value.ignoredColumns : [];
    expect(ignored).toHaveLength(21);
    expect(ignored.at(-1)).toBe("80 more");
    expect(ignored.join().length).toBeLessThan(2_500);
    expect(await problemsOf("a.json", file(2_000, 1))).toEqual([
      "The rows have more than 1000 different fields. Remove those that the skill does not use.",
    ]);
  });

  test("a row too long for the worker protocol is reported", async () => {
    expect(await problemsOf("a.jsonl", JSON.stringify(row("x".repeat(300_000))))).toEqual([
      expect.stringMatching(/^row 1 \(line 1\): has 3\d{5} characters/),
    ]);
  });

  test("any bytes and name are accepted or reported, and never throw", async () => {
    const scraps = fc.constantFrom(
      '"',
      "[",
      "]",
      "{",
      "}",
      ",",
      ";",
      "\n",
      "\r",
      "\\",
      "text",
      "label",
      "ham",
      ":",
      " ",
      "1",
      "\uFEFF",
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(scraps, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(""))),
    );
    await fc.assert(
      fc.asyncProperty(content, fc.constantFrom("a.csv", "a.json", "a.jsonl", "a"), async (bytes, name) => {
        const checked = await check(name, bytes);
        const rows = checked.ok ? checked.value.rows.length : 0;
        const { problems, count } = checked.ok ? { problems: [], count: 0 } : checked.error;
        expect(rows > 0).toBe(count === 0);
        expect(count).toBeGreaterThanOrEqual(problems.length);
        expect(problems.map(describeInputProblem).every((text) => text.length > 5)).toBe(true);
      }),
      { numRuns: 600, seed: 7 },
    );
  });
});
