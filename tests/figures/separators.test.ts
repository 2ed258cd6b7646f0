import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { figuresOf, readLines, readText, refusalOf } from "./support.ts";

describe("separators of thousands and decimal signs", () => {
  test("[B11] 1,000 is 1,000, and the notes say so", async () => {
    const read = await readLines("id,items,elapsedMs", "a,500,80", 'b,"1,000",330', 'c,"2,000","1,290"');
    expect(figuresOf(read)).toEqual([
      [500, 80],
      [1000, 330],
      [2000, 1290],
    ]);
    expect(read.notes).toEqual(['read the comma of "1,000" as a separator of thousands']);
  });

  test.each([
    ["English", ",", ['"1,000"', '"1,234.5"'], 1000, 1234.5],
    ["German", ";", ["1.000", "1.234,5"], 1000, 1234.5],
    ["Swiss", ",", ["1'000", "1'234.5"], 1000, 1234.5],
    ["French", ";", ["1 000", "1 234,5"], 1000, 1234.5],
    ["with underscores", ",", ["1_000", "1_234.5"], 1000, 1234.5],
    ["Indian", ";", ["1,00,000", "1,00,000.5"], 100_000, 100_000.5],
    ["with a unit in the cell", ";", ["1.000 rows", "1.234,5 ms"], 1000, 1234.5],
    ["plain with a comma after semicolons", ";", ["1000", "1,5"], 1000, 1.5],
    ["plain with three decimals", ",", ["1000", "1.234"], 1000, 1.234],
  ])("[B11] the file as a whole decides: %s", async (_, delimiter, [size, time], items, ms) => {
    expect(figuresOf(await readLines(["n", "time_ms"].join(delimiter), [size, time].join(delimiter)))).toEqual([
      [items, ms],
    ]);
  });

  test.each([
    ["a decimal comma beside commas", 'n,time_ms\n10,"1,5"\n20,"2,0"', 'is the comma of "1,5" decimal'],
    ["thousands or decimals after semicolons", "n;time_ms\n10;1.290", 'is "1.290" 1.290 or 1290?'],
    ["a size with three decimals", "n,time_ms\n1.000,5", 'is "1.000" 1.000 or 1000?'],
    ["a size with three decimals beside decimal points", "n,time_ms\n1.000,5.5", 'is "1.000" 1.000 or 1000?'],
    ["a comma among times alone", 'n,time_ms\n10,"1,290"', 'is "1,290" 1.290 or 1290?'],
    ["three decimals among whole times", "n,time_ms\n10,80\n20,1.290", 'is "1.290" 1.290 or 1290?'],
    ["points and commas as decimals", "n;time_ms\n10;1.5\n20;2,5", "the file mixes decimal points and decimal commas"],
  ])("[B11] is asked about: %s", async (_, text, question) => {
    const refusal = await refusalOf(readText(text));
    expect(refusal).toContain(question);
    expect(refusal).toMatch(/figures\.csv: row \d/);
  });

  test("[B11] --decimal answers the question, unless the file contradicts it", async () => {
    const text = 'n,time_ms\n10,"1,290"';
    expect(figuresOf(await readText(text, { decimal: "point" }))).toEqual([[10, 1290]]);
    expect(figuresOf(await readText(text, { decimal: "comma" }))).toEqual([[10, 1.29]]);
    expect(await refusalOf(readText("n;time_ms\n10;1.234,5", { decimal: "point" }))).toContain(
      "contradicts --decimal point",
    );
    expect(await refusalOf(readText(text, { decimal: "both" }))).toContain("use point or comma");
  });

  test("[B11] wrong groups are no number", async () => {
    expect(await refusalOf(readLines("n;time_ms", "1,00,0;5"))).toContain('it is "1,00,0"');
  });
});

/** Ways to write numbers, each with the separators of columns that go with it. */
const MANNERS = [
  { group: "", decimal: ".", delimiters: [",", ";", "\t"] },
  { group: ",", decimal: ".", delimiters: [",", ";", "\t"] },
  { group: "'", decimal: ".", delimiters: [",", ";", "\t"] },
  { group: "_", decimal: ".", delimiters: [",", ";", "\t"] },
  { group: " ", decimal: ".", delimiters: [",", ";", "\t"] },
  { group: ".", decimal: ",", delimiters: [";"] },
  { group: "", decimal: ",", delimiters: [",", ";", "\t"] },
  { group: " ", decimal: ",", delimiters: [",", ";", "\t"] },
  { group: "\u202f", decimal: ",", delimiters: [";", "\t"] },
] as const;

function format(value: number, decimals: number, group: string, decimal: string): string {
  const [whole = "", fraction = ""] = value.toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return fraction === "" ? grouped : `${grouped}${decimal}${fraction}`;
}

const QUESTION = /--decimal|mixes|different ways/;

const manner = fc
  .constantFrom(...MANNERS)
  .chain(({ group, decimal, delimiters }) =>
    fc.record({ group: fc.constant(group), decimal: fc.constant(decimal), delimiter: fc.constantFrom(...delimiters) }),
  );
const rows = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 9_999_999 })), {
  selector: ([size]) => size,
  minLength: 1,
  maxLength: 6,
});

test("[B11] a number written in any manner is read back or asked about, and never wrong", async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(
      manner,
      rows,
      fc.integer({ min: 0, max: 4 }),
      async ({ group, decimal, delimiter }, figures, decimals) => {
        const quoted = (text: string) => (text.includes(delimiter) ? `"${text}"` : text);
        const lines = figures.map(([size, time]) =>
          [format(size, 0, group, decimal), format(time / 10 ** decimals, decimals, group, decimal)]
            .map(quoted)
            .join(delimiter),
        );
        const text = [["n", "time_ms"].join(delimiter), ...lines].join("\n");
        const expected = figures
          .toSorted(([one], [other]) => one - other)
          .map(([size, time]) => [size, Number((time / 10 ** decimals).toFixed(decimals))]);
        const outcome = await readText(text).then(figuresOf, (error: unknown) => String(error));
        const isAsked = typeof outcome === "string" && QUESTION.test(outcome);
        if (!isAsked) read += 1;
        expect(isAsked ? expected : outcome).toEqual(expected);
      },
    ),
    { seed: 9, numRuns: 600 },
  );
  // most files are read rather than asked about
  expect(read).toBeGreaterThan(350);
});
