import { median } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { figuresOf, readFiles, readText, refusalOf } from "./support.ts";

const sizesOf = (figures: readonly (readonly [number, number])[]) => figures.map(([size]) => size);

describe("hyperfine", () => {
  test("[B11] a parameter scan is one series with its runs as repeats, in milliseconds", async () => {
    const read = await readFiles(["hyperfine-scan.json"]);
    expect(sizesOf(figuresOf(read))).toEqual([50_000, 100_000, 200_000, 400_000, 800_000]);
    const [first] = read.input.scenarios;
    expect(first?.repeatsMs).toHaveLength(5);
    expect(first?.elapsedMs).toBe(median([...(first?.repeatsMs ?? [])]));
    expect(first?.elapsedMs).toBeCloseTo(110.77, 2);
    expect(first).toMatchObject({ id: "50000", label: "50,000", workMs: first?.elapsedMs, itemsFailed: 0, run: null });
    expect(read.notes).toEqual([
      "read hyperfine export: 5 sizes of python3 sort.py {size} by size, 5 runs each, medians",
    ]);
  });

  test("[B11] the CSV export gives the same medians", async () => {
    const [csv, json] = [await readFiles(["hyperfine-scan.csv"]), await readFiles(["hyperfine-scan.json"])];
    for (const [at, [size, ms]] of figuresOf(csv).entries()) {
      expect(figuresOf(json)[at]?.[0]).toBe(size);
      expect(figuresOf(json)[at]?.[1]).toBeCloseTo(ms, 6);
    }
  });

  test("[B11] commands that differ in one number are sizes, even without a parameter", async () => {
    const read = await readFiles(["hyperfine-commands.json"]);
    expect(sizesOf(figuresOf(read))).toEqual([50_000, 100_000, 200_000]);
    expect(read.notes).toContain("took the sizes from the commands");
  });

  test.each(["json", "csv"])(
    "[B11] several commands in a %s file are asked about, and chosen by name",
    async (type) => {
      const file = `hyperfine-two-commands.${type}`;
      const question = await refusalOf(readFiles([file]));
      expect(question).toContain("The figures hold 4 series. Choose one with --series:");
      expect(question).toContain("  python3 sort.py {n} {mode} (mode=sorted): 2 sizes");
      const read = await readFiles([file], { series: "sort.py {n} {mode} (mode=reversed)" });
      expect(sizesOf(figuresOf(read))).toEqual([50_000, 100_000]);
      expect(read.notes.at(-1)).toContain("not judged: python3 sort.py {n} {mode} (mode=sorted)");
      expect(await refusalOf(readFiles([file], { series: "sort.py" }))).toContain('"sort.py" fits 2 series');
      expect(await refusalOf(readFiles([file], { series: "bubble" }))).toContain('There is no series "bubble"');
    },
  );

  test("[B11] failed runs count as failures and not as times", async () => {
    const { input } = await readFiles(["hyperfine-failing.json"]);
    expect(
      input.scenarios.map(({ repeatsMs, items, itemsFailed }) => [repeatsMs.length, (itemsFailed ?? 0) / items]),
    ).toEqual([
      [3, 0.25],
      [2, 0.5],
      [2, 0.5],
    ]);
  });

  test("[B11] a value that also stands elsewhere in the command does not split the series", async () => {
    const results = [8, 16, 32].map((n) => ({ command: `run -j 8 ${n}`, mean: n / 10, parameters: { n: String(n) } }));
    const read = await readText(JSON.stringify({ results }));
    expect(figuresOf(read)).toEqual([
      [8, 800],
      [16, 1600],
      [32, 3200],
    ]);
  });

  test("[B11] files of one command each are sizes by the number in their names", async () => {
    const file = (mean: number) => JSON.stringify({ results: [{ command: "sort input", mean }] });
    const files = [1000, 2000].map((n) => ({
      name: `sort-${n}.json`,
      bytes: new TextEncoder().encode(file(n / 1000)),
    }));
    const { readFigures } = await import("../../lib/figures/read-figures.ts");
    const read = await readFigures(files);
    expect(figuresOf(read)).toEqual([
      [1000, 1000],
      [2000, 2000],
    ]);
    expect(read.notes).toContain("took the sizes from the names of the files");
  });

  test("[B11] an invalid field is named", async () => {
    const text = JSON.stringify({ results: [{ command: "a", mean: "fast" }] });
    expect(await refusalOf(readText(text, {}, "h.json"))).toMatch(
      /^h\.json: this hyperfine export has an invalid results\[0\]\.mean/,
    );
  });

  test("[B11] commands without any size are asked about", async () => {
    const results = ["quick", "merge"].map((command) => ({ command, mean: 1 }));
    expect(await refusalOf(readText(JSON.stringify({ results })))).toContain("The figures name no sizes.");
  });
});

