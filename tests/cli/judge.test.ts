import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildFiguresSchema, buildJudgementSchema } from "../../lib/cli/published-schemas.ts";
import { runProgram } from "../../lib/cli/program.ts";
import type { Judgement } from "../../lib/core/run/judgement.ts";
import { JudgementJson } from "../../lib/operations/runs/judgement-schema.ts";
import { ROOT } from "../support/app-process.ts";
import { readBlocks } from "../support/documents.ts";
import { measureLongestTurn } from "../support/event-loop.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";

const SEED = [
  { id: "simple", items: 100, elapsedMs: 1_200, quality: 0.92 },
  { id: "medium", items: 300, elapsedMs: 3_500, quality: 0.88 },
  { id: "complex", items: 800, elapsedMs: 25_700, quality: 0.84 },
];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "triptych-judge-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `triptych judge` on a file with that text, without a database. */
async function judgeText(text: string, name = "figures.json") {
  const file = join(folder, name);
  writeFileSync(file, text);
  return use(file);
}

async function use(...args: string[]) {
  return useOn(createRecordedTerminal(), ...args);
}

async function useOn(terminal: ReturnType<typeof createRecordedTerminal>, ...args: string[]) {
  const exitCode = await runProgram(["judge", ...args], terminal, () => Promise.reject(new Error("no database here")));
  return { exitCode, printed: terminal.printed.join("\n"), warned: terminal.warned.join("\n") };
}

async function requireJudgement(text: string, name?: string): Promise<Judgement> {
  const { exitCode, printed, warned } = await judgeText(text, name);
  expect([exitCode, warned]).toEqual([0, ""]);
  return JudgementJson.parse(JSON.parse(printed));
}

describe("figures measured with any tool", () => {
  test("[B5][C2][J3] the seed's figures yield the golden numbers, and n² with certainty", async () => {
    const judgement = await requireJudgement(JSON.stringify({ scenarios: SEED }));
    expect(judgement.growth.growthClass).toBe("n²");
    expect(judgement.growth.statement.text).toContain("a knee at 300 items; n² fits best overall");
    expect(judgement.comparative.map(({ verdict }) => verdict)).toEqual(["pass", "fail", "fail"]);
    expect(judgement.comparative[2]?.value).toBeCloseTo(0.341, 3);
    expect(judgement.comparative[2]?.totalSecondsRatio).toBeCloseTo(0.043, 3);
    expect(judgement.efficiency).toBeNull();
    expect(judgement.recommendation.scenarioId).toBe("medium");
  });

  test("[N1] CSV yields the same judgement as JSON, whatever the order and spelling of its columns", async () => {
    const fromJson = await requireJudgement(JSON.stringify({ scenarios: SEED }));
    const rows = SEED.map(({ id, items, elapsedMs, quality }) => [id, items, elapsedMs, quality].join(","));
    expect(await requireJudgement(["id,items,elapsedMs,quality", ...rows].join("\n"), "a.csv")).toEqual(fromJson);
    const turned = SEED.map(({ id, items, elapsedMs, quality }) => [quality, elapsedMs, id, items].join(";"));
    const text = `\ufeff${["Quality;Elapsed ms;ID;Items", ...turned].join("\r\n")}\r\n`;
    expect(await requireJudgement(text, "b.csv")).toEqual(fromJson);
  });

  test("[B7] points yield the noise, whether cumulative, single batches or rows of the CSV", async () => {
    const batches = [110, 90, 105, 95, 100, 102, 98, 104, 96, 100];
    let [items, elapsedMs] = [0, 0];
    const cumulative = batches.map((ms) => ({ items: (items += 10), elapsedMs: (elapsedMs += ms) }));
    const whole = { id: "a", items, elapsedMs, quality: null };
    const judged = await requireJudgement(JSON.stringify({ scenarios: [{ ...whole, points: cumulative }] }));
    expect(judged.growth.noise).toBeGreaterThan(0.001);
    const single = batches.map((ms) => ({ items: 10, elapsedMs: ms }));
    const asBatches = await requireJudgement(JSON.stringify([{ ...whole, points: single }]));
    expect(asBatches).toEqual(judged);
    const rows = cumulative.map((point) => `a,${items},${point.items},${point.elapsedMs}`);
    expect(await requireJudgement(["id,items,itemsDone,elapsedMs", ...rows].join("\n"), "points.csv")).toEqual(judged);
  });

  test("[C3] without failed-item counts there is no verdict on errors", async () => {
    const { stability, patterns } = await requireJudgement(JSON.stringify({ scenarios: SEED }));
    expect(stability.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["quality-deviation", "pass"],
      ["error-consistency", "unknown"],
    ]);
    expect(patterns.map(({ id }) => id)).not.toContain("no-errors");
  });
});

