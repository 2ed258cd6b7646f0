import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyFrame, viewOfJoin, type LiveView } from "../../lib/client/stream/live-view.ts";
import type { JoinReply } from "../../lib/realtime/protocol/protocol.ts";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { getStage } from "../../lib/operations/stage/get-stage.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
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
beforeEach(async () => void (app = await openTestWeb()));
afterEach(() => app.close());

function requireOk(reply: JoinReply): Extract<JoinReply, { ok: true }> {
  if (!reply.ok) throw new Error(reply.error.message);
  return reply;
}

/** Follows frames as a page does; `until` resolves when the view has that seq. */
function follow(client: Client, reply: JoinReply): { view: () => LiveView; until: (seq: number) => Promise<LiveView> } {
  let view = viewOfJoin(requireOk(reply), 0, null);
  const waiting: (() => void)[] = [];
  client.on("frame", async (frame) => {
    const applied = applyFrame(view, frame, 0);
    view = applied.view;
    if (applied.gap) {
      const missing = await client.timeout(2_000).emitWithAck("resync", { afterSeq: view.factSeq });
      if (missing.ok) view = applyFrame(view, missing.frame, 0).view;
    }
    for (const check of waiting) check();
  });
  return {
    view: () => view,
    until: (seq) =>
      new Promise((resolve) => {
        const check = () => (view.state?.lastSeq ?? 0) >= seq && resolve(view);
        waiting.push(check);
        check();
      }),
  };
}

async function stageCode(runId: string | null): Promise<string> {
  const ctx = createOperationContext(app.web.services, { role: "presenter", name: "test" });
  const stage = await getStage(ctx);
  if (!stage.ok) throw new Error(stage.error.message);
  if (runId !== null) await app.stores.stages.setRun(stage.value.id, runId);
  return stage.value.code;
}

describe.each([["websocket"], ["polling"]])("over %s", (transport) => {
  test("[F4] a presenter who joins late has the state of the log after every frame", async () => {
    const run = await createSampleRun(app);
    await run.append(40);
    const client = app.connect({ cookie: await app.signIn(), transports: [transport] });
    const follower = follow(client, await joinAsPresenter(client, run.runId));
    for (let left = run.total - 40; left > 0; left -= 25) await run.append(25);
    const { state } = await follower.until(run.total + 1);
    const stored = await app.stores.log.readState(run.runId);
    expect(state).toMatchObject({ status: "complete", lastSeq: stored?.lastSeq, releases: stored?.releases });
    expect(
      state?.scenarios.map(({ totals, spans, milestones, status }) => ({ totals, spans, milestones, status })),
    ).toEqual(
      stored?.scenarios.map(({ totals, spans, milestones, status }) => ({ totals, spans, milestones, status })),
    );
  });

  test("[G2][G3] the audience joins by code and follows from the current state", async () => {
    const run = await createSampleRun(app);
    await run.append(30);
    const client = app.connect({ transports: [transport] });
    const code = await stageCode(run.runId);
    const reply = requireOk(await joinAsAudience(client, ` ${code.toLowerCase().slice(0, 3)}-${code.slice(3)} `));
    expect(reply.state?.lastSeq).toBe(31);
    const follower = follow(client, reply);
    await run.append(run.total);
    expect((await follower.until(run.total + 1)).state?.status).toBe("complete");
  });
});

test("[F1] the first frame is sent at once, later ones at most 20 a second", async () => {
  const run = await createSampleRun(app);
  await run.append(3);
  const client = app.connect({ cookie: await app.signIn() });
  await joinAsPresenter(client, run.runId);
  const arrivals: number[] = [];
  client.on("frame", () => arrivals.push(performance.now()));
  const sentAtMs = performance.now();
  const done = once(client, "frame", ({ facts }) => facts.some(({ type }) => type === "run.finished"));
  for (let sent = 0; sent < run.total; sent += 1) await run.append(1);
  await done;
  expect((arrivals[0] ?? Infinity) - sentAtMs).toBeLessThan(150);
  expect(arrivals.length).toBeLessThanOrEqual(2 + Math.ceil((performance.now() - sentAtMs) / 45));
});

