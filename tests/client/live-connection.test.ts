import { INITIAL_PROGRAMME } from "../../lib/core/stage/programme.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openLiveConnection, type LinkStatus, type LiveConnection } from "../../lib/client/stream/live-connection.ts";
import type { LiveView } from "../../lib/client/stream/live-view.ts";
import { isFact } from "../../lib/core/run/events.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import {
  LIVE_PROTOCOL,
  type ClientToHub,
  type Frame,
  type HubToClient,
  type JoinReply,
} from "../../lib/realtime/protocol/protocol.ts";
import { buildSampleRun } from "../support/sample-run.ts";

type HubSocket = Socket<ClientToHub, HubToClient>;
const events = buildSampleRun();
const facts = events.filter(isFact);
const runId = foldRun(events)?.runId ?? "";
const live = { runAtMs: 0, runner: "alive" } as const;
const factSeqs = facts.map((fact) => fact.seq);

/** A minimal hub over real sockets that sends what the test wants. */
let server: ReturnType<typeof createServer>;
let hub: Server<ClientToHub, HubToClient>;
let url: string;
let joins: { request: unknown; socket: HubSocket }[];
let resyncs: number[];
let reply: JoinReply;
/** answers a join; the test may replace it */
let answer: (ack: (reply: JoinReply) => void) => void;
let connection: LiveConnection | null;
let views: LiveView[];
let statuses: LinkStatus[];

