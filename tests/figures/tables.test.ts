import { describe, expect, test } from "vitest";
import { figuresOf, readLines, readText, refusalOf } from "./support.ts";

describe("units of headers and cells", () => {
  test.each([
    ["items,elapsed_s", "10,1.5", 10, 1500],
    ["n,time_us", "10,1500", 10, 1.5],
    ["size,time (ms)", "10,1.5", 10, 1.5],
    ["rows,duration_ns", "10,2e6", 10, 2],
    ["count,Duration [sec]", "10,2", 10, 2000],
    ["records,seconds", "10,2", 10, 2000],
    ["n,elapsed", "10,1.2ms", 10, 1.2],
    ["n,elapsed", "10,3 s", 10, 3000],
    ["n,elapsed", "10,1m 05s", 10, 65_000],
    ["n,elapsed", "10,0m1.234s", 10, 1234],
    ["n,elapsed", "10,0:01:05", 10, 65_000],
    ["n,elapsed", "10,250 µs", 10, 0.25],
    // a cell knows better than its header
    ["n,elapsed_ms", "10,3 s", 10, 3000],
    ["n,elapsed_ms", "4k,1", 4000, 1],
    ["n,elapsed_ms", "1.5k,1", 1500, 1],
    ["n,elapsed_ms", "2^20,1", 1_048_576, 1],
    ["n,elapsed_ms", "1e6,1", 1_000_000, 1],
    ["size,elapsed_ms", "10 KiB,1", 10_240, 1],
    ["size_mb,elapsed_ms", "3,1", 3_000_000, 1],
    ["n,elapsed_ms", "500 rows,1", 500, 1],
    ["input size,median,mean", "7,4ms,5ms", 7, 4],
  ])("[B11] %s over %s", async (header, row, size, ms) => {
    expect(figuresOf(await readLines(header, row))).toEqual([[size, ms]]);
  });

  test("[B11] shares are read in percent where header or cell say so", async () => {
    const { input } = await readLines("items,elapsed_ms,accuracy (%),error_rate", "10,5,97.5,2 %", "20,9,88 %,0.1");
    expect(input.scenarios.map(({ quality }) => quality)).toEqual([0.975, 0.88]);
    expect(input.scenarios.map(({ itemsFailed }) => itemsFailed)).toEqual([0.2, 2]);
  });

  test("[B11] a time without a unit is read as milliseconds and noted, or in the unit that the user names", async () => {
    const lines = "n,time\n10,2";
    const assumed = await readText(lines);
    expect(figuresOf(assumed)).toEqual([[10, 2]]);
    expect(assumed.notes).toContain("column time names no unit: read as milliseconds; --time-unit s reads seconds");
    const named = await readText(lines, { timeUnit: "s" });
    expect([figuresOf(named), named.notes.join()]).toEqual([[[10, 2000]], expect.not.stringContaining("no unit")]);
    expect(await refusalOf(readText(lines, { timeUnit: "fortnight" }))).toContain("--time-unit fortnight: use ns");
  });

  test("[B11] rates become time per operation, and the notes say so", async () => {
    const read = await readLines("vus,rps", "10,500", "20,250");
    expect(figuresOf(read)).toEqual([
      [10, 2],
      [20, 4],
    ]);
    expect(read.notes).toContain("turned the rates of column rps into time per operation");
  });
});

describe("what a size counts", () => {
  test.each([
    ["items,elapsed_ms", undefined, "item", "items"],
    ["n,elapsed_ms", undefined, "item", "items"],
    ["threads,elapsed_ms", undefined, "thread", "threads"],
    ["num_workers,elapsed_ms", undefined, "worker", "workers"],
    ["thread_count,elapsed_ms", undefined, "thread", "threads"],
    ["vus,elapsed_ms", undefined, "VU", "VUs"],
    ["size_kb,elapsed_ms", undefined, "byte", "bytes"],
    ["items,elapsed_ms", "threads", "thread", "threads"],
    ["items,elapsed_ms", "thread", "thread", "threads"],
    ["items,elapsed_ms", "thread,threads", "thread", "threads"],
    ["items,elapsed_ms", "query", "query", "queries"],
    ["items,elapsed_ms", "processes", "process", "processes"],
    ["threads,elapsed_ms", "core", "core", "cores"],
  ])("[B11] %s with --unit %s", async (header, unit, one, many) => {
    const { input } = await readText(`${header}\n4,1\n8,2`, { unit });
    expect(input.unit).toEqual({ one, many });
  });

  test("[B11] the cells name it too, in different multiples", async () => {
    const read = await readLines("size,ms", "512 B,1", "4 KiB,2", "1MB,3");
    expect(read.input.unit).toEqual({ one: "byte", many: "bytes" });
    expect(figuresOf(read).map(([size]) => size)).toEqual([512, 4096, 1_000_000]);
    expect((await readLines("n,ms", "500 rows,1", "900 rows,2")).input.unit.many).toBe("rows");
  });

  test("[B11] our JSON names it in one word or two, and a third word is refused", async () => {
    const scenarios = [{ id: "a", items: 1, elapsedMs: 1 }];
    expect((await readText(JSON.stringify({ scenarios, unit: "cores" }))).input.unit).toEqual({
      one: "core",
      many: "cores",
    });
    const pair = { one: "datum", many: "data" };
    expect((await readText(JSON.stringify({ scenarios, unit: pair }))).input.unit).toEqual(pair);
    expect(await refusalOf(readText("n,ms\n1,1", { unit: "a,b,c" }))).toContain("--unit a,b,c");
  });
});

