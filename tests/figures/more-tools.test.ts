import { describe, expect, test } from "vitest";
import { judge } from "../../lib/core/judgement/judge.ts";
import { figuresOf, readFiles, readText, refusalOf } from "./support.ts";

describe("hyperfine", () => {
  test("[B11] JSON, CSV and Markdown of one scan have one judgement: stddev is the scatter of the runs", async () => {
    const [json, csv, markdown] = await Promise.all(
      ["json", "csv", "md"].map(async (type) => {
        const { input, notes } = await readFiles([`hyperfine-scan-10-runs.${type}`]);
        return { notes, growth: judge(input).growth };
      }),
    );
    expect(csv?.growth?.kind).toBe(json?.growth?.kind);
    expect(markdown?.growth?.kind).toBe(json?.growth?.kind);
    for (const other of [csv, markdown])
      for (const end of ["low", "high"] as const)
        expect(other?.growth?.power?.[end]).toBeCloseTo(json?.growth?.power?.[end] ?? Number.NaN, 0);
    expect(csv?.notes.join()).toContain("took their scatter from stddev, as of 10 runs");
  });

  test("[B11] a command faster than the clock is left out and named", async () => {
    const read = await readFiles(["hyperfine-zero.json"]);
    expect(figuresOf(read).map(([size]) => size)).toEqual([100_000, 1_000_000]);
    expect(read.notes).toContain("left out size 1,000: a time of 0 is below the step of the clock");
  });
});

describe("go test -bench", () => {
  test("[B11] sub-benchmarks are sizes, -count gives repeats, and the number of processors is no size", async () => {
    const read = await readFiles(["go-bench.txt"]);
    expect(figuresOf(read).map(([size, ms]) => [size, Math.round(ms * 1e6)])).toEqual([
      [1000, 418_349],
      [4000, 1_181_284],
      [16_000, 7_556_964],
    ]);
    expect(read.input.scenarios.map(({ repeatsMs }) => repeatsMs.length)).toEqual([3, 3, 3]);
    expect(read.notes).toContain("left out benchmarks that failed: BenchmarkFails");
  });

  test("[B11] with -cpu, processors are another parameter", async () => {
    const question = await refusalOf(readFiles(["go-bench-cpu.txt"]));
    expect(question).toContain("BenchmarkSort (CPUs=2) by n: 3 sizes");
    const read = await readFiles(["go-bench-cpu.txt"], { series: "BenchmarkSort (n=4000) by CPUs" });
    expect([figuresOf(read).map(([size]) => size), read.input.unit.many]).toEqual([[1, 2], "CPUs"]);
  });

  test.each([
    ["BenchmarkSort1000-8", "BenchmarkSort4000-8"],
    ["BenchmarkSort/1000-8", "BenchmarkSort/4000-8"],
    ["BenchmarkSort/size-1000-8", "BenchmarkSort/size-4000-8"],
    ["BenchmarkSort/1k", "BenchmarkSort/4k"],
    ["BenchmarkSort/size-1000", "BenchmarkSort/size-4000"],
    ["BenchmarkSort-1000", "BenchmarkSort-4000"],
  ])("[B11] the size of %s", async (one, other) => {
    const read = await readText(`${one}\t 100\t 0.25 ns/op\n${other}\t 100\t 1e+06 ns/op\nPASS`);
    expect(figuresOf(read)).toEqual([
      [1000, 2.5e-7],
      [4000, 1],
    ]);
  });
});

describe("pytest-benchmark", () => {
  test("[B11] parameters are sizes, and rounds repeats, in milliseconds", async () => {
    const read = await readFiles(["pytest-benchmark.json"]);
    expect(figuresOf(read).map(([size]) => size)).toEqual([1000, 4000, 16_000]);
    expect(read.input.scenarios[0]?.repeatsMs).toHaveLength(20);
    expect(read.input.scenarios[0]?.elapsedMs).toBeCloseTo(0.0307, 4);
    expect(read.notes).toContain("not judged: test_empty");
  });

  test("[B11] without rounds, the scatter is the stddev's; parameters may stand in the name alone", async () => {
    const benchmarks = [1000, 4000].map((n) => ({
      name: `test_sort[${n}-random]`,
      params: null,
      stats: { mean: n / 1e6, median: n / 1e6, stddev: n / 1e7 },
    }));
    const { input } = await readText(JSON.stringify({ benchmarks }));
    expect(input.scenarios.map(({ items, repeatsMs }) => [items, repeatsMs.length])).toEqual([
      [1000, 10],
      [4000, 10],
    ]);
  });
});

test("[B11] what google-benchmark prints on a console is a table with sizes in the names, and fits are left out", async () => {
  const read = await readFiles(["google-benchmark-console.txt"]);
  expect(figuresOf(read).map(([size, ms]) => [size, Math.round(ms * 1e6)])).toEqual([
    [1024, 19_978],
    [4096, 181_875],
    [16_384, 1_769_106],
    [65_536, 22_287_040],
    [262_144, 157_722_838],
  ]);
  expect(read.notes.join()).toContain('left out 2 lines around the table: "BM_Sort_BigO');
});
