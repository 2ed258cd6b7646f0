import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EventLog } from "../../lib/core/ports/event-log.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { openTestHub, type SlowLine, type TestHub } from "../support/slow-line.ts";
import { logged } from "../support/spec.ts";
import {
  connected,
  createSampleRun,
  joinAsAudience,
  joinAsPresenter,
  once,
  openTestWeb,
  type Client,
  type TestWeb,
} from "../support/test-web.ts";

let app: TestWeb;
let reads: number;
let lab: TestHub | null = null;
const clients: Client[] = [];
beforeEach(async () => {
  const stores = createMemoryStores();
  reads = 0;
  const log: EventLog = { ...stores.log, read: (...args) => ((reads += 1), stores.log.read(...args)) };
  app = await openTestWeb({ stores: { ...stores, log } });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await lab?.close();
  lab = null;
  await app.close();
});

function connect(line: SlowLine): Client {
  const client: Client = io(line.url, { transports: ["websocket"], forceNew: true, reconnection: false });
  clients.push(client);
  return client;
}

const isIn = (client: Client) =>
  connected(client).then(
    () => true,
    () => false,
  );
const ended = (client: Client) =>
  new Promise<string>((resolve) => void client.once("disconnect", (reason) => resolve(reason)));

test("[O4] a socket gets two states a second, and the refusal says when to try again", async () => {
  const run = await createSampleRun(app);
  const client = app.connect({ cookie: await app.signIn() });
  const replies = [];
  for (let sent = 0; sent < 3; sent += 1) replies.push(await joinAsPresenter(client, run.runId));
  expect(replies.map(({ ok }) => ok)).toEqual([true, true, false]);
  expect(replies[2]).toMatchObject({ error: { code: "too-many", retryAfterMs: expect.any(Number) } });
  const waitMs = replies[2]?.ok === false ? (replies[2].error.retryAfterMs ?? 0) : 0;
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(1_000);
});

test("[O4] others are not limited by a greedy socket at the same address", async () => {
  const run = await createSampleRun(app);
  const cookie = await app.signIn();
  const greedy = app.connect({ cookie });
  for (let sent = 0; sent < 10; sent += 1) await joinAsPresenter(greedy, run.runId);
  for (let phone = 0; phone < 20; phone += 1)
    expect(await joinAsPresenter(app.connect({ cookie }), run.runId)).toMatchObject({ ok: true });
});

test("[F4][O4] filling a gap never reads the log, and a larger gap than a state is answered with 'join again'", async () => {
  const run = await createSampleRun(app);
  await run.append(5);
  const client = app.connect({ cookie: await app.signIn() });
  const joined = await joinAsPresenter(client, run.runId);
  const from = joined.ok ? joined.factSeq : 0;
  const last = once(client, "frame", ({ factSeq }) => factSeq >= from + 60);
  await run.appendEvents(Array.from({ length: 60 }, () => logged("x".repeat(2_000))));
  await last;
  reads = 0;
  expect(await client.emitWithAck("resync", { afterSeq: from })).toMatchObject({
    ok: false,
    error: { code: "invalid" },
  });
  const reply = await client.emitWithAck("resync", { afterSeq: from + 50 });
  expect(reply).toMatchObject({ ok: true, frame: { prevFactSeq: from + 50, factSeq: from + 60 } });
  expect(reply.ok && reply.frame.facts.map(({ seq }) => seq - from)).toEqual([51, 52, 53, 54, 55, 56, 57, 58, 59, 60]);
  expect(await client.emitWithAck("resync", { afterSeq: 0 })).toMatchObject({ ok: false, error: { code: "too-many" } });
  expect(reads).toBe(0);
});

test("[O3] a socket that joins nothing is closed after 10 s, others stay", async () => {
  const run = await createSampleRun(app);
  lab = await openTestHub(app);
  const line = await lab.openLine(await app.signIn());
  const [idle, console_] = [connect(line), connect(line)];
  await Promise.all([connected(idle), connected(console_)]);
  const gone = ended(idle);
  expect(await joinAsPresenter(console_, run.runId)).toMatchObject({ ok: true });
  // the hub starts to count at its next tick
  const passing = setInterval(() => lab?.pass(10_000), 100);
  expect(await gone).toBe("io server disconnect");
  clearInterval(passing);
  expect([lab.hub.countSockets(), console_.connected]).toEqual([1, true]);
});

test("[O3] a crowd can neither keep the presenter out nor take all connections from one address", async () => {
  const run = await createSampleRun(app);
  lab = await openTestHub(app, { connectionLimits: { total: 5, reserved: 2, perAddress: 3 } });
  const crowd = await lab.openLine();
  const phones = [connect(crowd), connect(crowd), connect(crowd)];
  expect(await Promise.all(phones.map(isIn))).toEqual([true, true, true]);
  expect(await isIn(connect(crowd))).toBe(false);
  expect(await isIn(connect(await lab.openLine("triptych_session=made-up")))).toBe(false);
  const line = await lab.openLine(await app.signIn());
  const presenter = connect(line);
  expect(await joinAsPresenter(presenter, run.runId)).toMatchObject({ ok: true });
  expect([await isIn(connect(line)), await isIn(connect(line))]).toEqual([true, false]);
  phones[0]?.disconnect();
  phones[1]?.disconnect();
  await expect.poll(() => lab?.hub.countSockets()).toBe(3);
  expect(await isIn(connect(crowd))).toBe(false);
  phones[2]?.disconnect();
  await expect.poll(() => lab?.hub.countSockets()).toBe(2);
  expect(await isIn(connect(crowd))).toBe(true);
  expect(await joinAsAudience(connect(crowd), "ZZZZZZ").catch(() => "out")).toBe("out");
});
