import { afterEach, beforeEach, expect, test } from "vitest";
import type { EventLog } from "../../lib/core/ports/event-log.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import {
  connected,
  createSampleRun,
  joinAsPresenter,
  once,
  openTestWeb,
  type Client,
  type TestWeb,
} from "../support/test-web.ts";

let app: TestWeb;
beforeEach(async () => void (app = await openTestWeb()));
afterEach(() => app.close());

const ended = (client: Client) =>
  new Promise<string>((resolve) => void client.once("disconnect", (reason) => resolve(reason)));
const refused = (client: Client) =>
  connected(client).then(
    () => "in",
    () => "out",
  );

test.each([
  ["a foreign page over WebSocket", { origin: "http://evil.example" }, "out"],
  ["no Origin over WebSocket", { origin: null }, "out"],
  ["a foreign page over polling", { origin: "http://evil.example", transports: ["polling"] }, "out"],
  ["a foreign host name", { host: "evil.example" }, "out"],
  ["our own page", {}, "in"],
])("[O3] a socket from %s gets %s", async (_, options, outcome) => {
  expect(await refused(app.connect(options))).toBe(outcome);
});

test("[O3] a polling POST without our Origin is refused although the handshake was ours", async () => {
  const opened = await fetch(`${app.origin}/socket.io/?EIO=4&transport=polling`);
  const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string };
  const path = `${app.origin}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
  expect((await fetch(path, { method: "POST", body: "40" })).status).toBe(403);
  expect((await fetch(path, { method: "POST", body: "40", headers: { Origin: "http://evil.example" } })).status).toBe(
    403,
  );
  expect((await fetch(path, { method: "POST", body: "40", headers: { Origin: app.origin } })).status).toBe(200);
});

test("[O4] malformed messages are answered or ignored, and socket and server keep working", async () => {
  const run = await createSampleRun(app);
  const client = app.connect({ cookie: await app.signIn() });
  await connected(client);
  const loose = client as unknown as {
    emit(...args: unknown[]): void;
    emitWithAck(...args: unknown[]): Promise<unknown>;
  };
  for (const payload of [
    null,
    7,
    "x",
    [],
    { protocol: 1 },
    { protocol: 1, as: "root", runId: run.runId },
    { __proto__: null, as: "audience" },
  ]) {
    expect(await loose.emitWithAck("join", payload)).toMatchObject({ ok: false, error: { code: "invalid" } });
  }
  expect(await loose.emitWithAck("resync", { afterSeq: -1 })).toMatchObject({ ok: false });
  loose.emit("join");
  loose.emit("constructor", {}, 1);
  loose.emit("__proto__", () => undefined);
  loose.emit("command", { runId: run.runId }, "no ack");
  expect(await joinAsPresenter(client, run.runId)).toMatchObject({ ok: true });
  expect(await loose.emitWithAck("command", { runId: run.runId, id: "x", type: "advance", evil: true })).toMatchObject({
    ok: false,
  });
  expect(app.faults).toEqual([]);
});

test("[O4] a message larger than 64 kB closes the connection", async () => {
  const client = app.connect();
  await connected(client);
  const gone = ended(client);
  client.emit("join", { protocol: 1, as: "audience", code: "x".repeat(70_000) }, () => undefined);
  expect(await gone).toMatch(/transport (close|error)/);
});

test("[O4] a flooding socket is throttled, and closed when it continues", async () => {
  const client = app.connect();
  await connected(client);
  const gone = ended(client);
  for (let sent = 0; sent < 400; sent += 1) client.emit("probe", () => undefined);
  expect(await gone).toBe("io server disconnect");
});

test("[F4] while the log cannot be read a join fails with a message, and the page continues once it can", async () => {
  await app.close();
  const stores = createMemoryStores();
  let away = false;
  const guarded =
    <Args extends unknown[], Value>(work: (...args: Args) => Promise<Value>) =>
    (...args: Args): Promise<Value> =>
      away ? Promise.reject(Object.assign(new Error("away"), { code: "database-unavailable" })) : work(...args);
  const log: EventLog = { ...stores.log, read: guarded(stores.log.read), readState: guarded(stores.log.readState) };
  app = await openTestWeb({ stores: { ...stores, log } });
  const run = await createSampleRun(app);
  const other = await createSampleRun(app);
  const client = app.connect({ cookie: await app.signIn() });
  await joinAsPresenter(client, run.runId);
  away = true;
  await run.append(10);
  const late = app.connect({ cookie: await app.signIn() });
  expect(await joinAsPresenter(late, other.runId)).toMatchObject({ ok: false, error: { code: "unavailable" } });
  const caughtUp = once(client, "frame", ({ factSeq }) => factSeq > 3);
  away = false;
  expect((await caughtUp).facts.length).toBeGreaterThan(0);
  expect(await joinAsPresenter(late, other.runId)).toMatchObject({ ok: true });
});
