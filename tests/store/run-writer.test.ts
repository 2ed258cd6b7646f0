import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogNotice } from "../../lib/core/ports/event-log.ts";
import { newId } from "../../lib/ids.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { OWNER } from "../contract/event-log.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { AT, buildSpec, PRESENTER, progressed } from "../support/spec.ts";

let database: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  database = await createTestDatabase();
  stores = await createStores({ databaseUrl: database.url });
});
afterAll(async () => {
  await stores.close();
  await database.drop();
});

async function openRun() {
  const runId = newId("run");
  await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
  const claim = await stores.ownership.claim(runId, OWNER);
  if (claim === null) throw new Error("not claimed");
  return { runId, claim, writer: stores.log.openWriter(claim) };
}

test("[F1] a busy run notifies at most 20 times a second: the first at once, the last always", async () => {
  const { runId, writer } = await openRun();
  const notified: { seq: number; atMs: number }[] = [];
  const unsubscribe = await stores.log.subscribe((notice: LogNotice) => {
    if (notice.kind === "events" && notice.runId === runId) notified.push({ seq: notice.seq, atMs: performance.now() });
  });
  const startedAt = performance.now();
  let lastSeq = 0;
  for (let i = 0; i < 400; i++) ({ lastSeq } = await writer.append({ events: [progressed(1)] }));
  await writer.idle();
  await expect.poll(() => notified.at(-1)?.seq, { timeout: 10_000 }).toBe(lastSeq);
  expect(notified[0]?.seq).toBeLessThan(5);
  const tookMs = performance.now() - startedAt;
  expect(notified.length).toBeLessThanOrEqual(Math.ceil(tookMs / 48) + 1);
  await unsubscribe();
});

test("[E2] many concurrent appends share few statements, and each gets its own numbers", async () => {
  const { runId, writer } = await openRun();
  const taken = await Promise.all(Array.from({ length: 5_000 }, (_, i) => writer.append({ events: [progressed(i)] })));
  expect(taken.map(({ lastSeq }) => lastSeq)).toEqual(Array.from({ length: 5_000 }, (_, i) => i + 2));
  expect((await stores.log.read(runId, 0)).length).toBe(5_001);
});

test("[E2] an append that cannot be stored also rejects the queued ones, and nothing of them is stored", async () => {
  const { runId, writer } = await openRun();
  const impossible = { scenarioId: "simple", attempt: 2 ** 40, fromItem: 0, toItem: 1, durationMs: 1, results: [] };
  const attempts = [
    writer.append({ events: [progressed(1)], segments: [impossible] }),
    writer.append({ events: [progressed(2)] }),
  ];
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
  expect((await stores.log.read(runId, 0)).length).toBe(1);
  await expect(writer.append({ events: [progressed(3)] })).rejects.toThrow();
});

test("[E2] while two runners believe that they own a run, only one can write", async () => {
  const { runId, claim, writer } = await openRun();
  await stores.ownership.release(claim);
  const next = await stores.ownership.claim(runId, { ...OWNER, runnerId: "runner_next" });
  if (next === null) throw new Error("not claimed");
  const other = stores.log.openWriter(next);
  const outcomes = await Promise.allSettled(
    [writer, other].flatMap((each) => [1, 2, 3].map((i) => each.append({ events: [progressed(i)] }))),
  );
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    "rejected",
    "rejected",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
  expect((await stores.log.read(runId, 0)).map((event) => event.seq)).toEqual([1, 2, 3, 4]);
});