describe("what is printed where", () => {
  const write = (): string => {
    const file = join(folder, "seed.json");
    writeFileSync(file, JSON.stringify({ scenarios: SEED }));
    return file;
  };
  const onTerminal = (columns = 80) => createRecordedTerminal({ isInteractive: true, columns });

  test("[N1][I1] a terminal gets text, a pipe the document", async () => {
    const file = write();
    const { exitCode, printed } = await useOn(onTerminal(), file);
    expect([exitCode, printed.split("\n")[0]]).toEqual([
      0,
      "Quality drops slightly, within limits (.92 to .84), but time growth becomes",
    ]);
    expect(printed).toMatch(/\nGrowth\n[^]*\nRecommendation\n {2}Use medium \(300 items\)/);
    expect(JudgementJson.parse(JSON.parse((await use(file)).printed)).growth.growthClass).toBe("n²");
  });

  test("[N1] --json prints the document on a terminal, --text the text into a pipe, and both together are a mistake", async () => {
    const file = write();
    const piped = await use(file);
    expect((await useOn(onTerminal(), file, "--json")).printed).toBe(piped.printed);
    expect((await use(file, "--text")).printed).toBe((await useOn(onTerminal(), file)).printed);
    expect(await use(file, "--text", "--json")).toMatchObject({
      exitCode: 2,
      printed: "",
      warned: expect.stringContaining("cannot be used with"),
    });
  });

  test("[N1] the text is as wide as the terminal permits", async () => {
    const file = write();
    for (const columns of [40, 60, 100]) {
      const { printed } = await useOn(onTerminal(columns), file);
      const widest = Math.max(...printed.split("\n").map(({ length }) => length));
      expect([columns, widest <= columns, widest > columns - 12]).toEqual([columns, true, true]);
    }
  });

  test("[I1] no sentence about a live show is printed for figures from a file", async () => {
    const { printed } = await useOn(onTerminal(), write());
    expect(printed).not.toMatch(/speed-up|critical path|side by side/i);
  });

  test("[N1] the page on the command line shows what is printed", async () => {
    const [shown] = readBlocks("docs/command-line.md", ROOT).filter(({ text }) => text.includes("\nGrowth\n"));
    const { printed } = await useOn(onTerminal(), write());
    expect(`${printed}\n`).toBe(shown?.text);
  });
});