describe("rows that share an id", () => {
  test("[B11] are sizes of one series when their sizes differ, named by their size", async () => {
    const read = await readLines(
      "id,items,elapsedMs",
      "mySort,2000,4.4",
      "mySort,1000,2",
      "mySort,8000,21",
      "mySort,4000,9.6",
    );
    expect(read.input.scenarios.map(({ id, label, items }) => [id, label, items])).toEqual([
      ["1000", "1,000", 1000],
      ["2000", "2,000", 2000],
      ["4000", "4,000", 4000],
      ["8000", "8,000", 8000],
    ]);
    expect(read.input.scenarios.every(({ points, repeatsMs }) => points.length === 0 && repeatsMs.length === 0)).toBe(
      true,
    );
    expect(read.notes).toEqual(["read 4 sizes of mySort"]);
  });

  test("[B11] are repeats when their sizes are equal, in CSV and in JSON", async () => {
    const rows = [
      ["a", 10, 5],
      ["b", 20, 8],
      ["a", 10, 9],
      ["a", 10, 6],
    ] as const;
    const csv = await readLines("id,items,elapsedMs", ...rows.map((row) => row.join(",")));
    const json = await readText(JSON.stringify(rows.map(([id, items, elapsedMs]) => ({ id, items, elapsedMs }))));
    for (const { input, notes } of [csv, json]) {
      expect(input.scenarios.map(({ id, elapsedMs, workMs, repeatsMs }) => [id, elapsedMs, workMs, repeatsMs])).toEqual(
        [
          ["a", 6, 6, [5, 9, 6]],
          ["b", 8, 8, []],
        ],
      );
      expect(notes).toEqual(["read 2 sizes, 1 to 3 runs each, medians"]);
    }
  });

  test("[B11] are the progress of one measurement only with itemsDone", async () => {
    const { input } = await readLines(
      "id,items,itemsDone,elapsedMs",
      "a,100,10,5",
      "a,100,50,26",
      "a,100,100,54",
      "b,200,200,99",
    );
    expect(
      input.scenarios.map(({ id, items, elapsedMs, points }) => [
        id,
        items,
        elapsedMs,
        points.map(({ itemsDone, workMs }) => [itemsDone, workMs]),
      ]),
    ).toEqual([
      [
        "a",
        100,
        54,
        [
          [10, 5],
          [50, 26],
        ],
      ],
      ["b", 200, 99, []],
    ]);
  });

  test("[B11] of several ids with several sizes are asked about", async () => {
    const text = "id,items,elapsedMs\na,10,5\na,20,6\nb,10,4\nb,20,9";
    expect(await refusalOf(readText(text))).toContain(
      "The figures hold 2 series. Choose one with --series:\n  a: 2 sizes\n  b: 2 sizes",
    );
    const read = await readText(text, { series: "b" });
    expect(figuresOf(read)).toEqual([
      [10, 4],
      [20, 9],
    ]);
    expect(read.notes).toContain("not judged: a");
  });

  test("[B11] without any id, rows are the sizes of one series; a second size column is asked about", async () => {
    expect(figuresOf(await readLines("n,ms", "20,4", "10,1"))).toEqual([
      [10, 1],
      [20, 4],
    ]);
    const grid = ["n,threads,ms", "10,1,5", "20,1,9", "10,2,3", "20,2,5"];
    expect(await refusalOf(readLines(...grid))).toContain("(threads=2) by n: 2 sizes");
    expect(figuresOf(await readText(grid.join("\n"), { series: "(threads=2) by n" }))).toEqual([
      [10, 3],
      [20, 5],
    ]);
  });
});

