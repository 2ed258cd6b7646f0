import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunDetail, RunPage } from "../../lib/api/schemas.ts";
import { followRun } from "../../lib/cli/follow-run.ts";
import { openOperatorSession, type OperatorSession } from "../../lib/cli/open-session.ts";
import { runProgram } from "../../lib/cli/program.ts";
import { readConfig } from "../../lib/config.ts";
import { readCostlyItems } from "../../lib/operations/runs/read-costly-items.ts";
import { startRun } from "../../lib/operations/runs/start-run.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";
import { EMPTY_JUDGEMENT } from "../support/judgement.ts";
import { findBrokenLaws } from "../support/run-laws.ts";

/** Every skill, and every mode with the fastest skill. */
const CASES = [
  ["performance-testing", "free-running", "10,11,12"],
  ["security-scanning", "milestone", "10,25,60"],
  ["data-transformation", "free-running", "30,60,90"],
  ["data-transformation", "milestone", "30,60,90"],
  ["data-transformation", "lock-step", "30,60,90"],
  ["text-classification", "lock-step", "7,23,45"],
] as const;

let database: TestDatabase;
let session: OperatorSession;
const dataDir = mkdtempSync(join(tmpdir(), "triptych-cli-"));

/** One session with one runner for all command lines of this file. */
async function use(...args: string[]) {
  const terminal = createRecordedTerminal();
  const exitCode = await runProgram(args, terminal, async () => ({ ...session, close: async () => undefined }));
  return { exitCode, ...terminal };
}

beforeAll(async () => {
  database = await createTestDatabase();
  session = await openOperatorSession(
    { ...readConfig({ NODE_ENV: "test", DATA_DIR: dataDir }), databaseUrl: database.url },
    () => undefined,
  );
});

