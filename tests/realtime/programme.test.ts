import { afterEach, beforeEach, expect, test } from "vitest";
import type { StageAct } from "../../lib/core/stage/direct.ts";
import type { Stage, StageStore } from "../../lib/core/ports/stage-store.ts";
import type { RoomProgramme } from "../../lib/core/stage/programme.ts";
import type { Frame } from "../../lib/realtime/protocol/protocol.ts";
import { DatabaseUnavailableError } from "../../lib/store/connection/errors.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import {
  joinAsAudience,
  joinAsPresenter,
  createSampleRun,
  openTestWeb,
  type Client,
  type TestWeb,
} from "../support/test-web.ts";

let app: TestWeb;
let stage: Stage;
let run: Awaited<ReturnType<typeof createSampleRun>>;
let isDatabaseAway: boolean;

beforeEach(async () => {
  const stores = createMemoryStores();
  isDatabaseAway = false;
  const addFact: StageStore["addFact"] = async (...args) => {
    if (isDatabaseAway) throw new DatabaseUnavailableError("away");
    return stores.stages.addFact(...args);
  };
  app = await openTestWeb({ stores: { ...stores, stages: { ...stores.stages, addFact } } });
  stage = await stores.stages.ensureDefault({ id: "stage_1", newCode: () => "K7MPRD" });
  run = await createSampleRun(app);
  await run.append(8);
  await app.stores.stages.setRun(stage.id, run.runId);
});
afterEach(() => app.close());

async function openConsole(): Promise<Client> {
  const client = app.connect({ cookie: await app.signIn() });
  expect(await joinAsPresenter(client, run.runId)).toMatchObject({ ok: true });
  return client;
}

type Phone = { readonly client: Client; programme: RoomProgramme | null; readonly frames: Frame[]; seq: number };

async function openPhone(): Promise<Phone> {
  const client = app.connect();
  const phone: Phone = { client, programme: null, frames: [], seq: 0 };
  const join = async () => {
    const reply = await joinAsAudience(client, stage.code);
    if (!reply.ok) throw new Error(reply.error.message);
    phone.programme = reply.programme;
    phone.seq = reply.state?.lastSeq ?? 0;
  };
  client.on("programme", (programme) => (phone.programme = programme));
  client.on("frame", (frame) => phone.frames.push(frame));
  client.on("stage", () => void join());
  await join();
  return phone;
}

const direct = (client: Client, act: StageAct) => client.timeout(5_000).emitWithAck("direct", { act });

test("[G5] black and back reach every phone without a frame of the run, and a phone that joins meanwhile is black too", async () => {
  const [console, phone] = [await openConsole(), await openPhone()];
  expect(await direct(console, { type: "cover", cover: "black" })).toEqual({ ok: true, changed: true });
  await expect.poll(() => phone.programme?.cover).toBe("black");
  expect((await openPhone()).programme?.cover).toBe("black");
  expect(await direct(console, { type: "cover", cover: "black" })).toEqual({ ok: true, changed: false });
  await direct(console, { type: "cover", cover: null });
  await expect.poll(() => phone.programme?.cover).toBeNull();
});

test("[G12] while the picture is frozen the run continues, no frame reaches the room, who joins sees the same, and all catch up", async () => {
  const [console, phone] = [await openConsole(), await openPhone()];
  expect(await direct(console, { type: "freeze", on: true })).toMatchObject({ ok: true });
  await expect.poll(() => phone.programme?.frozen?.seq).toBe(8 + 1);
  const heard = phone.frames.length;
  const seen: number[] = [];
  console.on("frame", ({ factSeq }) => seen.push(factSeq));
  await run.append(20);
  await expect.poll(() => seen.at(-1) ?? 0).toBeGreaterThan(20);
  const late = await openPhone();
  expect([phone.frames.length, late.seq]).toEqual([heard, 9]);
  await direct(console, { type: "freeze", on: false });
  await expect.poll(() => [phone.seq, late.seq]).toEqual([29, 29]);
  await run.append(1);
  await expect.poll(() => phone.frames.at(-1)?.progress.at(-1)?.seq).toBe(30);
});

