import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RunDetail } from "../../lib/api/schemas.ts";
import { followRun } from "../../lib/cli/follow-run.ts";
import { openOperatorSession, type OperatorSession } from "../../lib/cli/open-session.ts";
import { runProgram } from "../../lib/cli/program.ts";
import { readConfig } from "../../lib/config.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { selectNextStep } from "../../lib/core/words/next-step.ts";
import { startRun } from "../../lib/operations/runs/start-run.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";

let database: TestDatabase;
let session: OperatorSession;
const dataDir = mkdtempSync(join(tmpdir(), "triptych-control-"));

async function use(...args: string[]) {
  const terminal = createRecordedTerminal();
  const serverOrigin = "http://127.0.0.1:3000";
  const open = async () => ({ ...session, serverOrigin, close: async () => undefined });
  const exitCode = await runProgram(args, terminal, open);
  return { exitCode, printed: terminal.printed.join("\n"), warned: terminal.warned.join("\n") };
}

async function start(input: object): Promise<string> {
  const started = await startRun(session.context, { skill: "data-transformation", items: [20, 30], ...input });
  if (!started.ok) throw new Error(started.error.message);
  session.ensureRunner();
  return started.value.runId;
}

function until(runId: string, isDone: (state: RunState) => boolean): Promise<RunState> {
  return followRun(session.context.log, runId, () => undefined, isDone);
}

const holdsAt = (percent: number) => (state: RunState) => {
  const next = selectNextStep(state);
  return next.canAdvance && next.percent === percent;
};

beforeAll(async () => {
  database = await createTestDatabase();
  const config = { ...readConfig({ NODE_ENV: "test", DATA_DIR: dataDir }), databaseUrl: database.url };
  session = await openOperatorSession(config, () => undefined);
});

afterAll(async () => {
  await session.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("[N1] [A8] a run that holds is advanced, paused, resumed and cancelled from the command line", async () => {
  const runId = await start({ hold: "presenter", milestones: [30, 60] });
  await until(runId, holdsAt(30));
  const shown = await use("show", runId);
  expect(shown.warned).toContain(`http://127.0.0.1:3000/runs/${runId}/present`);
  expect(shown.warned).toContain(`advance ${runId}`);

  expect(await use("advance", runId, "--milestone", "60")).toMatchObject({ exitCode: 3, printed: "" });
  expect((await use("advance", runId, "--milestone", "45")).warned).toMatch(/^error: .*45 %/);
  const advanced = await use("advance", runId, "--json");
  expect(RunDetail.strict().parse(JSON.parse(advanced.printed)).releases).toMatchObject([
    { percent: 30, reason: "presenter", actor: { name: "cli" } },
  ]);
  await until(runId, holdsAt(60));

  expect(await use("pause", runId)).toMatchObject({ exitCode: 0, warned: "" });
  expect(await use("pause", runId)).toMatchObject({ exitCode: 3 });
  expect(await use("resume", runId, "simple")).toMatchObject({ exitCode: 0, warned: "" });
  expect(await use("skip", runId)).toMatchObject({ exitCode: 3 });
  const cancelled = await use("cancel", runId);
  expect([cancelled.exitCode, cancelled.printed]).toEqual([0, expect.stringMatching(/^Cancelled/)]);
  for (const command of ["advance", "pause", "resume", "cancel", "retry"])
    expect([command, (await use(command, runId)).exitCode]).toEqual([command, 3]);
}, 90_000);

test("[N1] a run that will hold says where and how to continue it, on stderr", async () => {
  const following = use("run", "data-transformation", "--items", "20,30", "--hold", "presenter", "--json");
  let runId = "";
  while (runId === "") {
    const { items } = await session.context.runs.list({ status: "holding" }, { limit: 1, cursor: null });
    runId = items[0]?.id ?? "";
  }
  expect((await use("cancel", runId)).exitCode).toBe(0);
  const { exitCode, printed, warned } = await following;
  expect([exitCode, RunDetail.parse(JSON.parse(printed)).status]).toEqual([1, "cancelled"]);
  expect(warned).toBe(
    `Console: http://127.0.0.1:3000/runs/${runId}/present\nIt waits for you. To continue: npm run --silent triptych -- advance ${runId}`,
  );
}, 90_000);

test("[N1] without a server the command drives the run to its end, because nothing else does", async () => {
  const runId = await start({ hold: "presenter", milestones: [50] });
  await until(runId, holdsAt(50));
  const terminal = createRecordedTerminal();
  const alone = async () => ({ ...session, drivesAlone: true, close: async () => undefined });
  expect(await runProgram(["advance", runId], terminal, alone)).toBe(0);
  expect(terminal.warned.join("\n")).toContain("No server is running");
  expect(terminal.printed.at(-1)).toMatch(/^Complete: /);
}, 90_000);