beforeEach(async () => {
  server = createServer();
  hub = new Server(server);
  [joins, resyncs, views, statuses, connection] = [[], [], [], [], null];
  reply = joinReply(factSeqs[5] ?? 0);
  answer = (ack) => ack(reply);
  hub.on("connection", (socket) => {
    socket.on("join", (request, ack) => {
      joins.push({ request, socket });
      answer(ack);
    });
    socket.on("resync", ({ afterSeq }, ack) => {
      resyncs.push(afterSeq);
      ack({ ok: true, frame: frameOf(afterSeq, factSeqs[20] ?? 0) });
    });
    socket.on("command", (request, ack) => ack({ ok: true, duplicate: request.id === "twice" }));
    socket.on("probe", (ack) => ack());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  connection?.close();
  await hub.close();
});

function joinReply(seq: number): JoinReply {
  return {
    ok: true,
    runId,
    state: foldRun(events.filter((event) => event.seq <= seq)),
    factSeq: seq,
    live,
    watching: 3,
    title: null,
    programme: INITIAL_PROGRAMME,
  };
}

function frameOf(after: number, to: number): Frame {
  return {
    runId,
    prevFactSeq: after,
    factSeq: to,
    facts: facts.filter((fact) => fact.seq > after && fact.seq <= to),
    progress: [],
    live,
  };
}

function open(): LiveConnection {
  const target = { as: "audience", code: "K7MPRD" } as const;
  connection = openLiveConnection({
    target,
    url,
    initial: null,
    nowMs: () => performance.now(),
    random: () => 0,
    onView: (view) => views.push(view),
    onStatus: (status) => statuses.push(status),
  });
  return connection;
}

async function joined(times: number): Promise<HubSocket> {
  await vi.waitFor(() => expect(statuses.filter((status) => status.joined)).toHaveLength(times), { timeout: 10_000 });
  const socket = joins.at(-1)?.socket;
  if (!socket) throw new Error("Nobody joined");
  return socket;
}

describe("following a run over a socket", () => {
  test("[G2] joins by code and shows the current state", async () => {
    open();
    await joined(1);
    expect(joins[0]?.request).toEqual({ protocol: LIVE_PROTOCOL, as: "audience", code: "K7MPRD" });
    expect(views.at(-1)).toMatchObject({ runId, factSeq: factSeqs[5], watching: 3 });
  });

  test("[F4] a missed frame is requested from the last known event on", async () => {
    open();
    const socket = await joined(1);
    socket.emit("frame", frameOf(factSeqs[10] ?? 0, factSeqs[12] ?? 0));
    await vi.waitFor(() => expect(views.at(-1)?.factSeq).toBe(factSeqs[20]), { timeout: 10_000 });
    expect(resyncs).toEqual([factSeqs[5]]);
  });

  test("[F4] rejoins after an interruption, and keeps the picture meanwhile", async () => {
    open();
    const socket = await joined(1);
    socket.conn.close();
    await vi.waitFor(() => expect(statuses.at(-1)).toEqual({ joined: false, refusal: null, waiting: null }), {
      timeout: 10_000,
    });
    expect(views.at(-1)?.state).not.toBeNull();
    reply = joinReply(factSeqs[8] ?? 0);
    await joined(2);
    expect(views.at(-1)?.factSeq).toBe(factSeqs[8]);
  });

  test("[G3] another run on the stage is joined automatically", async () => {
    open();
    const socket = await joined(1);
    reply = {
      ok: true,
      runId: null,
      state: null,
      factSeq: 0,
      live,
      watching: 3,
      title: "Next",
      programme: INITIAL_PROGRAMME,
    };
    socket.emit("stage", { runId: null });
    await vi.waitFor(() => expect(views.at(-1)).toMatchObject({ runId: null, state: null, title: "Next" }), {
      timeout: 10_000,
    });
  });

  test("[G2] an unknown code is reported, not retried forever", async () => {
    reply = { ok: false, error: { code: "unknown-code", message: "There is no such code" } };
    open();
    await vi.waitFor(() => expect(statuses.at(-1)?.refusal?.code).toBe("unknown-code"), { timeout: 10_000 });
    expect(joins).toHaveLength(1);
  });

  test("[F4] three wake-ups ask once, so no answer to an overlapping join can disconnect the page", async () => {
    const link = open();
    await joined(1);
    const asked: ((reply: JoinReply) => void)[] = [];
    answer = (ack) => asked.push(ack);
    link.rejoin();
    link.rejoin();
    link.rejoin();
    // answered in turn, so all joins that were sent have arrived
    await link.measureLatency();
    // a hub answers the last of overlapping joins, and refuses the earlier ones when they are done
    for (const ack of asked.toReversed())
      ack(ack === asked.at(-1) ? reply : { ok: false, error: { code: "invalid", message: "A later one" } });
    await joined(2);
    await link.measureLatency();
    expect(statuses.at(-1)).toEqual({ joined: true, refusal: null, waiting: null });
    expect(asked).toHaveLength(1);
  });

  test("[F4] a stage that moves during a join is joined again after it", async () => {
    const asked: ((reply: JoinReply) => void)[] = [];
    answer = (ack) => asked.push(ack);
    open();
    await vi.waitFor(() => expect(asked).toHaveLength(1), { timeout: 10_000 });
    joins[0]?.socket.emit("stage", { runId });
    joins[0]?.socket.emit("stage", { runId });
    const programme = INITIAL_PROGRAMME;
    asked[0]?.({ ok: true, runId: null, state: null, factSeq: 0, live, watching: 1, title: null, programme });
    await vi.waitFor(() => expect(asked).toHaveLength(2), { timeout: 10_000 });
    asked[1]?.(reply);
    await joined(2);
    expect(views.at(-1)).toMatchObject({ runId });
    expect(asked).toHaveLength(2);
  });

  test.each(["too-many", "unavailable", "invalid"] as const)(
    "[F4] a page refused as %s says so and asks again by itself",
    async (code) => {
      const refused: JoinReply = { ok: false, error: { code, message: "Not now" } };
      answer = (ack) => ack(joins.length === 1 ? refused : reply);
      open();
      await joined(1);
      expect(statuses).toContainEqual({ joined: false, refusal: null, waiting: { code, message: "Not now" } });
      expect(joins).toHaveLength(2);
    },
  );

  test("[O3] a page whose session has ended says why, and asks again only once it is looked at again", async () => {
    const link = open();
    const socket = await joined(1);
    const notice = { code: "revoked", message: "The key was revoked" } as const;
    socket.emit("ended", notice);
    socket.disconnect(true);
    await vi.waitFor(() => expect(statuses.at(-1)).toEqual({ joined: false, refusal: notice, waiting: null }), {
      timeout: 10_000,
    });
    await vi.waitFor(() => expect(hub.engine.clientsCount).toBe(0), { timeout: 10_000 });
    link.rejoin();
    await joined(2);
    expect(statuses.at(-1)).toEqual({ joined: true, refusal: null, waiting: null });
  });

  test("[O3][A13] a click on a page whose session has ended says so", async () => {
    const link = open();
    const notice = { code: "signed-out", message: "This session was ended" } as const;
    (await joined(1)).emit("ended", notice);
    await vi.waitFor(() => expect(statuses.at(-1)?.refusal).toEqual(notice), { timeout: 10_000 });
    await expect(link.sendCommand({ runId, id: "c", type: "pause" })).resolves.toEqual({ ok: false, error: notice });
  });

  test("[F4] a page whose connection the hub closes connects again by itself", async () => {
    open();
    (await joined(1)).disconnect(true);
    await joined(2);
    expect(statuses.at(-1)).toMatchObject({ joined: true });
  });

  test("[A13] a click is acknowledged, and refused at once without a connection", async () => {
    const link = open();
    await joined(1);
    await expect(link.sendCommand({ runId, id: "twice", type: "pause" })).resolves.toEqual({
      ok: true,
      duplicate: true,
    });
    expect(await link.measureLatency()).toBeGreaterThanOrEqual(0);
    link.close();
    await expect(link.sendCommand({ runId, id: "c", type: "pause" })).rejects.toThrow("no connection");
    expect(await link.measureLatency()).toBeNull();
  });
});