describe("files", () => {
  test("[B11] several files are read as one", async () => {
    const { readFigures } = await import("../../lib/figures/read-figures.ts");
    const files = ["n,ms\n10,1", "n,ms\n20,3"].map((text, at) => ({
      name: `${at}.csv`,
      bytes: new TextEncoder().encode(text),
    }));
    expect(figuresOf(await readFigures(files))).toEqual([
      [10, 1],
      [20, 3],
    ]);
  });

  test("[B11] a title and comments before the header are left out and noted", async () => {
    const read = await readLines("Sorting on the laptop", "", "# 2026", "n;ms", "10;1");
    expect(figuresOf(read)).toEqual([[10, 1]]);
    expect(read.notes[0]).toBe('left out 2 lines before the header: "Sorting on the laptop"');
  });

  test("[B11] separators are those of uploaded files: vertical bars, and the one that Excel's first line names", async () => {
    expect(figuresOf(await readLines("n|ms", "10|1.5", "20|3"))).toEqual([
      [10, 1.5],
      [20, 3],
    ]);
    const named = await readLines("sep=;", "# 2026, 3 runs", "n;ms", "10;1,5");
    expect(figuresOf(named)).toEqual([[10, 1.5]]);
    expect(named.notes[0]).toBe('left out a line before the header: "# 2026, 3 runs"');
    expect(await refusalOf(readLines("sep=;", "n;ms", "10;fast"))).toContain("row 1 (line 3), column ms");
  });

  test("[B11] JSON records with any names are a table, on one line or one a line", async () => {
    const expected = [
      [1000, 500],
      [2000, 700],
    ];
    expect(figuresOf(await readText('[{"n":1000,"time_s":0.5},{"n":2000,"time_s":0.7}]'))).toEqual(expected);
    expect(figuresOf(await readText('{"n":1000,"time":"0.5 s"}\n{"n":2000,"time":"700ms"}\n'))).toEqual(expected);
  });
});

describe("errors name file, row, column, value and what to do", () => {
  test.each([
    [
      "n,ms\n10,fast",
      'figures.csv: row 1 (line 2), column ms: must be a time of 0 or more, such as 1.5, 1.5 ms or 1m 30s; it is "fast"',
    ],
    ["n,ms\n10,5\n1.5,9", 'row 2 (line 3), column n: must be a whole number from 1 to 1e12; it is "1.5"'],
    [
      "n,ms\n10,",
      "row 1 (line 2), column ms: must be a time of 0 or more, such as 1.5, 1.5 ms or 1m 30s; the cell is empty",
    ],
    ["n,ms\n10,5s 1m", 'it is "5s 1m"'],
    ["n,ms\n-10,5", 'column n: must be a whole number from 1 to 1e12; it is "-10"'],
    ["items,elapsed_ms,quality\n10,5,92", 'column quality: must be a number from 0 to 1, or null; it is "92"'],
    ["items,elapsed_ms,failed\n10,5,12", "itemsFailed: 12 is more than the 10 finished"],
    ["1000,2\n2000,4", 'The first line holds figures ("1000,2") instead of the names of columns'],
    ["1000\t2\n1000\t4", "The first line holds figures"],
    [
      "# only\nn,wert\n1,2",
      'The header lacks elapsedMs. It needs a column of sizes (items, n, size, rows, threads …) and one of times (elapsedMs, time_s, mean_us …); it has "n" and "wert"',
    ],
    ["n,ms\n10,5\n20", "row 2 (line 3): the row has only 1 cell, the header has 2; add the missing cells"],
    ['{"n":1,"ms":2}\n{"n":2,"ms":}', "record 2 is not JSON at character 13: a value is missing; found }"],
    [
      '{"n":1,"ms":2},\n{"n":2,"ms":3},',
      "line 1: The file is not JSON at character 15: a comma follows the first record; put [ before it and ] after the last one",
    ],
    [
      '[{"n":1,"ms":2},\n{"n":2,"ms":NaN}]',
      "line 2: The file is not JSON at character 13: NaN is not a value of JSON; use null",
    ],
  ])("[B11] %j", async (text, message) => {
    const refusal = await refusalOf(readText(text));
    expect(refusal).toContain(message);
    expect(refusal).toMatch(/^figures\.csv: /);
  });

  test("[B11] more than 50 sizes are refused", async () => {
    const rows = Array.from({ length: 51 }, (_, at) => `${at + 1},1`);
    expect(await refusalOf(readLines("n,ms", ...rows))).toContain("51 sizes; the limit is 50");
  });
});