describe("invalid input ends with exit code 2 and the position", () => {
  test.each([
    ["not JSON", "{ nothing", "The file is not JSON"],
    ["no scenarios", "{}", "scenarios: must be a list of scenarios"],
    ["an empty list of scenarios", '{"scenarios":[]}', "scenarios: must contain at least one scenario"],
    [
      "a size of 0",
      JSON.stringify([SEED[0], { ...SEED[1], items: 0 }]),
      "scenario 2 (medium), items: must be a whole number from 1 to 1e12",
    ],
    [
      "a time as text",
      JSON.stringify([{ ...SEED[0], elapsedMs: "1.2 s" }]),
      "scenario 1 (simple), elapsedMs: must be a number of milliseconds from 0 to 1e15",
    ],
    ["a quality in percent", JSON.stringify([{ ...SEED[0], quality: 92 }]), "quality: must be a number from 0 to 1"],
    [
      "the same id twice, with points",
      JSON.stringify([{ ...SEED[0], points: [{ items: 50, elapsedMs: 5 }] }, SEED[0]]),
      "size 100: duplicate id",
    ],
    [
      "points that decrease",
      JSON.stringify([
        {
          ...SEED[0],
          points: [
            { items: 50, elapsedMs: 5 },
            { items: 40, elapsedMs: 9 },
          ],
        },
      ]),
      "scenario 1 (simple), point 2, items: must exceed the previous point",
    ],
    [
      "points beyond the total",
      JSON.stringify([{ ...SEED[0], points: [{ items: 150, elapsedMs: 5 }] }]),
      "scenario 1 (simple), point 1, items: 150 is more than the 100 finished",
    ],
    ["a header without times", "id,items\na,3", "The header lacks elapsedMs"],
    ["a header of other columns", "a,b\n1,2", "The header lacks items and elapsedMs"],
    ["a header alone", "id,items,elapsedMs\n", "The file has a header but no rows"],
    [
      "a cell that is not a number",
      "id,items,elapsedMs,quality\nsimple,100,1200,.92\nmedium,many,3500,.88\n",
      "row 2 (line 3), column items: must be a whole number from 1 to 1e12",
    ],
    [
      "a row too short",
      "id,items,elapsedMs\nsimple,100\n",
      "row 1 (line 2): the row has only 2 cells, the header has 3",
    ],
    ["nothing", "", "The file is empty"],
  ])("[N1] %s", async (_, text, message) => {
    const { exitCode, printed, warned } = await judgeText(text, "bad");
    expect([exitCode, printed]).toEqual([2, ""]);
    expect(warned).toContain(message);
  });

  test("[N1] no file, a missing file and a folder have different errors", async () => {
    expect((await use()).warned).toContain("Give a file of figures");
    expect((await use(join(folder, "none.json"))).warned).toContain("no such file");
    expect(await use(folder)).toMatchObject({ exitCode: 2, warned: expect.stringContaining("it is a folder") });
  });
});

test("[I1] the published JSON schemas are current, and --schema prints the judgement's", async () => {
  const published = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../public/schema/${name}.json`, import.meta.url), "utf8"));
  expect(published("judgement"), "run npm run schema").toEqual(buildJudgementSchema());
  expect(published("figures"), "run npm run schema").toEqual(buildFiguresSchema());
  expect(JSON.parse((await use("--schema")).printed)).toEqual(buildJudgementSchema());
});

describe("large and hostile files", () => {
  const points = Array.from({ length: 100_000 }, (_, at) => ({ items: at + 1, elapsedMs: (at + 1) * 2 }));
  const many = SEED.map(({ id }) => ({ id, items: 100_000, elapsedMs: 200_000, points }));

  test(
    "[N1] 300,000 points are judged without blocking the event loop for 50 ms at a time",
    { timeout: 120_000 },
    async () => {
      const file = join(folder, "many.json");
      writeFileSync(file, JSON.stringify({ scenarios: many }));
      const { result, longestMs } = await measureLongestTurn(() => use(file));
      expect([result.exitCode, result.warned]).toEqual([0, ""]);
      expect(longestMs).toBeLessThan(50);
    },
  );

  test.each([
    ["a file beyond the limit", "[".padEnd(21 * 1_048_576), "more than 20 MB"],
    ["deep nesting", `${"[".repeat(5_000_000)}${"]".repeat(5_000_000)}`, "scenario 1"],
    ["a list that never closes", "[".repeat(1_000_000), "not JSON"],
    ["one giant line", `{"scenarios":"${"x".repeat(10_000_000)}"}`, "must be a list of scenarios"],
  ])("[N1] %s is refused with a message", async (_, text, words) => {
    const { exitCode, warned } = await judgeText(text);
    expect([exitCode, warned.length < 1_000]).toEqual([2, true]);
    expect(warned).toContain(words);
  });
});
