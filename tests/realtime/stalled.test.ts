import { LIVE_PROTOCOL } from "../../lib/realtime/protocol/protocol.ts";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRateLimits } from "../../lib/access/rate-limits.ts";
import { openLiveConnection, type LinkStatus } from "../../lib/client/stream/live-connection.ts";
import type { LiveView } from "../../lib/client/stream/live-view.ts";
import { openTestHub, type SlowLine, type TestHub } from "../support/slow-line.ts";
import { logged } from "../support/spec.ts";
import { createSampleRun, joinAsPresenter, once, openTestWeb, type Client, type TestWeb } from "../support/test-web.ts";

let app: TestWeb;
let lab: TestHub;
let cookie: string;
const clients: Client[] = [];
beforeEach(async () => {
  app = await openTestWeb();
  lab = await openTestHub(app);
  cookie = await app.signIn();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await lab.close();
  await app.close();
});

type Run = Awaited<ReturnType<typeof createSampleRun>>;
const LINES = Array.from({ length: 25 }, () => logged("x".repeat(2_000)));

async function openConsole(run: Run, line: SlowLine, transport = "websocket"): Promise<Client> {
  const client: Client = io(line.url, { transports: [transport], forceNew: true, reconnection: false });
  clients.push(client);
  const reply = await joinAsPresenter(client, run.runId);
  if (!reply.ok) throw new Error(reply.error.message);
  return client;
}

/** Sends what a client of ours would not send. A poll's connection that is not read would hold up the requests behind it. */
async function sendPacket(client: Client, other: SlowLine, packet: string): Promise<void> {
  const { id, transport } = client.io.engine as unknown as {
    id: string;
    transport: { ws?: { send(data: string): void } };
  };
  if (transport.ws !== undefined) return transport.ws.send(packet);
  await fetch(`${other.url}/socket.io/?EIO=4&transport=polling&sid=${id}`, { method: "POST", body: packet });
}

/** Sends each console some 50 kB of facts at a time, and returns the most that the hub has queued meanwhile. */
async function flood(run: Run, reader: Client, times: number): Promise<number> {
  let most = 0;
  for (let sent = 0; sent < times; sent += 1) {
    const { lastSeq } = await run.appendEvents(LINES);
    await once(reader, "frame", ({ factSeq }) => factSeq >= lastSeq);
    most = Math.max(most, lab.hub.queuedBytes());
  }
  return most;
}

describe.each(["websocket", "polling"])("over %s", (transport) => {
  test("[F4][O4] a client that stops reading holds less than 1 MB, and is cut off once its queue does not move", async () => {
    const run = await createSampleRun(app);
    await run.append(5);
    const reader = await openConsole(run, await lab.openLine(cookie));
    const line = await lab.openLine(cookie);
    await openConsole(run, line, transport);
    line.stopReading();
    expect(await flood(run, reader, 60)).toBeLessThan(1_000_000);
    expect(lab.hub.countSockets()).toBe(2);
    await expect
      .poll(() => {
        lab.pass(8_000);
        return lab.hub.countSockets();
      })
      .toBe(1);
    expect(lab.hub.queuedBytes()).toBe(0);
    expect(reader.connected).toBe(true);
  });

  test("[F4][O4] a client that asks for state after state without reading gets one", async () => {
    const asked: string[] = [];
    const unlimited = { takeState: async (request: string) => (asked.push(request), 0) };
    const greedy = await openTestHub(app, { limits: { ...createRateLimits(), ...unlimited } });
    const run = await createSampleRun(app);
    await run.append(5);
    await run.appendEvents([...LINES, ...LINES, ...LINES]);
    const line = await greedy.openLine(cookie);
    const client = await openConsole(run, line, transport);
    line.stopReading();
    const other = await greedy.openLine(cookie);
    let most = 0;
    for (let count = 2; count <= 12; count += 1) {
      const packet = `42${count}${JSON.stringify(["join", { protocol: LIVE_PROTOCOL, as: "presenter", runId: run.runId }])}`;
      await sendPacket(client, other, packet);
      await expect.poll(() => asked.length).toBe(count);
      most = Math.max(most, greedy.hub.queuedBytes());
    }
    expect(most).toBeGreaterThan(128_000);
    expect(most).toBeLessThan(500_000);
    await greedy.close();
  });
});

test("[O4] a client that reads next to nothing cannot pile up short answers for ever", async () => {
  const greedy = await openTestHub(app, { limits: { ...createRateLimits(), takeMessage: async () => "ok" } });
  const run = await createSampleRun(app);
  await run.append(5);
  const line = await greedy.openLine(cookie);
  const client = await openConsole(run, line);
  const reader = await openConsole(run, await greedy.openLine(cookie));
  line.stopReading();
  // no time passes, so the queue counts as one that moves
  await flood(run, reader, 10);
  for (let sent = 0; sent < 3_000; sent += 1) client.emit("probe", () => undefined);
  await expect.poll(() => greedy.hub.countSockets(), { timeout: 5_000 }).toBe(1);
  expect(reader.connected).toBe(true);
  await greedy.close();
});

test("[F4] an answer to a poll counts until it has left the process, and goes with its connection", async () => {
  const run = await createSampleRun(app, { scenarios: 6 });
  await run.append(run.total - 1);
  for (let sent = 0; sent < 4; sent += 1) await run.appendEvents(LINES);
  const line = await lab.openLine(cookie);
  const client = await openConsole(run, line, "polling");
  line.stopReading();
  const join = ["join", { protocol: LIVE_PROTOCOL, as: "presenter", runId: run.runId }];
  await sendPacket(client, await lab.openLine(cookie), `427${JSON.stringify(join)}`);
  // engine.io has handed all of it to the answer, of which the kernel keeps a part
  await expect.poll(() => lab.hub.queuedBytes()).toBeGreaterThan(50_000);
  await expect
    .poll(() => {
      lab.pass(8_000);
      return [lab.hub.queuedBytes(), lab.hub.countSockets()];
    })
    .toEqual([0, 0]);
});

test("[F4][G3] a slow phone misses frames, stays connected, and has the whole state once the line allows it", async () => {
  const run = await createSampleRun(app);
  await run.append(5);
  const reader = await openConsole(run, await lab.openLine(cookie));
  const line = await lab.openLine(cookie);
  const views: LiveView[] = [];
  const statuses: LinkStatus[] = [];
  const page = openLiveConnection({
    target: { as: "presenter", runId: run.runId, console: null },
    url: line.url,
    initial: null,
    nowMs: () => performance.now(),
    random: () => 0.5,
    onView: (view) => views.push(view),
    onStatus: (status) => statuses.push(status),
  });
  await vi.waitFor(() => expect(statuses).toEqual([{ joined: true, refusal: null, waiting: null }]), {
    timeout: 10_000,
  });
  line.readSlowly(150_000);
  expect(await flood(run, reader, 40)).toBeLessThan(1_000_000);
  await run.append(run.total);
  const last = (await app.stores.log.readState(run.runId))?.lastSeq;
  await vi.waitFor(() => expect(views.at(-1)?.state?.lastSeq).toBe(last), { timeout: 12_000 });
  expect(views.at(-1)?.state?.status).toBe("complete");
  expect(statuses.every(({ joined }) => joined)).toBe(true);
  page.close();
});
