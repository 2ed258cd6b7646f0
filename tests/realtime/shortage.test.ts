import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Health } from "../../lib/api/schemas.ts";
import { DatabaseExhaustedError, DatabaseUnavailableError } from "../../lib/store/connection/errors.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { ShortageWatch } from "../../lib/realtime/follow/shortage-watch.ts";
import { createSampleRun, joinAsPresenter, KEY, once, openTestWeb, type TestWeb } from "../support/test-web.ts";

let app: TestWeb;
beforeEach(async () => void (app = await openTestWeb()));
afterEach(() => app.close());

const diskFull = () => Promise.reject(new DatabaseExhaustedError("disk-full", "could not extend file"));
const health = async () => {
  const { status, body } = await app.api("GET", "/api/health", { key: null });
  return { status, database: Health.parse(body).database };
};

test("[E2][F4] console and health say that the disk is full, and no longer once it is not", async () => {
  const run = await createSampleRun(app);
  await run.append(20);
  const client = app.connect({ cookie: await app.signIn() });
  const joined = await joinAsPresenter(client, run.runId);
  expect(joined).toMatchObject({ ok: true, live: { runner: "alive" } });
  const probe = vi.spyOn(app.stores.storage, "probe").mockImplementation(diskFull);
  const shown = once(client, "frame", ({ live }) => live.shortage === "disk-full");
  await app.stores.storage.reportShortage("disk-full");
  expect((await shown).live.runner).toBe("lost");
  expect(await health()).toMatchObject({ status: 503, database: { ok: false, shortage: "disk-full" } });
  // the runners' reports are over, but nothing can be stored yet
  await expect.poll(() => probe.mock.calls.length, { timeout: 10_000 }).toBeGreaterThan(4);
  expect(await health()).toMatchObject({ status: 503, database: { ok: false, shortage: "disk-full" } });

  const over = once(client, "frame", ({ live }) => live.shortage === undefined);
  probe.mockResolvedValue(undefined);
  await over;
  expect(await health()).toMatchObject({ status: 200, database: { ok: true, shortage: null } });
});

test("[E2] health finds a full disk although nothing is being stored", async () => {
  vi.spyOn(app.stores.storage, "probe").mockImplementation(diskFull);
  expect(await health()).toMatchObject({ status: 503, database: { shortage: "disk-full" } });
});

test("[E2] a refusal names what the database lacks: a start, a click, an upload, a sign-in", async () => {
  const run = await createSampleRun(app);
  await run.append(20);
  const { runs, commands, inputs, grants } = app.stores;
  const message = expect.stringContaining("the database's disk is full") as unknown;
  const refused = { status: 503, body: { error: { code: "unavailable", message } } };
  for (const stub of [
    vi.spyOn(runs, "create"),
    vi.spyOn(commands, "add"),
    vi.spyOn(inputs, "add"),
    vi.spyOn(grants, "add"),
  ])
    stub.mockImplementation(diskFull);
  const start = { skill: "echo", items: [10, 20, 30] };
  expect(await app.api("POST", "/api/runs", { body: start })).toMatchObject(refused);
  const click = { id: "click-1", type: "pause" };
  expect(await app.api("POST", `/api/runs/${run.runId}/commands`, { body: click })).toMatchObject(refused);
  const upload = "/api/inputs?skill=echo&name=words.jsonl";
  const rows = ["one", "two", "three"].map((word) => JSON.stringify({ word })).join("\n");
  const answer = await app.send(upload, { method: "POST", headers: { Authorization: `Bearer ${KEY}` }, body: rows });
  expect(answer).toMatchObject(refused);
  await expect(app.signIn()).rejects.toThrow("503");
  expect(app.faults).toEqual([]);
});

test("[E2] a database that stopped for want of space still lacks it, and so does one on a full disk of this machine", async () => {
  let freeBytes = 5e9;
  const { storage } = createMemoryStores();
  const clock = { nowMs: () => performance.now(), wallTime: () => new Date() };
  const watch = new ShortageWatch({ storage, clock, readFreeBytes: async () => freeBytes });
  const probe = vi.spyOn(storage, "probe").mockImplementation(diskFull);
  await watch.start();
  expect(await watch.check()).toBe("disk-full");
  probe.mockRejectedValue(new DatabaseUnavailableError("stopped"));
  await expect.poll(() => probe.mock.calls.length, { timeout: 5_000 }).toBeGreaterThan(2);
  expect(watch.current).toBe("disk-full");
  freeBytes = 4_096;
  probe.mockResolvedValue(undefined);
  const before = probe.mock.calls.length;
  await expect.poll(() => probe.mock.calls.length, { timeout: 5_000 }).toBeGreaterThan(before + 1);
  expect(watch.current).toBe("disk-full");
  freeBytes = 5e9;
  await expect.poll(() => watch.current, { timeout: 5_000 }).toBeNull();
  await watch.close();
});
