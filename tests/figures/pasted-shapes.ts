import { DOUBLING, lines, type PastedTable } from "./pasted-tables.ts";

/** What a table as a whole leaves open, or shows. */
export const PASTED_SHAPES: readonly PastedTable[] = [
  {
    from: "times of several algorithms",
    text: lines("n,quick_ms,bubble_ms", "10,1,2", "20,2,8"),
    means: /quick_ms.*bubble_ms.*--time/s,
  },
  { from: "a table on its side", text: lines("n,1000,2000,4000", "time_ms,1.5,3.25,7"), means: DOUBLING },
  {
    from: "names with sizes",
    text: lines("benchmark,time", "sort_1000,1.5 ms", "sort_2000,3.25 ms", "sort_4000,7 ms"),
    means: DOUBLING,
  },
  {
    from: "languages as rows",
    text: lines("lang,n,ms", "C,10,1", "C,20,2", "Python,10,50", "Python,20,99"),
    means: /--series.*C: 2 sizes.*Python: 2 sizes/s,
  },
  {
    from: "a second dimension",
    text: lines("n,dim,ms", "10,2,1", "20,2,2", "10,8,4", "20,8,8"),
    means: /--series.*dim/s,
  },
  {
    from: "runs by number",
    text: lines("run,n,ms", "1,10,1", "1,20,2", "2,10,1", "2,20,2"),
    means: [
      [10, 1],
      [20, 2],
    ],
  },
  {
    from: "memory beside",
    text: lines("n,time_ms,memory_mb", "1000,1.5,10", "2000,3.25,20", "4000,7,40"),
    means: DOUBLING,
  },
  { from: "two unknown sizes", text: lines("alpha,beta,ms", "1,5,2", "2,9,4"), means: /alpha.*beta.*--size/s },
  { from: "no time at all", text: lines("n,value", "1,5", "2,9"), means: /--time/ },
  {
    from: "a step of the clock",
    text: lines("n,time_s", "10,0", "100,0.1", "1000,1"),
    means: [
      [100, 100],
      [1000, 1000],
    ],
  },
  { from: "nothing above the clock", text: lines("n,time_s", "10,0", "100,0"), means: /clock/ },
  {
    from: "JSON beside a whole number",
    text: '[{"n":1,"ms":1},{"n":2,"ms":1.001}]',
    means: [
      [1, 1],
      [2, 1.001],
    ],
  },
  {
    from: "a decimal that another column shows",
    text: lines("n,ms,quality", "10,1,0.95", "20,1.001,0.93"),
    means: [
      [10, 1],
      [20, 1.001],
    ],
  },
  {
    from: "time_min beside time_max",
    text: lines("n,time_min,time_max,time_mean", "10,1,3,2", "20,2,6,4"),
    means: [
      [10, 2],
      [20, 4],
    ],
  },
  {
    from: "commands beside their exit codes",
    text: lines("command,exit_code,time", "sort 1000,0,1.5", "sort 2000,0,3.25"),
    means: [
      [1000, 1.5],
      [2000, 3.25],
    ],
  },
  {
    from: "durations in a log",
    text: lines("Threads = how many", "threads,elapsed_s", "1,4", "2,2"),
    means: [
      [1, 4000],
      [2, 2000],
    ],
    unit: "threads",
  },
  { from: "a size that is no number", text: lines("model,ms", "small,1", "large,2"), means: /size/ },
  {
    from: "physicists",
    text: lines("N;t/ms", "10;1,5", "20;3"),
    means: [
      [10, 1.5],
      [20, 3],
    ],
  },
  {
    from: "throughput without a unit",
    text: lines("clients throughput", "1 500", "4 2000"),
    means: [
      [1, 2],
      [4, 0.5],
    ],
    unit: "clients",
  },
  {
    from: "reStructuredText",
    text: lines("====  =====", "n     ms", "====  =====", "1000  1.5", "2000  3.25", "4000  7", "====  ====="),
    means: DOUBLING,
  },
  {
    from: "a Markdown table of Jira",
    text: lines("||n||ms||", "|1000|1.5|", "|2000|3.25|", "|4000|7|"),
    means: DOUBLING,
  },
  {
    from: "gigabytes of data in the middle of others",
    text: lines("disk_gb,build_s,host", "1,2,a", "2,5,a"),
    means: [
      [1e9, 2000],
      [2e9, 5000],
    ],
    unit: "bytes",
  },
  {
    from: "a table of threads and rates by tool",
    text: lines("tool,threads,req/s", "wrk,1,100", "wrk,2,200"),
    means: [
      [1, 10],
      [2, 5],
    ],
    unit: "threads",
  },
  { from: "logarithms", text: lines("log2(n),ms", "10,1", "20,4"), means: /lacks items/ },
  {
    from: "sizes in names beside numbers",
    text: lines("name,blocks,ms", "sort 1000,7,1", "sort 2000,9,4"),
    means: /--size/,
  },
  {
    from: "dates",
    text: lines("date,n,ms", "2026-01-01,10,1", "2026-01-01,20,2", "2026-01-02,10,1", "2026-01-02,20,2"),
    means: /2026-01-02: 2 sizes/,
  },
  {
    from: "a load in requests per second",
    text: lines("rps,latency_ms", "100,5", "200,9"),
    means: [
      [100, 5],
      [200, 9],
    ],
  },
  {
    from: "iterations",
    text: lines("Iterations,Time (ms)", "10,1", "20,2"),
    means: [
      [10, 1],
      [20, 2],
    ],
  },
  { from: "numbered runs without a size", text: lines("run,ms", "1,5", "2,6"), means: /lacks items/ },
  {
    from: "seconds in German",
    text: lines("Anzahl;Sekunden", "1000;1,5", "2000;3"),
    means: [
      [1000, 1500],
      [2000, 3000],
    ],
  },
  {
    from: "sizes of a heap",
    text: lines("heap,pause", "512m,10ms", "2g,30ms"),
    means: [
      [512_000_000, 10],
      [2_000_000_000, 30],
    ],
  },
  {
    from: "lower-case bytes",
    text: lines("data,time", "10kb,1s", "20mb,2s"),
    means: [
      [10_000, 1000],
      [20_000_000, 2000],
    ],
    unit: "bytes",
  },
  {
    from: "a sentence about time above",
    text: lines("Time of sorting, in ms, on my laptop", "n,ms", "10,1", "20,2"),
    means: [
      [10, 1],
      [20, 2],
    ],
  },
  { from: "two rates", text: lines("n,read ops/s,write ops/s", "10,1,2", "20,2,3"), means: /--time/ },
  {
    from: "two tables",
    text: lines("| n | ms |", "|---|---|", "| 1 | 2 |", "", "| n | ms |", "|---|---|", "| 5 | 9 |"),
    means: /row 2 \(line 5\)/,
  },
  { from: "JSON of no known kind", text: '{"1000":1.5,"2000":3}', means: /no known format/ },
  { from: "JSON records of other fields", text: '[{"foo":1,"bar":2}]', means: /--size/ },
  { from: "percentiles", text: lines("users,p95 (ms),p99 (ms)", "10,1,3", "20,2,6"), means: /--time/ },
  { from: "only a deviation", text: lines("n,stddev_ms", "10,1", "20,2"), means: /--time/ },
  {
    from: "time and deviation",
    text: lines("n;Mittelwert (ms);Stdabw (ms)", "10;1,5;0,1", "20;3,5;0,2"),
    means: [
      [10, 1.5],
      [20, 3.5],
    ],
  },
];