test("[G1] an audience socket cannot control a run or read the presenter's view", async () => {
  const run = await createSampleRun(app);
  const client = app.connect();
  const denied = await joinAsPresenter(client, run.runId);
  expect(denied).toMatchObject({ ok: false, error: { code: "forbidden" } });
  await joinAsAudience(client, await stageCode(run.runId));
  const command = await client.emitWithAck("command", { runId: run.runId, id: "c1", type: "cancel" });
  expect(command).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await app.stores.commands.pending(run.runId)).toEqual([]);
});

test("[A13] a click that comes before its page has joined is left to HTTP, not refused as someone else's", async () => {
  const run = await createSampleRun(app);
  const client = app.connect({ cookie: await app.signIn() });
  const reply = await client.emitWithAck("command", { runId: run.runId, id: "click-1", type: "pause" });
  expect(reply).toMatchObject({ ok: false, error: { code: "unavailable" } });
});

test("[A13] a command is acknowledged once stored, and a second one with its id is a duplicate", async () => {
  const run = await createSampleRun(app);
  await run.append(3);
  const client = app.connect({ cookie: await app.signIn() });
  await joinAsPresenter(client, run.runId);
  const click = { runId: run.runId, id: "click-1", type: "advance" as const, percent: 30 };
  expect(await client.emitWithAck("command", click)).toEqual({ ok: true, duplicate: false });
  expect(await client.emitWithAck("command", click)).toEqual({ ok: true, duplicate: true });
  expect(await client.emitWithAck("command", { ...click, percent: 50 })).toMatchObject({
    ok: false,
    error: { code: "click-id-reused" },
  });
  expect(await app.stores.commands.pending(run.runId)).toMatchObject([
    { id: "click-1", type: "advance", percent: 30, actor: { role: "presenter" } },
  ]);
});

test("[O3] a reviewer sees the console and cannot control the run", async () => {
  const run = await createSampleRun(app);
  const link = await createReviewerLink(
    createOperationContext(app.web.services, { role: "presenter", name: "test" }),
    {},
  );
  const client = app.connect({ cookie: await app.signIn(link.ok ? link.value.key : "") });
  expect(requireOk(await joinAsPresenter(client, run.runId)).state?.spec.notes).not.toEqual({});
  const reply = await client.emitWithAck("command", { runId: run.runId, id: "click-1", type: "pause" });
  expect(reply).toMatchObject({ ok: false, error: { code: "forbidden" } });
});

test("[G3] clients without a socket read the redacted stage state, cacheable for a second", async () => {
  const run = await createSampleRun(app);
  await run.append(20);
  const { status, headers, body } = await app.api("GET", `/api/stage/${await stageCode(run.runId)}/state`, {
    key: null,
  });
  expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=1"]);
  expect(body).toMatchObject({
    runId: run.runId,
    factSeq: expect.any(Number),
    state: { lastSeq: 21, spec: { notes: {} } },
  });
});

test("[O3] a revoked session can no longer control a run", async () => {
  const run = await createSampleRun(app);
  const client = app.connect({ cookie: await app.signIn() });
  await joinAsPresenter(client, run.runId);
  const session = (await app.stores.grants.list()).find(({ kind }) => kind === "session");
  await app.stores.grants.revoke(session?.id ?? "");
  const reply = await client.emitWithAck("command", { runId: run.runId, id: "click-1", type: "pause" });
  expect(reply).toMatchObject({ ok: false, error: { code: "forbidden" } });
});

test("[G2] phones that wait for the first run are notified once each", async () => {
  const code = await stageCode(null);
  const phones = Array.from({ length: 5 }, () => app.connect());
  const replies: JoinReply[] = [];
  for (const phone of phones) replies.push(await joinAsAudience(phone, code));
  expect(replies.map((reply) => requireOk(reply).watching)).toEqual([1, 2, 3, 4, 5]);
  const calls = phones.map(() => 0);
  phones.forEach((phone, index) => phone.on("stage", () => (calls[index] = (calls[index] ?? 0) + 1)));
  const called = phones.map((phone) => once(phone, "stage"));
  const run = await createSampleRun(app);
  await stageCode(run.runId);
  await Promise.all(called);
  // earlier messages arrive before the answer to a later request
  await Promise.all(phones.map((phone) => joinAsAudience(phone, code)));
  expect(calls).toEqual([1, 1, 1, 1, 1]);
});

