import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { findBrokenLaws } from "../support/run-laws.ts";

let database: TestDatabase;
let app: TestApp;
const dataDir = mkdtempSync(join(tmpdir(), "triptych-external-"));

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startTestApp({ dataDir, databaseUrl: database.url });
}, 150_000);

afterAll(async () => {
  await app.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("[O1] with DATABASE_URL a run uses that PostgreSQL, and no embedded one is started", async () => {
  const id = await app.start({ skill: "data-transformation", sync: "lock-step", items: [20, 40, 60] });
  const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(findBrokenLaws(run, await app.events(id))).toEqual([]);
  expect(readdirSync(dataDir).filter((name) => name.startsWith("postgres"))).toEqual([]);
}, 60_000);

test("[O1] stopping the app keeps the database, and the next start finds the run", async () => {
  const before = (await app.call("/api/runs")).body;
  expect(await app.stop({ keepData: true })).toBe(0);
  app = await startTestApp({ dataDir, databaseUrl: database.url });
  expect((await app.call("/api/runs")).body).toEqual(before);
}, 90_000);
