import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { describeInputProblem } from "../../lib/core/inputs/problem.ts";
import { optionalText, requiredText } from "../../lib/input/cells.ts";
import { checkFile } from "../../lib/input/check-file.ts";
import type { SkillInput } from "../../lib/skills/contract/contract.ts";

const input: SkillInput = {
  row: z.object({ text: requiredText, label: requiredText, note: optionalText }),
  columns: [
    { name: "text", required: true, description: "text" },
    { name: "label", required: true, description: "text" },
    { name: "note", required: false, description: "text" },
  ],
  example: { name: "rows.csv", content: "text,label\na,ham\n" },
};

const check = (name: string, content: string | Uint8Array) =>
  checkFile({ name, bytes: typeof content === "string" ? Buffer.from(content) : content }, input);

async function problemsOf(name: string, content: string | Uint8Array): Promise<string[]> {
  const checked = await check(name, content);
  return checked.ok ? [] : checked.error.problems.map(describeInputProblem);
}

describe("[B3] a file that people have is read as it is meant", () => {
  test.each([
    ["Excel's line that names the separator", "a.csv", "sep=;\ntext;label\none;ham\n", []],
    ["the same line in quotes, before commas in cells", "a.csv", '"sep=;"\r\ntext;label\r\none;ham\r\n', []],
    ["line endings of old Macs", "a.csv", "text,label\rone,ham\r", []],
    ["separators at the end of rows", "a.csv", "text,label\none,ham,,\n", []],
    ["empty columns at the end", "a.csv", "text,label,,\none,ham,,\n", []],
    ["an index column without a name", "a.csv", ",text,label\n0,one,ham\n", ["unnamed column 1"]],
    ["a column named #", "a.csv", "#,text,label\n1,one,ham\n", ["#"]],
    ["vertical bars", "a.csv", "text|label\none|ham\n", []],
    [
      "tabs with commas in the header",
      "a.tsv",
      "text\tlabel\tsize, in cm, of it\none\tham\t4\n",
      ["size,_in_cm,_of_it"],
    ],
    ["a last row without an empty unnamed cell", "a.csv", "text,label,\none,ham\n", []],
  ])("%s", async (_, name, content, ignored) => {
    const checked = await check(name, content);
    expect(checked).toMatchObject({
      ok: true,
      value: { rows: [{ text: "one", label: "ham", note: null }], ignoredColumns: ignored },
    });
  });

  test("a column of sentences may contain one semicolon each", async () => {
    const titles: SkillInput = { ...input, row: z.object({ text: requiredText }), columns: input.columns.slice(0, 1) };
    const checked = await checkFile({ name: "a.csv", bytes: Buffer.from("text\na; b\nc; d\ne; f\n") }, titles);
    expect(checked).toMatchObject({
      ok: true,
      value: { rows: [{ text: "a; b" }, { text: "c; d" }, { text: "e; f" }] },
    });
  });
});

