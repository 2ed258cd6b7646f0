import { INITIAL_PROGRAMME } from "../../lib/core/stage/programme.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLiveConnection, type LinkStatus, type LiveConnection } from "../../lib/client/stream/live-connection.ts";
import type { LiveView } from "../../lib/client/stream/live-view.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { ClientToHub, Frame, HubToClient, LiveError } from "../../lib/realtime/protocol/protocol.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const events = buildSampleRun();
const live = { runAtMs: 0, runner: "alive" } as const;
const state = foldRun(events.slice(0, 6));
const runId = state?.runId ?? "";
const RETRY_AFTER_MS = 300;
const error: LiveError = { code: "too-many", message: "Too many messages.", retryAfterMs: RETRY_AFTER_MS };

/** A hub that refuses the first join and the first resync. */
let hub: Server<ClientToHub, HubToClient>;
let url: string;
let page: LiveConnection | null = null;
let asked: { readonly what: "join" | "resync"; readonly atMs: number }[];
beforeEach(async () => {
  const server = createServer();
  hub = new Server(server);
  asked = [];
  const isFirst = (what: "join" | "resync") =>
    asked.push({ what, atMs: performance.now() }) && asked.filter((each) => each.what === what).length === 1;
  hub.on("connection", (socket) => {
    socket.on("join", (_, ack) => {
      if (isFirst("join")) return ack({ ok: false, error });
      ack({ ok: true, runId, state, factSeq: 6, live, watching: 1, title: null, programme: INITIAL_PROGRAMME });
    });
    socket.on("probe", () => socket.emit("frame", { ...frameFrom(9), prevFactSeq: 9 }));
    socket.on("resync", ({ afterSeq }, ack) =>
      ack(isFirst("resync") ? { ok: false, error } : { ok: true, frame: frameFrom(afterSeq) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  page?.close();
  await hub.close();
});

function frameFrom(afterSeq: number): Frame {
  const facts = events.filter(({ seq }) => seq > afterSeq && seq <= 12);
  return { runId, prevFactSeq: afterSeq, factSeq: 12, facts, progress: [], live };
}

function open(views: LiveView[], statuses: LinkStatus[]): LiveConnection {
  return openLiveConnection({
    target: { as: "audience", code: "K7MPRD" },
    url,
    initial: null,
    nowMs: () => performance.now(),
    random: () => 0.5,
    onView: (view) => views.push(view),
    onStatus: (status) => statuses.push(status),
  });
}

test("[F4] a request for missed facts does not outlive its connection, where it would cost a second join", async () => {
  const views: LiveView[] = [];
  const statuses: LinkStatus[] = [];
  page = open(views, statuses);
  const joinedTimes = () => statuses.filter(({ joined }) => joined).length;
  await vi.waitFor(() => expect(joinedTimes()).toBe(1), { timeout: 5_000 });
  void page.measureLatency();
  await vi.waitFor(() => expect(asked.at(-1)?.what).toBe("resync"), { timeout: 10_000 });
  const refusedAtMs = performance.now();
  for (const socket of hub.sockets.sockets.values()) socket.conn.close();
  await vi.waitFor(() => expect(joinedTimes()).toBe(2), { timeout: 5_000 });
  await vi.waitUntil(() => performance.now() > refusedAtMs + 2 * RETRY_AFTER_MS, { timeout: 5_000 });
  expect(asked.map(({ what }) => what)).toEqual(["join", "join", "resync", "join"]);
});

test("[F4][O4] a page that sent too many requests asks again after the time in the refusal", async () => {
  const views: LiveView[] = [];
  const statuses: LinkStatus[] = [];
  page = open(views, statuses);
  await vi.waitFor(() => expect(statuses.at(-1)?.joined).toBe(true), { timeout: 5_000 });
  void page.measureLatency();
  await vi.waitFor(() => expect(views.at(-1)?.state?.lastSeq).toBe(12), { timeout: 5_000 });
  expect(asked.map(({ what }) => what)).toEqual(["join", "join", "resync", "resync"]);
  const waits = [1, 3].map((at) => (asked[at]?.atMs ?? 0) - (asked[at - 1]?.atMs ?? 0));
  for (const waitMs of waits) {
    expect(waitMs).toBeGreaterThanOrEqual(RETRY_AFTER_MS - 5);
    expect(waitMs).toBeLessThan(RETRY_AFTER_MS + 1_500);
  }
  expect(statuses.some(({ refusal }) => refusal !== null)).toBe(false);
});