describe("google-benchmark", () => {
  test("[B11] repetitions are repeats, and complexity rows and other aggregates are left out", async () => {
    const read = await readFiles(["google-benchmark.json"], { series: "BM_Sum" });
    expect(sizesOf(figuresOf(read))).toEqual([1024, 4096, 16_384, 65_536, 262_144]);
    expect(read.input.scenarios.map(({ repeatsMs }) => repeatsMs.length)).toEqual([3, 3, 3, 3, 3]);
    expect(read.notes).toEqual([
      "read google-benchmark file: 5 sizes of BM_Sum, 3 runs each, medians",
      "not judged: BM_Sort and BM_Empty",
    ]);
  });

  test("[B11] times are read in the unit of each row", async () => {
    const rows = [
      { name: "BM/8", real_time: 5, time_unit: "us" },
      { name: "BM/16", real_time: 9, time_unit: "ms" },
      { name: "BM/32", real_time: 2, time_unit: "s" },
      { name: "BM_BigO", run_type: "aggregate", aggregate_name: "BigO", real_coefficient: 2 },
    ];
    expect(figuresOf(await readText(JSON.stringify({ benchmarks: rows })))).toEqual([
      [8, 0.005],
      [16, 9],
      [32, 2000],
    ]);
  });

  test("[B11] several benchmarks with sizes are asked about, one with a single size is not", async () => {
    const question = await refusalOf(readFiles(["google-benchmark.json"]));
    expect(question).toContain("BM_Sort: 5 sizes\n  BM_Sum: 5 sizes");
    expect(question).not.toContain("BM_Empty");
  });

  test("[B11] a file of aggregates alone gives their medians, and CSV gives the times", async () => {
    const [aggregates, csv] = [
      await readFiles(["google-benchmark-aggregates.json"]),
      await readFiles(["google-benchmark.csv"]),
    ];
    for (const { input } of [aggregates, csv])
      expect(input.scenarios.map(({ items }) => items)).toEqual([1024, 4096, 16_384, 65_536, 262_144]);
    expect(aggregates.notes).toContain("took the median of the repetitions as the time");
    expect(figuresOf(csv)[0]?.[1]).toBeCloseTo(0.0319286, 6);
  });

  test("[B11] options in a name are no sizes, a second argument is another series, threads are the unit", async () => {
    const toText = (names: readonly string[]) =>
      JSON.stringify({ benchmarks: names.map((name, at) => ({ name, real_time: at + 1, time_unit: "ms" })) });
    const plain = await readText(toText(["BM<a/b>/8/min_time:2.000/real_time", "BM<a/b>/64/min_time:2.000/real_time"]));
    expect(sizesOf(figuresOf(plain))).toEqual([8, 64]);
    expect(plain.notes[0]).toContain("of BM<a/b>");
    const two = toText(["BM/8/1", "BM/64/1", "BM/8/2", "BM/64/2"]);
    expect(await refusalOf(readText(two))).toContain("BM (argument 2=1) by argument 1: 2 sizes");
    const threads = await readText(toText(["BM/real_time/threads:1", "BM/real_time/threads:4"]));
    expect([threads.input.unit.many, sizesOf(figuresOf(threads))]).toEqual(["threads", [1, 4]]);
  });

  test("[B11] a size of 0 and benchmarks with errors are left out and named", async () => {
    const benchmarks = [
      { name: "BM/0", real_time: 1, time_unit: "ms" },
      { name: "BM/1", real_time: 2, time_unit: "ms" },
      { name: "BM/2", real_time: 3, time_unit: "ms" },
      { name: "BM/3", error_occurred: true, error_message: "no memory" },
    ];
    const read = await readText(JSON.stringify({ benchmarks }));
    expect(sizesOf(figuresOf(read))).toEqual([1, 2]);
    expect(read.notes).toEqual(
      expect.arrayContaining(["left out benchmarks that reported an error: BM/3", "left out the size 0"]),
    );
  });
});

