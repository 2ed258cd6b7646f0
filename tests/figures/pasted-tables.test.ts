import { describe, expect, test } from "vitest";
import { PASTED_SHAPES } from "./pasted-shapes.ts";
import { PASTED_COLUMNS } from "./pasted-tables.ts";
import { figuresOf, readText, refusalOf } from "./support.ts";

const PASTED = [...PASTED_COLUMNS, ...PASTED_SHAPES];
const READ = PASTED.filter(({ means }) => !(means instanceof RegExp));
const ASKED = PASTED.filter(({ means }) => means instanceof RegExp);

describe("tables as people paste them", () => {
  test.each(READ)("[B11] $from: is read as it is meant", async ({ text, means, unit }) => {
    const read = await readText(text);
    expect(figuresOf(read).map(([size, ms]) => [size, Number(ms.toPrecision(12))])).toEqual(means);
    expect(read.input.unit.many).toBe(unit ?? read.input.unit.many);
  });

  test.each(ASKED)("[B11] $from: is asked about", async ({ text, means }) => {
    expect(await refusalOf(readText(text))).toMatch(means as RegExp);
  });
});

describe("what a table leaves open", () => {
  test("[B11] --size and --time name the columns, in any spelling; a column that is not there is refused", async () => {
    const text = "alpha,Beta Size,quick ms,bubble ms\n1,5,2,3\n2,9,4,8";
    const read = await readText(text, { size: "Beta Size", time: "bubble ms" });
    expect(figuresOf(read)).toEqual([
      [5, 3],
      [9, 8],
    ]);
    expect(await refusalOf(readText(text, { size: "gamma" }))).toContain("--size gamma: there is no such column");
    expect(figuresOf(await readText("n,value\n1,5", { time: "value", timeUnit: "s" }))).toEqual([[1, 5000]]);
  });

  test("[B11] what was left out, multiplied or assumed is said", async () => {
    const notesOf = async (text: string) => (await readText(text)).notes.join("\n");
    expect(await notesOf("n,ms\n10,1\n20,timeout")).toContain('left out row 2 (line 3): its ms is "timeout"');
    expect(await notesOf("n,s\n10,0\n20,1")).toContain("left out size 10: a time of 0 is below the step of the clock");
    expect(await notesOf("rows,us/row\n10,1")).toContain("multiplied the times of column us/row by the size");
    expect(await notesOf("clients,throughput\n10,1")).toContain("as if per second");
    expect(await notesOf("| n | ms |\n|---|---|\n| 1 | 2 ± 0.1 |\n(1 row)")).toMatch(
      /left out a line around the table: "\(1 row\)"[^]*read ± in column ms as the standard deviation of 10 runs/,
    );
  });

  test("[B11] zeros among repeats count in the median, and not in the scatter", async () => {
    const { input } = await readText("n,ms\n10,0\n10,2\n10,4\n20,5");
    expect(input.scenarios.map(({ elapsedMs, repeatsMs }) => [elapsedMs, repeatsMs])).toEqual([
      [2, [2, 4]],
      [5, []],
    ]);
  });

  test("[B11] times below a nanosecond are times, in tables and in our JSON", async () => {
    const text = JSON.stringify([{ id: "a", items: 1, elapsedMs: 3e-7 }]);
    expect(figuresOf(await readText(text))).toEqual([[1, 3e-7]]);
    expect(figuresOf(await readText("n,time_ns\n10,0.3"))).toEqual([[10, 3e-7]]);
  });
});

describe("a unit that is none", () => {
  const NO_UNITS = ["8", "8 threads", "?", "a,", "<b>", "\u0007", "-", "ms", "s,seconds"];

  test.each(["", ...NO_UNITS])("[B11] --unit %j is refused", async (unit) => {
    expect(await refusalOf(readText("n,ms\n1,1", { unit }))).toContain(`--unit ${unit}:`);
  });

  test.each(NO_UNITS)("[B11] the unit %j of a file is refused", async (unit) => {
    const text = JSON.stringify({ scenarios: [{ id: "a", items: 1, elapsedMs: 1 }], unit });
    expect(await refusalOf(readText(text))).toContain(`unit "${unit}":`);
  });
});
