import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { followRun } from "../../lib/cli/follow-run.ts";
import { openOperatorSession, type OperatorSession } from "../../lib/cli/open-session.ts";
import { readConfig } from "../../lib/config.ts";
import type { Growth } from "../../lib/core/run/judgement.ts";
import { startRun } from "../../lib/operations/runs/start-run.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let desk: OperatorSession;
const dataDir = mkdtempSync(join(tmpdir(), "triptych-growth-"));

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openOperatorSession(
    { ...readConfig({ NODE_ENV: "test", DATA_DIR: dataDir }), databaseUrl: database.url },
    () => undefined,
  );
  desk.ensureRunner();
});

afterAll(async () => {
  await desk.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The growth that a real run of a bundled skill is found to have, one worker a scenario. */
async function growthOf(skill: string, items: readonly number[]): Promise<Growth> {
  const alike = { concurrency: 1, distribution: "uniform", timeBudgetMs: 120_000 };
  const scenarios = { simple: alike, medium: alike, complex: { ...alike } };
  const started = await startRun(desk.context, { skill, sync: "free-running", items, scenarios, seed: 11 });
  if (!started.ok) throw new Error(started.error.message);
  const { results } = await followRun(desk.context.log, started.value.runId, () => undefined);
  if (results === null) throw new Error(`${skill} has no results`);
  return results.judgement.growth;
}

test.concurrent("[B5] a real run of record linkage is found quadratic", async ({ expect }) => {
  const growth = await growthOf("data-transformation", [100, 250, 600]);
  expect(growth).toMatchObject({ growthClass: "n²" });
  expect(growth.statement.text).toMatch(/quadratic|n²/);
}, 120_000);

test.concurrent("[B5] a real run of the mail classifier is found linear", async ({ expect }) => {
  const growth = await growthOf("text-classification", [12, 48, 130]);
  expect(growth).toMatchObject({ growthClass: "n" });
  expect(growth.statement.text).toContain("linear");
}, 120_000);