test("[G2] another run on stage notifies the audience, which receives nothing of the previous run any more", async () => {
  const first = await createSampleRun(app);
  const second = await createSampleRun(app);
  const client = app.connect();
  const code = await stageCode(first.runId);
  await joinAsAudience(client, code);
  const called = once(client, "stage");
  await stageCode(second.runId);
  expect(await called).toEqual({ runId: second.runId });
  expect(requireOk(await joinAsAudience(client, code)).runId).toBe(second.runId);
  const frame = once(client, "frame");
  await first.append(20);
  await second.append(5);
  expect((await frame).runId).toBe(second.runId);
});

test("[G2] a renewed code invalidates the old one and removes its sockets", async () => {
  const run = await createSampleRun(app);
  const client = app.connect();
  const code = await stageCode(run.runId);
  await joinAsAudience(client, code);
  const called = once(client, "stage");
  const stage = await app.stores.stages.findByCode(code);
  await app.stores.stages.renewCode(stage?.id ?? "", () => "NEWCDE");
  await called;
  expect(await joinAsAudience(client, code)).toMatchObject({ ok: false, error: { code: "unknown-code" } });
});

test("[G2] everybody receives the viewer count", async () => {
  const run = await createSampleRun(app);
  const code = await stageCode(run.runId);
  const console_ = app.connect({ cookie: await app.signIn() });
  await joinAsPresenter(console_, run.runId);
  const presence = once(console_, "presence", ({ watching }) => watching === 2);
  const phones = [app.connect(), app.connect()];
  for (const phone of phones) await joinAsAudience(phone, code);
  await presence;
  const fewer = once(console_, "presence", ({ watching }) => watching === 1);
  phones[0]?.disconnect();
  await fewer;
});

test("[E2] a runner without heartbeats is reported lost within 4 s, and alive at its next heartbeat", async () => {
  const run = await createSampleRun(app);
  await run.append(10);
  const client = app.connect({ cookie: await app.signIn() });
  const reply = requireOk(await joinAsPresenter(client, run.runId));
  expect(reply.live.runner).toBe("alive");
  const silentSinceMs = performance.now();
  const lost = await once(client, "frame", ({ live }) => live.runner === "lost");
  expect(performance.now() - silentSinceMs).toBeLessThan(4_000);
  const back = once(client, "frame", ({ live }) => live.runner === "alive");
  await app.stores.ownership.renew([run.claim]);
  expect((await back).live.runAtMs).toBeGreaterThanOrEqual(lost.live.runAtMs);
});

test("[F4] a gap is filled from the log, and too large a gap is answered with 'join again'", async () => {
  const run = await createSampleRun(app);
  await run.append(5);
  const client = app.connect({ cookie: await app.signIn() });
  const reply = requireOk(await joinAsPresenter(client, run.runId));
  const last = once(client, "frame", ({ factSeq }) => factSeq > 60);
  await run.append(80);
  await last;
  const filled = await client.emitWithAck("resync", { afterSeq: reply.factSeq });
  if (!filled.ok) throw new Error(filled.error.message);
  expect(filled.frame.prevFactSeq).toBe(reply.factSeq);
  const stored = (await app.stores.log.read(run.runId, reply.factSeq)).filter(
    ({ type }) => type !== "scenario.progressed",
  );
  expect(filled.frame.facts.filter(({ type }) => type !== "scenario.progressed")).toEqual(stored);
  expect(await client.emitWithAck("resync", { afterSeq: 1 })).toMatchObject({ ok: false });
});

test("an unknown run, an unknown code and another protocol are each refused with a message", async () => {
  const client = app.connect({ cookie: await app.signIn() });
  await connected(client);
  expect(await joinAsPresenter(client, "run_none")).toMatchObject({ ok: false, error: { code: "unknown-run" } });
  expect(await joinAsAudience(client, "ZZZZZZ")).toMatchObject({ ok: false, error: { code: "unknown-code" } });
  const older = app.connect();
  expect(await older.emitWithAck("join", { protocol: 99, as: "audience", code: "ZZZZZZ" })).toMatchObject({
    ok: false,
    error: { code: "protocol" },
  });
});