test("[G12] a frozen picture is found again after the web process has started again", async () => {
  const console = await openConsole();
  await direct(console, { type: "freeze", on: true });
  await expect.poll(async () => (await app.stores.stages.get(stage.id))?.programme.frozen?.seq).toBe(9);
  await run.append(20);
  const { stores } = app;
  const next = await openTestWeb({ stores });
  const client = next.connect();
  const reply = await joinAsAudience(client, stage.code);
  expect(reply).toMatchObject({ ok: true, state: { lastSeq: 9 }, programme: { frozen: { seq: 9 } } });
  await next.close();
});

test("[G12] black works while the database is away, and is recorded once it is back", async () => {
  const [console, phone] = [await openConsole(), await openPhone()];
  isDatabaseAway = true;
  expect(await direct(console, { type: "cover", cover: "black" })).toMatchObject({ ok: true });
  await expect.poll(() => phone.programme?.cover).toBe("black");
  expect((await app.stores.stages.get(stage.id))?.programme.cover).toBeNull();
  isDatabaseAway = false;
  await expect
    .poll(async () => (await app.stores.stages.get(stage.id))?.programme.cover, { timeout: 5_000 })
    .toBe("black");
  const facts = await app.stores.stages.readFacts(stage.id, run.runId);
  expect(facts.map(({ seq, change }) => [seq, change.type])).toEqual([
    [1, "driver"],
    [2, "cover"],
  ]);
  expect(app.faults).toEqual([]);
});

test("[G4] a second console reads only, and its click is refused with the driver's name, until it has taken over", async () => {
  const [first, second] = [await openConsole(), await openConsole()];
  const pause = { runId: run.runId, id: "click-1", type: "pause" } as const;
  const refused = await second.timeout(5_000).emitWithAck("command", pause);
  expect(refused).toMatchObject({ ok: false, error: { code: "not-driving", message: /a test drives this stage/ } });
  expect(await direct(second, { type: "freeze", on: true })).toMatchObject({ error: { code: "not-driving" } });
  expect(await direct(second, { type: "drive", confirmed: false })).toMatchObject({ error: { code: "driven" } });
  expect(await direct(second, { type: "drive", confirmed: true })).toEqual({ ok: true, changed: true });
  expect(await second.timeout(5_000).emitWithAck("command", pause)).toMatchObject({ ok: true });
  expect(await first.timeout(5_000).emitWithAck("command", { ...pause, id: "click-2" })).toMatchObject({ ok: false });
});

test("[G12] a phone, and a console of a reviewer, cannot direct the stage", async () => {
  const phone = await openPhone();
  expect(await direct(phone.client, { type: "cover", cover: "black" })).toMatchObject({ error: { code: "forbidden" } });
  expect(phone.programme).not.toHaveProperty("driver");
});

test("[G3] a new run on stage brings the room back to the run, and keeps it black", async () => {
  const [console, phone] = [await openConsole(), await openPhone()];
  await direct(console, { type: "cover", cover: "black" });
  await direct(console, { type: "freeze", on: true });
  const second = await createSampleRun(app);
  await second.append(5);
  await app.stores.stages.setRun(stage.id, second.runId);
  await expect.poll(() => phone.programme).toMatchObject({ runId: second.runId, frozen: null, cover: "black" });
  await second.append(1);
  await expect.poll(() => phone.frames.at(-1)?.runId).toBe(second.runId);
});

test("[G4] who opens the console of a new run drives it, whoever drove the run before", async () => {
  const first = await openConsole();
  await direct(first, { type: "cover", cover: "black" });
  const before = run.runId;
  run = await createSampleRun(app);
  await run.append(8);
  await app.stores.stages.setRun(stage.id, run.runId);
  const second = await openConsole();
  const act: StageAct = { type: "cover", cover: null };
  await expect.poll(() => direct(second, act), { timeout: 5_000 }).toMatchObject({ ok: true });
  expect(await direct(first, { type: "freeze", on: true })).toMatchObject({ error: { code: "not-driving" } });
  // its own run has no driver any more: it controls that one on
  const pause = { runId: before, id: "click-1", type: "pause" } as const;
  expect(await first.timeout(5_000).emitWithAck("command", pause)).toMatchObject({ ok: true });
});
