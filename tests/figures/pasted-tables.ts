/** A table as people paste it, with the sizes and milliseconds that it means, or with what the question about it says. */
export type PastedTable = {
  readonly from: string;
  readonly text: string;
  readonly means: readonly (readonly [number, number])[] | RegExp;
  readonly unit?: string;
};

export const lines = (...rows: readonly string[]): string => rows.join("\n");
export const DOUBLING = [
  [1000, 1.5],
  [2000, 3.25],
  [4000, 7],
] as const;
const rowsOf = (delimiter: string, header: string): string =>
  lines(header, ...DOUBLING.map((row) => row.join(delimiter)));

/** Two columns: what is no time is the size. */
const TWO_COLUMNS: readonly PastedTable[] = [
  ["layers", "latency_ms"],
  ["modules", "elapsed [ms]"],
  ["packages", "Time (ms)"],
  ["docs", "pause_ms"],
  ["disks", "p99_ms"],
  ["vars", "p95"],
  ["v", "latency"],
  ["batch", "ms/op"],
  ["concurrency", "p99 (ms)"],
  ["percentile", "latency_ms"],
  ["Threads", "Avg. time (ms)"],
  ["Anzahl", "Zeit [ms]"],
  ["taille", "durée (ms)"],
  ["depth", "build_ms"],
  ["# of rows", "Runtime in ms"],
  ["Input Size", "Execution Time (ms)"],
].map(([size, time]) => ({ from: `${size} and ${time}`, text: rowsOf(",", `${size},${time}`), means: DOUBLING }));

