import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { findBrokenLaws } from "../support/run-laws.ts";

let database: TestDatabase;
let house: TestApp;
const dataDir = mkdtempSync(join(tmpdir(), "triptych-external-"));

beforeAll(async () => {
  database = await createTestDatabase();
  house = await startTestApp({ dataDir, databaseUrl: database.url });
}, 150_000);

afterAll(async () => {
  await house.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("[O1] with DATABASE_URL a whole run goes over somebody else's PostgreSQL, and none of our own is started", async () => {
  const id = await house.start({ skill: "data-transformation", sync: "lock-step", items: [20, 40, 60] });
  const run = await house.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(findBrokenLaws(run, await house.events(id))).toEqual([]);
  expect(readdirSync(dataDir).filter((name) => name.startsWith("postgres"))).toEqual([]);
}, 60_000);

test("[O1] the stop of the house leaves the database, and the next house finds the run there", async () => {
  const before = (await house.call("/api/runs")).body;
  expect(await house.stop({ keepData: true })).toBe(0);
  house = await startTestApp({ dataDir, databaseUrl: database.url });
  expect((await house.call("/api/runs")).body).toEqual(before);
}, 90_000);