describe("[B3] a file that cannot be read has a problem of its own words, with place and remedy", () => {
  const utf16 = (text: string) => Buffer.from(text, "utf16le");
  test.each<[string, string, string | Uint8Array, string]>([
    ["commas after lines", "a.jsonl", '{"a":1},\n{"a":2},\n', "row 1 (line 1): The line ends with a comma, as in the"],
    [
      "a comma after one line",
      "a.jsonl",
      '{"text":"a","label":"b"}\n{"text":"a","label":"b"},',
      "row 2 (line 2): ends with a comma",
    ],
    ["records on one line", "a.jsonl", '{"a":1}{"b":2}', "record 2 begins at character 8; write each record on a line"],
    ["records with a comma", "a.jsonl", '{"a":1}, {"b":2}', "record 2 begins at character 10"],
    [
      "records of several lines",
      "a.jsonl",
      '{\n"a": 1\n}\n{\n"a": 2\n}',
      "row 1 (line 1): The record continues on the next",
    ],
    ["an object with a list", "a.jsonl", '{\n"data": [{"a": 1}]}', `a list in "data". Save only the list`],
    ["the same as .json", "a.json", '{"n": 1, "data": [{"a": 1}]}', "by jq '.data' FILE > rows.json"],
    ["a list of another name", "a.json", '{"my rows": [{"a": 1}]}', `jq '.["my rows"]' FILE`],
    ["one record as .json", "a.json", '{"a": 1}', "put [ ] around it"],
    ["records without a list", "a.json", '{"a": 1}\n{"a": 2}', "line 2: Record 2 begins at character 1"],
    [
      "the inside of a list",
      "a.json",
      '{"a": 1},\n{"a": 2}',
      "line 1: A comma follows the first record at character 9",
    ],
    ["a broken object", "a.json", '{"a": 1,\n b: 2}', "line 2: The file is not JSON at character 2: the name b"],
    ["no comma between records", "a.json", '[{"a":1}\n{"a":2}]', "row 1 (line 1): is followed by another record"],
    [
      "a fault on a later line",
      "a.json",
      '[{"text":"a","label":"b"},\n {"text":\n  NaN}]',
      "row 2 (line 2): is not JSON on line 3, at character 3: NaN",
    ],
    [
      "a fault on one line",
      "a.json",
      '[{"text":"a","label":"b"},{"text":x}]',
      "row 2 (line 1): is not JSON at character 35: x is",
    ],
    ["a table named .jsonl", "a.jsonl", "text,label\na,b\n", "first line (text,label) is no JSON record"],
    ["a web page", "a.csv", "<!DOCTYPE html>\n<p>Sign in", "The file is a web page"],
    [
      "too few cells",
      "a.csv",
      "label,text\nham,fine\nspam\n",
      "row 2 (line 3), column text: the row has only 1 cell, the header has 2",
    ],
    [
      "too many cells",
      "a.csv",
      "text;label\na;ham;b;c\n",
      'row 1 (line 2): has 4 cells, the header has 2; put text that contains semicolons in "quotes"',
    ],
    [
      "a comment",
      "a.csv",
      "# exported today\nlabel,text\nham,fine\nspam,win\n",
      "line 1: This line (# exported today) is not the header",
    ],
    [
      "two comments above tabs",
      "a.tsv",
      "\n# a\n# b\nlabel\ttext\nham\tfine\n",
      "line 2: This line (# a) is not the header",
    ],
    [
      "a title",
      "a.csv",
      "Report of May,,\n,,\ntext,label,note\na,ham,\nb,ham,\n",
      "line 1: This line (Report of May,,) is not the header",
    ],
    [
      "tabs without a header",
      "a.tsv",
      "fine\tham\nwin\tspam\n",
      "the file has fine, ham. The first line must name the columns",
    ],
    ["a header cell without a name", "a.csv", "text,\na,ham\n", "the file has text, unnamed column 2. Name the column"],
    [
      "a column twice",
      "a.csv",
      "\ntext,label,Text\na,ham,b\n",
      "line 2: The header contains column text twice, in cells 1 and 3",
    ],
    ["a header alone", "a.csv", "text,label\n", "The file has no rows: it ends after the header"],
    ["an empty list", "a.json", "[]", "The file has no rows: the list is empty"],
    [
      "a NUL byte",
      "a.csv",
      "label,text\nham,fine\nspam,bad\0byte\n",
      "line 3: There is a NUL byte at character 9 (byte 29 of the file)",
    ],
    [
      "UTF-16, low byte first",
      "a.csv",
      utf16("text,label\na,b\n"),
      "without a byte order mark: byte 2 of the file is NUL. Save it as UTF-8, for example by iconv -f UTF-16LE",
    ],
    [
      "UTF-16, high byte first",
      "a.csv",
      utf16("text,label\na,b\n").swap16(),
      "byte 1 of the file is NUL. Save it as UTF-8, for example by iconv -f UTF-16BE",
    ],
    [
      "UTF-16 with a mark",
      "a.csv",
      utf16("\ufefftext,label\n"),
      "The file is UTF-16 text. Save it as UTF-8, for example by iconv -f UTF-16 ",
    ],
    ["gzip", "a.csv", new Uint8Array([0x1f, 0x8b, 8, 0, 1]), "compressed (gzip)"],
    ["an old spreadsheet", "a.csv", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0]), "old spreadsheet (.xls)"],
  ])("%s", async (_, name, content, message) => {
    expect((await problemsOf(name, content)).join("\n")).toContain(message);
  });

  test("whatever is broken in a readable file, its problem names a place or what the file is", async () => {
    const whole = [
      ["a.csv", 'text,label\n"one, ""two""",ham\nthree,spam\n'],
      ["a.jsonl", '{"text":"one","label":"ham"}\n{"text":"two","label":"spam"}\n'],
      ["a.json", '[{"text":"one","label":"ham"},\n{"text":"two","label":"spam"}]'],
    ] as const;
    const scrap = fc.constantFrom(
      "",
      '"',
      ",",
      ";",
      "\t",
      "\n",
      "{",
      "}",
      "[",
      "]",
      "'",
      "\0",
      "\\",
      "# x\n",
      "NaN",
      "\u0001",
      "ü",
    );
    const damage = fc.tuple(fc.constantFrom(...whole), fc.nat(), fc.nat({ max: 6 }), scrap, fc.boolean());
    await fc.assert(
      fc.asyncProperty(damage, async ([[name, text], place, removed, inserted, isWide]) => {
        const at = place % (text.length + 1);
        const broken = text.slice(0, at) + inserted + text.slice(at + removed);
        const problems = await problemsOf(name, isWide ? utf16(broken) : broken);
        for (const problem of problems) {
          expect(problem.length).toBeGreaterThan(12);
          expect(problem).not.toMatch(/is not JSON(?! (at|on) )|undefined|\[object/);
          expect(problem).toMatch(/row \d|line \d|byte \d|The (file|header|rows|skill|first)|Columns? /);
        }
      }),
      { numRuns: 1_500, seed: 11 },
    );
  });
});