export const PASTED_COLUMNS: readonly PastedTable[] = [
  ...TWO_COLUMNS,
  {
    from: "time first",
    text: "time_ms,layers\n1.5,10\n3,20",
    means: [
      [10, 1.5],
      [20, 3],
    ],
    unit: "layers",
  },
  {
    from: "kilobytes",
    text: "kb,ms\n64,1.5\n128,3",
    means: [
      [64_000, 1.5],
      [128_000, 3],
    ],
    unit: "bytes",
  },
  {
    from: "heap and pause",
    text: "heap_gb,pause_ms\n0.5,10\n2,41",
    means: [
      [5e8, 10],
      [2e9, 41],
    ],
    unit: "bytes",
  },
  {
    from: "thousands of lines",
    text: "kloc,s\n1.5,2\n12,17",
    means: [
      [1500, 2000],
      [12_000, 17_000],
    ],
    unit: "lines",
  },
  {
    from: "millions",
    text: "N (millions),Time (s)\n0.5,1\n2,4",
    means: [
      [500_000, 1000],
      [2_000_000, 4000],
    ],
  },
  {
    from: "in thousands",
    text: "rows (in thousands),secs\n5,1\n20,4",
    means: [
      [5000, 1000],
      [20_000, 4000],
    ],
    unit: "rows",
  },
  {
    from: "benchmark column",
    text: "n,ns/op\n8,0.3\n64,2.4",
    means: [
      [8, 3e-7],
      [64, 2.4e-6],
    ],
  },
  {
    from: "queries per second",
    text: "connections,qps\n1,500\n8,2000",
    means: [
      [1, 2],
      [8, 0.5],
    ],
    unit: "connections",
  },
  {
    from: "requests per second",
    text: "Concurrency\treq/s\n1\t500\n8\t2000",
    means: [
      [1, 2],
      [8, 0.5],
    ],
  },
  {
    from: "operations per second",
    text: "threads,ops/s\n1,1000\n8,4000",
    means: [
      [1, 1],
      [8, 0.25],
    ],
    unit: "threads",
  },
  {
    from: "items per second",
    text: "rows,rows/s\n1000,500000\n4000,400000",
    means: [
      [1000, 2],
      [4000, 10],
    ],
    unit: "rows",
  },
  { from: "bytes per second", text: "mb,MB/s\n1,100\n2,90", means: /MB\/s|mb\/s/ },
  {
    from: "time per item",
    text: "rows,us/row\n1000,2\n4000,2.5",
    means: [
      [1000, 2],
      [4000, 10],
    ],
    unit: "rows",
  },
  {
    from: "markdown",
    text: lines("| n | time (ms) |", "|---|---:|", "| 1000 | 1.5 |", "| 2000 | 3.25 |", "| 4000 | 7 |"),
    means: DOUBLING,
  },
  {
    from: "markdown without outer bars",
    text: lines("n | ms", "--- | :---:", "1000 | 1.5", "2000 | 3.25", "4000 | 7"),
    means: DOUBLING,
  },
  {
    from: "markdown of hyperfine",
    text: lines(
      "| Command | Mean [ms] | Min [ms] | Max [ms] | Relative |",
      "|:---|---:|---:|---:|---:|",
      "| `sort 1000` | 1.5 ± 0.1 | 1.4 | 1.7 | 1.00 |",
      "| `sort 2000` | 3.25 ± 0.2 | 3.1 | 3.6 | 2.17 ± 0.2 |",
      "| `sort 4000` | 7.0 ± 0.4 | 6.6 | 7.6 | 4.67 ± 0.4 |",
    ),
    means: DOUBLING,
  },
  {
    from: "a forum post",
    text: lines("Here is what I get on my laptop:", "", "| N | seconds |", "|--|--|", "| 10k | 0.5 |", "| 20k | 1.1 |"),
    means: [
      [10_000, 500],
      [20_000, 1100],
    ],
  },
  {
    from: "mysql",
    text: lines(
      "+------+------+",
      "| n    | ms   |",
      "+------+------+",
      "| 1000 |  1.5 |",
      "| 2000 | 3.25 |",
      "| 4000 |    7 |",
      "+------+------+",
      "3 rows in set (0.00 sec)",
    ),
    means: DOUBLING,
  },
  {
    from: "psql",
    text: lines("  n   |  ms  ", "------+------", " 1000 |  1.5", " 2000 | 3.25", " 4000 |    7", "(3 rows)"),
    means: DOUBLING,
  },
  {
    from: "a box",
    text: lines(
      "┌──────┬──────┐",
      "│ n    │ ms   │",
      "├──────┼──────┤",
      "│ 1000 │ 1.5  │",
      "│ 2000 │ 3.25 │",
      "│ 4000 │ 7    │",
      "└──────┴──────┘",
    ),
    means: DOUBLING,
  },
  {
    from: "aligned",
    text: lines("   n    time_ms", "1000        1.5", "2000       3.25", "4000          7"),
    means: DOUBLING,
  },
  { from: "one space", text: rowsOf(" ", "n ms"), means: DOUBLING },
  {
    from: "aligned with units",
    text: lines("Threads  Time (s)", "1        2.5 s", "8        400 ms"),
    means: [
      [1, 2500],
      [8, 400],
    ],
    unit: "threads",
  },
  { from: "one space with units", text: lines("n time", "1000 1.5 ms", "2000 3.25 ms", "4000 7 ms"), means: DOUBLING },
  { from: "gnuplot", text: lines("# n  time_ms", "1000 1.5", "2000 3.25", "4000 7"), means: DOUBLING },
  {
    from: "pandas",
    text: lines("      n  time_ms", "0  1000     1.50", "1  2000     3.25", "2  4000     7.00"),
    means: DOUBLING,
  },
  { from: "pandas as CSV", text: lines(",n,time_ms", "0,1000,1.5", "1,2000,3.25", "2,4000,7"), means: DOUBLING },
  {
    from: "aligned with decimal commas",
    text: lines("n     ms", "1000  1,5", "2000  3,25", "4000  7"),
    means: DOUBLING,
  },
  { from: "Excel, German", text: "\ufeffAnzahl;Dauer (ms)\r\n1.000;1,5\r\n2.000;3,25\r\n4.000;7\r\n", means: DOUBLING },
  {
    from: "Excel, German, with empty columns",
    text: "\ufeffAnzahl;Zeit [s];;\r\n1000;0,0015;;\r\n2000;0,00325;;\r\n4000;0,007;;\r\n;;;\r\n",
    means: DOUBLING,
  },
  {
    from: "Google Sheets",
    text: "Rows\tTime (ms)\r\n1,000\t1.5\r\n2,000\t3.25\r\n4,000\t7\r\n",
    means: DOUBLING,
    unit: "rows",
  },
  { from: "sizes in words", text: lines("size,time", "1k,1.5ms", "2K,3.25 ms", "4k,7 ms"), means: DOUBLING },
  {
    from: "every spelling of a size",
    text: lines(
      "n,ms",
      "1k,1",
      "2^11,2",
      "1e4,3",
      "64KiB,4",
      "1M,5",
      "2 000 000,6",
      "3_000_000,7",
      "1<<22,8",
      "5 million,9",
    ),
    means: [
      [1000, 1],
      [2048, 2],
      [10_000, 3],
      [65_536, 4],
      [1_000_000, 5],
      [2_000_000, 6],
      [3_000_000, 7],
      [4_194_304, 8],
      [5_000_000, 9],
    ],
  },
  {
    from: "sizes with words and suffixes",
    text: lines("data,time_ms", "10K rows,1", "1.5M rows,2", "10⁷ rows,3"),
    means: [
      [10_000, 1],
      [1_500_000, 2],
      [10_000_000, 3],
    ],
    unit: "rows",
  },
  {
    from: "every spelling of a time",
    text: lines(
      "n,time (s)",
      "1,350 µs",
      "2,1.2e-3",
      "3,1.5 s",
      "4,1m30s",
      "5,0:01:30",
      "6,1:02.5",
      "7,2 min 5 sec",
      "8,1h",
    ),
    means: [
      [1, 0.35],
      [2, 1.2],
      [3, 1500],
      [4, 90_000],
      [5, 90_000],
      [6, 62_500],
      [7, 125_000],
      [8, 3_600_000],
    ],
  },
  { from: "minutes or hours", text: "n,time\n1,1:30\n2,2:45", means: /1m 30s|1m30s/ },
  {
    from: "a time that was not measured",
    text: lines("n,ms", "10,1", "20,4", "40,timeout"),
    means: [
      [10, 1],
      [20, 4],
    ],
  },
];
