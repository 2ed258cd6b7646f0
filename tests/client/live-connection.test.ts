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
let connection: LiveConnection | null;
let views: LiveView[];
let statuses: LinkStatus[];

beforeEach(async () => {
  server = createServer();
  hub = new Server(server);
  [joins, resyncs, views, statuses, connection] = [[], [], [], [], null];
  reply = joinReply(factSeqs[5] ?? 0);
  hub.on("connection", (socket) => {
    socket.on("join", (request, ack) => {
      joins.push({ request, socket });
      ack(reply);
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
    onView: (view) => views.push(view),
    onStatus: (status) => statuses.push(status),
  });
  return connection;
}

async function joined(times: number): Promise<HubSocket> {
  await vi.waitFor(() => expect(statuses.filter((status) => status.joined)).toHaveLength(times));
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
    await vi.waitFor(() => expect(views.at(-1)?.factSeq).toBe(factSeqs[20]));
    expect(resyncs).toEqual([factSeqs[5]]);
  });

  test("[F4] rejoins after an interruption, and keeps the picture meanwhile", async () => {
    open();
    const socket = await joined(1);
    socket.conn.close();
    await vi.waitFor(() => expect(statuses.at(-1)).toEqual({ joined: false, refusal: null }));
    expect(views.at(-1)?.state).not.toBeNull();
    reply = joinReply(factSeqs[8] ?? 0);
    await joined(2);
    expect(views.at(-1)?.factSeq).toBe(factSeqs[8]);
  });

  test("[G3] another run on the stage is joined automatically", async () => {
    open();
    const socket = await joined(1);
    reply = { ok: true, runId: null, state: null, factSeq: 0, live, watching: 3, title: "Next" };
    socket.emit("stage", { runId: null });
    await vi.waitFor(() => expect(views.at(-1)).toMatchObject({ runId: null, state: null, title: "Next" }));
  });

  test("[G2] an unknown code is reported, not retried forever", async () => {
    reply = { ok: false, error: { code: "unknown-code", message: "There is no such code" } };
    open();
    await vi.waitFor(() => expect(statuses.at(-1)?.refusal?.code).toBe("unknown-code"));
    expect(joins).toHaveLength(1);
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