describe("JMH", () => {
  test("[B11] scores are read in their unit, iterations of all forks as repeats", async () => {
    const read = await readFiles(["jmh.json"]);
    expect(sizesOf(figuresOf(read))).toEqual([1000, 4000, 16_000, 64_000]);
    expect(read.input.scenarios[0]?.repeatsMs).toHaveLength(6);
    expect(read.input.scenarios[0]?.elapsedMs).toBeCloseTo(0.119, 2);
  });

  test("[B11] throughput becomes time per operation, and the notes say so", async () => {
    const read = await readFiles(["jmh-throughput.json"]);
    expect(figuresOf(read)[0]?.[1]).toBeCloseTo(0.008, 3);
    expect(read.notes).toContain("turned ops/s into time per operation");
    const result = (score: number, n: number) => ({
      benchmark: "b",
      mode: "thrpt",
      params: { n: `${n}` },
      primaryMetric: { score, scoreUnit: "ops/ms" },
    });
    expect(figuresOf(await readText(JSON.stringify([result(4, 1), result(2, 2)])))).toEqual([
      [1, 0.25],
      [2, 0.5],
    ]);
  });

  test("[B11] CSV holds several benchmarks, chosen by name", async () => {
    expect(await refusalOf(readFiles(["jmh.csv"]))).toContain("org.example.SortBenchmark.search: 3 sizes");
    expect(figuresOf(await readFiles(["jmh.csv"], { series: "search" }))[0]?.[1]).toBeCloseTo(0.00002, 6);
  });

  test("[B11] without parameters, the threads are the size", async () => {
    const result = (threads: number) => ({
      benchmark: "b",
      mode: "avgt",
      threads,
      primaryMetric: { score: 8 / threads, scoreUnit: "ms/op" },
    });
    const { input } = await readText(JSON.stringify([result(1), result(2)]));
    expect([input.unit.many, input.scenarios.map(({ elapsedMs }) => elapsedMs)]).toEqual(["threads", [8, 4]]);
  });

  test("[B11] a unit that is no time is refused", async () => {
    const text = JSON.stringify([{ benchmark: "b", mode: "avgt", primaryMetric: { score: 1, scoreUnit: "B/op" } }]);
    expect(await refusalOf(readText(text))).toContain("in B/op: only times and rates can be judged");
  });
});

describe("k6", () => {
  test.each(["export", "summary"])("[B11] the %s of each load is one size, with its failures", async (kind) => {
    const read = await readFiles([200, 10, 50].map((load) => `k6-${kind}-${load}.json`));
    expect(figuresOf(read)).toEqual([
      [10, 12.5],
      [50, 14.25],
      [200, 61.5],
    ]);
    expect(read.input.unit).toEqual({ one: "VU", many: "VUs" });
    expect(read.input.scenarios.map(({ items, itemsFailed }) => (itemsFailed ?? 0) / items)).toEqual([0, 0.002, 0.04]);
    expect(read.notes).toEqual([
      "read 3 files (k6 summary): 3 sizes by VUs",
      "took the median of http_req_duration as the time and the VUs as the size",
    ]);
  });

  test("[B11] a script without requests is judged by its iterations, one without times is refused", async () => {
    const metrics = { iteration_duration: { med: 7 }, vus_max: { value: 3, max: 3 } };
    expect(figuresOf(await readText(JSON.stringify({ metrics })))).toEqual([[3, 7]]);
    expect(await refusalOf(readText(JSON.stringify({ metrics: { vus_max: { value: 3 } } })))).toContain("has no times");
  });
});
