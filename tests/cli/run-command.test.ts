import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RunDetail } from "../../lib/api/schemas.ts";
import { openOperatorSession, type OperatorSession } from "../../lib/cli/open-session.ts";
import { runProgram } from "../../lib/cli/program.ts";
import { readConfig } from "../../lib/config.ts";
import { listDemos } from "../../lib/operations/demos/list-demos.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";

let database: TestDatabase;
let session: OperatorSession;
const root = mkdtempSync(join(tmpdir(), "triptych-command-"));
const rows = join(root, "rows.csv");
const before = process.cwd();

async function use(...args: string[]) {
  const terminal = createRecordedTerminal();
  const exitCode = await runProgram(args, terminal, async () => ({ ...session, close: async () => undefined }));
  return { exitCode, ...terminal };
}

beforeAll(async () => {
  database = await createTestDatabase();
  const dataDir = join(root, "data");
  mkdirSync(dataDir);
  session = await openOperatorSession(
    { ...readConfig({ NODE_ENV: "test", DATA_DIR: dataDir }), databaseUrl: database.url },
    () => undefined,
  );
  const lines = Array.from({ length: 24 }, (_, n) => (n % 4 === 0 ? `win ${n},spam` : `hello ${n},ham`));
  writeFileSync(rows, `Text,Label\n${lines.join("\n")}\nhello winner,spam\n`);
  writeFileSync(
    join(root, "classify.py"),
    "import json, sys\nfor line in sys.stdin:\n    print('spam' if json.loads(line)['Text'].startswith('win') else 'ham', flush=True)\n",
  );
  // a person types the command in the folder of the program
  process.chdir(root);
});

afterAll(async () => {
  process.chdir(before);
  await session.close();
  await database.drop();
  rmSync(root, { recursive: true, force: true });
});

const RUN = ["run", "--command", "python3 classify.py", "--lines", "--input", rows, "--expect", "Label"];

test("[M10] any program is a skill by one line: its results are compared, and latency and errors are measured", async () => {
  const { exitCode, printed } = await use(...RUN, "--json");
  const document = RunDetail.parse(JSON.parse(printed[0] ?? ""));
  expect([exitCode, document.status, document.scenarios.map(({ items }) => items)]).toEqual([
    0,
    "complete",
    [3, 9, 25],
  ]);
  const [, , complex] = document.scenarios;
  expect(complex?.metrics).toMatchObject({ correct: 0.96, answered: 1 });
  // the quality is the share of correct results, and the room sees no path
  expect([complex?.quality, document.title]).toEqual([0.96, expect.stringMatching(/^classify\.py\b/)]);
  expect(complex?.metrics["latency_p95"]).toBeGreaterThan(0);
}, 90_000);

test("[C1] [D5] the end says why items failed and how to allow more, and lists the metrics with their targets", async () => {
  writeFileSync(
    join(root, "fails.py"),
    "import json, sys\nn = json.load(sys.stdin)['Text'].split()[1]\nsys.exit(3) if n.isdigit() and int(n) % 2 == 0 else print('ham')\n",
  );
  const run = ["run", "--command", "python3 fails.py", "--input", rows, "--expect", "Label", "--no-reduced-load"];
  const failed = await use(...run);
  const said = failed.printed.join("\n").replaceAll(/\s+/g, " ");
  expect(failed.exitCode).toBe(1);
  expect(said).toMatch(
    /\d of \d+ items failed, \d allowed: The program exited with code 3 \(\d×\)\. Allow more with --scenario \w+\.errorTolerance=SHARE/,
  );
  expect(said).toContain("Exit: the program ended early");
  expect(said).toMatch(/Metric simple medium complex Target Correct .* ≥ 1 Answered/);
  const tolerance = ["simple", "medium", "complex"].flatMap((id) => ["--scenario", `${id}.errorTolerance=1`]);
  const { exitCode, printed } = await use(...run, ...tolerance, "--json");
  const { scenarios } = RunDetail.parse(JSON.parse(printed[0] ?? ""));
  expect([exitCode, scenarios.flatMap(({ itemErrors }) => itemErrors.map(({ text }) => text))]).toEqual([
    0,
    expect.arrayContaining(["The program exited with code 3"]),
  ]);
}, 90_000);

test("[M1] the list of skills is at most 100 characters wide", async () => {
  const { printed } = await use("skills");
  const lines = printed.join("\n").split("\n");
  expect(lines.length).toBeGreaterThan(printed.length);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});

test("[M10] --save keeps it with its rows, and its demo is offered", async () => {
  const { exitCode, warned } = await use(...RUN, "--save", "spam-check", "--json");
  expect([exitCode, warned]).toEqual([0, [expect.stringContaining("Saved as spam-check")]]);
  const yaml = readFileSync(join(session.skillSources.skillsDir, "spam-check", "skill.yaml"), "utf8");
  expect(yaml).toMatch(/^# yaml-language-server: \$schema=.*skill\.json$/m);
  expect(yaml).toContain(`folder: ${root}`);
  const demos = await listDemos(session.context);
  const demo = demos.ok ? demos.value.find(({ spec }) => spec.skillId === "spam-check") : undefined;
  expect(demo?.spec.scenarios.map(({ items }) => items)).toEqual([3, 9, 25]);
  expect((await use(...RUN, "--save", "spam-check")).exitCode).toBe(2);
}, 90_000);

test.each<[string, readonly string[], RegExp]>([
  ["no rows", ["run", "--command", "cat"], /--command needs --input/],
  ["no file", ["run", "--command", "cat", "--input", "none.csv"], /No such file: none\.csv/],
  ["a pipe", ["run", "--command", "cat | wc", "--input", rows], /--command: The command contains \|/],
  ["a skill besides", ["run", "text-classification", "--command", "cat", "--input", rows], /either the skill/],
  ["neither", ["run"], /Name a skill/],
  [
    "a name with spaces",
    ["run", "--command", "cat", "--input", rows, "--save", "A B"],
    /--save: the name must be lower-case/,
  ],
  [
    "the name of a bundled skill",
    ["run", "--command", "cat", "--input", rows, "--save", "film-genres"],
    /--save: there is a skill film-genres already\. Choose another name\./,
  ],
  [
    "a variable of ours",
    ["run", "--command", "cat", "--input", rows, "--save", "never", "--secret", "DATABASE_URL"],
    /--secret: DATABASE_URL is not given to skills$/,
  ],
  ["an empty column", ["run", "--command", "cat", "--input", rows, "--expect", " "], /--expect: must not be empty$/],
  [
    "an unknown column",
    ["run", "--command", "cat", "--input", rows, "--expect", "label"],
    /has no column label; it has Text, Label/,
  ],
])("[M10] %s is refused with what to do", async (_, args, expected) => {
  const { exitCode, warned } = await use(...args);
  expect([exitCode, warned.join("\n")]).toEqual([2, expect.stringMatching(expected)]);
  const { skillsDir, problems } = session.skillSources;
  expect([readdirSync(skillsDir), problems()]).toEqual([["spam-check"], []]);
});