afterAll(async () => {
  await session.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("run --json", () => {
  test.each(CASES)(
    "[N1] [A2] [A3] [A4] %s, %s: prints one document that matches the facts, and no scenario passes a barrier",
    async (skill, sync, items) => {
      const { exitCode, printed, warned } = await use(
        "run",
        skill,
        "--sync",
        sync,
        "--items",
        items,
        "--seed",
        "3",
        "--json",
      );
      expect({ exitCode, warned, documents: printed.length }).toEqual({ exitCode: 0, warned: [], documents: 1 });
      const document = RunDetail.strict().parse(JSON.parse(printed[0] ?? ""));
      expect(document).toMatchObject({
        skill,
        sync,
        seed: 3,
        status: "complete",
        partial: false,
        recoveries: [],
        diagnosis: null,
      });
      expect(document.scenarios.map((scenario) => scenario.items).join()).toBe(items);
      expect(findBrokenLaws(document, await session.context.log.read(document.id, 0))).toEqual([]);
    },
    90_000,
  );

  test("[A11] runs two or six scenarios with their own names", async () => {
    for (const items of ["10,20", "10,12,14,16,18,20"]) {
      const { exitCode, printed } = await use(
        "run",
        "data-transformation",
        "--sync",
        "lock-step",
        "--items",
        items,
        "--json",
      );
      const document = RunDetail.parse(JSON.parse(printed[0] ?? ""));
      expect([exitCode, new Set(document.scenarios.map(({ id }) => id)).size]).toEqual([0, items.split(",").length]);
      expect(findBrokenLaws(document, await session.context.log.read(document.id, 0))).toEqual([]);
    }
  }, 90_000);
});

describe("stored runs", () => {
  test("[N1] list shows every run, newest first, and can be filtered", async () => {
    const { items } = RunPage.parse(JSON.parse((await use("list", "--json")).printed[0] ?? ""));
    expect(items).toHaveLength(CASES.length + 2);
    expect(items.map(({ createdAt }) => createdAt)).toEqual(
      items
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .toReversed(),
    );
    const narrowed = await use(
      "list",
      "--json",
      "--skill",
      "data-transformation",
      "--status",
      "complete",
      "--limit",
      "2",
    );
    const page = RunPage.parse(JSON.parse(narrowed.printed[0] ?? ""));
    expect(page.items.map(({ skill }) => skill)).toEqual(["data-transformation", "data-transformation"]);
    expect(page.nextCursor).not.toBeNull();
    expect((await use("list")).printed.filter((line) => line.startsWith("run_"))).toHaveLength(CASES.length + 2);
  });

  test("[N1] show prints the same document as run, and bars without --json", async () => {
    const { items } = RunPage.parse(JSON.parse((await use("list", "--json", "--limit", "1")).printed[0] ?? ""));
    const id = items[0]?.id ?? "";
    const shown = await use("show", id, "--json");
    const state = await session.context.log.readState(id);
    expect([shown.exitCode, JSON.parse(shown.printed[0] ?? "")]).toMatchObject([
      0,
      { id, status: "complete", lastSeq: state?.lastSeq },
    ]);
    expect((await use("show", id)).printed.join("\n")).toContain("100 %  10/10 records");
  });

  test("[N1][I1] without --json events are printed as text, and the end as its judgement, which show repeats", async () => {
    const { exitCode, printed } = await use("run", "data-transformation", "--items", "10,20,30");
    const output = printed.join("\n");
    expect(exitCode).toBe(0);
    for (const word of ["30 %", "50 %", "70 %", "90 %", "Complete: "]) expect(output).toContain(word);
    const [id = ""] = /run_[\w-]+$/.exec(output) ?? [];
    expect(id).not.toBe("");
    const state = await session.context.log.readState(id);
    const { headline, growth, recommendation, cost } = state?.results?.judgement ?? EMPTY_JUDGEMENT;
    const shown = (await use("show", id)).printed.join("\n");
    for (const text of [output, shown].map((each) => each.replaceAll(/\s+/g, " "))) {
      for (const statement of [headline, growth.statement, recommendation.statement, cost.statement])
        expect(text).toContain(statement.text);
      expect(text).not.toContain(state?.results?.timePerItemRatio?.text);
    }
  }, 90_000);
});

describe("retry", () => {
  test("[D2][N1] retry repeats failed work after the end and follows it; for a run without failures it reports that", async () => {
    // no Node process fits into 32 MB
    const failed = await startRun(session.context, {
      skill: "data-transformation",
      sync: "free-running",
      items: [20, 40],
      scenarios: { medium: { memoryLimitMb: 32 } },
      reducedLoad: false,
      retry: { limit: 0 },
    });
    if (!failed.ok) throw new Error(failed.error.message);
    const { runId } = failed.value;
    session.ensureRunner();
    await followRun(session.context.log, runId, () => undefined);
    const again = await use("retry", runId, "medium", "--json");
    const document = RunDetail.parse(JSON.parse(again.printed[0] ?? ""));
    expect([again.exitCode, document.scenarios.map(({ attempt }) => attempt)]).toEqual([1, [1, 2]]);
    const refused = await use("retry", runId, "simple");
    expect([refused.exitCode, refused.warned.join()]).toEqual([
      3,
      "error: simple has not failed: there is nothing to retry.",
    ]);
  }, 90_000);
});

describe("run --input", () => {
  test("[B3][C8] the skill processes work on the rows of a CSV file, and the rows are listed behind the scores", async () => {
    const path = join(dataDir, "records.csv");
    const titles = Array.from({ length: 48 }, (_, at) => `"Volume ${at * at}, shelf ${at * 7919}",${1900 + at}`);
    writeFileSync(path, `\uFEFFTitle,Year,Colour\r\n${titles.map((line) => `${line},red\r\n`).join("")}`);
    const { exitCode, printed, warned } = await use("run", "data-transformation", "--input", path, "--json");
    expect({ exitCode, warned }).toEqual({ exitCode: 0, warned: [] });
    const document = RunDetail.strict().parse(JSON.parse(printed[0] ?? ""));
    expect(document.input).toMatchObject({ name: "records.csv", rows: 48 });
    expect(document.scenarios.map(({ items, itemsOk }) => [items, itemsOk])).toEqual([
      [10, 10],
      [22, 22],
      [48, 48],
    ]);
    const segments = await session.context.log.readSegments(document.id, "complex");
    const outcomes = segments.flatMap(({ results }) => results.map(({ outcome }) => outcome));
    expect(outcomes.filter((outcome) => /volume|shelf/i.test(outcome)).length).toBeGreaterThan(30);
    const costly = await readCostlyItems(session.context, document.id, "complex", { metric: "recall" });
    const recall = document.scenarios[2]?.metrics["recall"] ?? Number.NaN;
    expect(costly).toMatchObject({ ok: true, value: { counted: 48, totalLoss: expect.closeTo(1 - recall, 9) } });
  }, 90_000);

  test("[B3] a file with problems starts no run, and each problem is reported with its position", async () => {
    const path = join(dataDir, "broken.csv");
    writeFileSync(path, "title,year\none,1999\n,2000\nthree,soon\n");
    const { exitCode, printed, warned } = await use("run", "data-transformation", "--input", path);
    expect({ exitCode, printed, warned }).toEqual({
      exitCode: 2,
      printed: [],
      warned: [
        "row 2 (line 3), column title: is empty",
        "row 3 (line 4), column year: must be a whole number from 0 to 9999, or empty",
        "error: broken.csv has 2 problems; no run was started",
      ],
    });
  });
});
