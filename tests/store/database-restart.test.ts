import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../lib/config.ts";
import type { LogNotice } from "../../lib/core/ports/event-log.ts";
import { newId } from "../../lib/ids.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { type OpenDatabase, openDatabase } from "../../lib/supervisor/postgres/database.ts";
import { OWNER } from "../contract/event-log.ts";
import { AT, buildSpec, PRESENTER, progressed } from "../support/spec.ts";

const dataDir = realpathSync(mkdtempSync(join(tmpdir(), "triptych-restart-")));
let database: OpenDatabase;
let stores: Stores;
const said: string[] = [];

beforeAll(async () => {
  database = await openDatabase(readConfig({ NODE_ENV: "test", DATA_DIR: dataDir }), (line) => said.push(line));
  stores = await createStores({ databaseUrl: database.url });
});

afterAll(async () => {
  await stores.close();
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function killDatabase(): void {
  process.kill(
    Number(readFileSync(join(dataDir, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0]),
    "SIGKILL",
  );
}

test("[E2] after the database was killed, facts are intact, the writer must be claimed again, and listeners are notified to read", async () => {
  const runId = newId("run");
  await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
  const claim = await stores.ownership.claim(runId, OWNER);
  if (claim === null) throw new Error("not claimed");
  const writer = stores.log.openWriter(claim);
  const { lastSeq } = await writer.append({ events: [progressed(1)] });
  const notices: LogNotice[] = [];
  const stages: (string | null)[] = [];
  await stores.log.subscribe((notice) => notices.push(notice));
  await stores.stages.subscribe((id) => stages.push(id));
  const handled: string[] = [];
  await stores.queue.work(async (id) => void handled.push(id));

  killDatabase();
  const failure = await appendUntilItFails(writer);
  await expect(writer.append({ events: [progressed(99)] })).rejects.toBe(failure);

  await expect.poll(() => notices, { timeout: 10_000 }).toContainEqual({ kind: "relisten" });
  expect(stages).toContain(null);
  expect(said.some((line) => line.startsWith("PostgreSQL exited"))).toBe(true);
  await expect.poll(() => stores.ping().catch(() => null), { timeout: 10_000 }).toEqual(expect.any(Number));

  await stores.ownership.release(claim);
  const next = await stores.ownership.claim(runId, OWNER);
  if (next === null) throw new Error("not claimed again");
  expect(next).toMatchObject({ epoch: 2, crashes: 0 });
  const stored = await stores.log.read(runId, 0);
  expect(stored.map((event) => event.seq)).toEqual(stored.map((_, index) => index + 1));
  expect(stored.length).toBeGreaterThanOrEqual(lastSeq);
  const again = await stores.log.openWriter(next).append({ events: [progressed(2)] });
  expect(again.firstSeq).toBe(stored.length + 1);
  await expect.poll(() => notices, { timeout: 5_000 }).toContainEqual({ kind: "events", runId, seq: again.lastSeq });

  await stores.queue.send(runId);
  await expect.poll(() => handled, { timeout: 15_000 }).toContain(runId);
});

/** The kill takes a moment to reach the connection. */
async function appendUntilItFails(writer: ReturnType<Stores["log"]["openWriter"]>): Promise<unknown> {
  for (;;) {
    try {
      await writer.append({ events: [progressed(2)] });
    } catch (error) {
      return error;
    }
  }
}
