import {
  isClass,
  isExponential,
  isFalling,
  isPower,
  isUnclear,
  THREADS,
  type GrowthCase,
  type RightAnswer,
} from "./case.ts";

const isKnee = (...scenarioIds: readonly string[]): RightAnswer => ({ kind: "knee", scenarioIds });

/** "1:0.8 2:0.81": items and milliseconds of each row. */
function toRows(text: string): GrowthCase["rows"] {
  return text.split(" ").map((row) => {
    const [items = 0, ms = 0] = row.split(":").map(Number);
    return [items, ms] as const;
  });
}

type Published = readonly [name: string, rows: string, ...right: readonly RightAnswer[]];

/** Tables of the kinds that are published: benchmarks, load tests, compile times. */
const TABLES: readonly Published[] = [
  ["latency by connections", "1:.8 2:.81 4:.85 8:.97 16:1.6 32:3.1 64:6.2 128:12.5 256:25", isKnee("s3", "s4", "s5")],
  ["latency with 8 workers", "1:1.1 2:1.1 4:1.2 8:1.3 16:1.9 32:3.8 64:7.7 128:15.4 256:30.9", isKnee("s4", "s5")],
  ["latency with 10 workers", "1:50 5:51 10:54 25:127 50:252 100:506 200:1010", isKnee("s2", "s3"), isUnclear],
  ["transactions on 8 cores", "1:.6 2:.62 4:.64 8:.75 16:1.35 32:2.7 64:5.6 128:11.4", isKnee("s3", "s4")],
  ["latency by pipeline depth", "1:.05 2:.053 4:.058 8:.07 16:.095 32:.14 64:.235", isClass("n")],
  [
    "a load test with a limit of 30 s",
    "50:420 100:810 200:1650 400:3400 800:30000 1600:30000 3200:30000",
    isClass("n"),
  ],
  ["solver with a limit of a minute", "10:500 20:2100 40:8200 80:33000 160:60000 320:60000", isClass("n²")],
  ["pauses that grow with the heap", "64:12 128:21 256:40 512:77 1024:152 2048:303", isClass("n")],
  ["pauses with a target of 200 ms", "1:60 2:110 4:190 8:201 16:199 32:204", isKnee("s3", "s4"), isUnclear],
  ["backtracking of a pattern", "16:3 18:12.1 20:48 22:195 24:780 26:3120", isExponential(1.95, 2.05)],
  ["all orders by brute force", "7:.6 8:4.9 9:44 10:450 11:5000 12:61000", isExponential(7, 12.1), isUnclear],
  ["hash join", "100000:42 200000:83 400000:169 800000:336 1600000:680", isClass("n")],
  ["nested loop join", "100:1.2 200:4.6 400:18.2 800:73 1600:290", isClass("n²")],
  [
    "look-ups in a B-tree",
    "1e4:.00091 1e5:.00115 1e6:.0014 1e7:.00163 1e8:.00188",
    isClass("log n"),
    isPower(0.05, 0.1),
  ],
  ["compiler with a start of 2 s", "10:2300 50:3100 100:4050 200:6100 400:10100", isClass("n")],
  ["pages by offset", "1:1.2 1e3:1.5 1e4:4.3 1e5:33 1e6:322", isClass("n"), isPower(0.95, 1.07)],
  [
    "fast Fourier transform",
    "1024:.021 4096:.1 16384:.47 65536:2.2 262144:10.1 1048576:46",
    isClass("n log n"),
    isPower(1.05, 1.15),
  ],
  ["batches padded to 128 ms", "100:128 200:128 400:256 600:384 800:512 1600:1024", isClass("n"), isUnclear],
];

export const PUBLISHED_CASES: readonly GrowthCase[] = [
  ...TABLES.map(([name, rows, ...right]) => ({ name, rows: toRows(rows), right, excluded: null })),
  {
    name: "builds by jobs on 8 cores",
    rows: toRows("1:612 2:318 4:168 8:97 12:94 16:95"),
    unit: THREADS,
    right: [isFalling(["s4", "s5", "s6"], true)],
    excluded: null,
  },
];
