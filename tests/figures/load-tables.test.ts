import { describe, expect, test } from "vitest";
import { judge } from "../../lib/core/judgement/judge.ts";
import { figuresOf, readLines, refusalOf } from "./support.ts";

type Reading = Awaited<ReturnType<typeof readLines>>;
const failedOf = ({ input }: Reading) => input.scenarios.map(({ itemsFailed }) => itemsFailed);
const notesOf = ({ notes }: Reading): string => notes.join("\n");

describe("counts of errors", () => {
  test("[B11][I3] beside threads or VUs they are no share, and are named as not used", async () => {
    const threads = await readLines("threads,req/s,errors", "1,100,0", "2,190,0", "4,350,1", "8,500,2");
    expect(failedOf(threads)).toEqual([null, null, null, null]);
    expect(notesOf(threads)).toContain("not used: errors");
    const users = await readLines("VUs,p95_ms,req/s,errors", "50,100,480,0", "200,140,1420,41", "400,400,1500,520");
    expect(failedOf(users)).toEqual([null, null, null]);
    expect(notesOf(users)).toContain("not used: req/s, errors");
  });
  test("[B11] they are a share of the requests beside them", async () => {
    const reading = await readLines("threads,ms,requests,errors", "1,100,1000,0", "2,60,2000,20", "4,40,4000,2000");
    expect(failedOf(reading)).toEqual([0, 0.02, 2]);
    expect(await refusalOf(readLines("threads,ms,requests,errors", "1,100,10,11", "2,60,20,0"))).toContain(
      "11 errors are more than the 10 requests",
    );
  });
  test.each(["error_rate", "failed_share", "errors (%)", "% errors", "errors_pct"])(
    "[B11] %s is a share",
    async (name) => {
      const cell = name.includes("rate") || name.includes("share") ? "0.02" : "2";
      expect(failedOf(await readLines(`threads,ms,${name}`, `100,9,${cell}`, "200,9,0"))).toEqual([2, 0]);
    },
  );
  test("[B11] of rows they stay a share of the rows", async () => {
    expect(failedOf(await readLines("rows,ms,errors", "100,10,2", "200,20,0"))).toEqual([2, 0]);
  });
  test("[B11] every column that is not used is named as written", async () => {
    const reading = await readLines("threads,seconds,RAM,Note,checks_failed", "1,100,3,x,1", "2,52,3,y,0");
    expect(notesOf(reading)).toContain("not used: RAM, Note, checks_failed");
  });
});

describe("sizes", () => {
  test("[B11] fractions are read in a smaller unit, which is named", async () => {
    const pixels = await readLines("megapixels,ms", ".5,11", "1,21", "2,41");
    expect(figuresOf(pixels)).toEqual([
      [500_000, 11],
      [1_000_000, 21],
      [2_000_000, 41],
    ]);
    expect(pixels.input.unit.many).toBe("pixels");
    const scale = await readLines("scale,ms", "0.1,11", "0.7,21", "2,41");
    expect(figuresOf(scale).map(([size]) => size)).toEqual([1, 7, 20]);
    expect(scale.input.unit.many).toBe("tenths of scale");
    expect(notesOf(scale)).toContain("read the sizes of column scale in tenths of scale");
  });
  test("[B11] a size of 0 is left out and named", async () => {
    const reading = await readLines("offset,ms", "0,.4", "1000,1.1", "10000,9");
    expect(figuresOf(reading)).toEqual([
      [1000, 1.1],
      [10_000, 9],
    ]);
    expect(notesOf(reading)).toContain("left out row 1 (line 2): its offset is 0");
  });
  test("[B11] heapGB counts GB, and of a mistyped name the nearest is suggested", async () => {
    expect((await readLines("heapGB,pause_ms", "1,11", "2,21")).input.unit.many).toBe("GB");
    expect(notesOf(await readLines("Treads,Time_ms", "1,11", "2,21"))).toContain("did you mean threads?");
    expect(await refusalOf(readLines("Threads,Elapsd,Note", "1,11,a", "2,21,b"))).toMatch(
      /did you mean elapsed\?.*Note/,
    );
  });
  test.each(["users", "concurrent_users", "sessions", "requests_in_flight", "concurrency"])(
    "[B12] %s are load",
    async (name) => {
      const { input } = await readLines(`${name},p95_ms`, "10,48", "50,50", "100,53", "200,71", "400,240", "800,1900");
      const { headline, recommendation } = judge(input);
      expect(headline.text).toMatch(/^Times hold up to 200 .*; 800 take 40× as long\.$/);
      expect(recommendation.statement.text).toContain("From 400 to 800, time rises 7.9×");
      const all = [recommendation.statement, ...recommendation.reasons].map(({ text }) => text).join("\n");
      expect(all).not.toMatch(/twice the size|an item|scaling problems|sustain/);
      expect(recommendation.production).toBeNull();
    },
  );
});
