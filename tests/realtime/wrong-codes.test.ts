import { afterEach, beforeEach, expect, test } from "vitest";
import { createRateLimits, type RateLimits } from "../../lib/access/rate-limits.ts";
import { createSampleRun, joinAsAudience, openTestWeb, type TestWeb } from "../support/test-web.ts";

const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const ADDRESS = "127.0.0.1";
let limits: RateLimits;
let app: TestWeb;
beforeEach(async () => {
  // the limit of joins a second is tested elsewhere
  limits = { ...createRateLimits(), takeState: async () => 0 };
  app = await openTestWeb({ limits });
});
afterEach(() => app.close());

const wrongCode = (index: number) =>
  `Z${Array.from({ length: 5 }, (_, place) => ALPHABET[Math.floor(index / 32 ** place) % 32]).join("")}`;

test("[G2][G3] 3,000 wrong codes from one address lock the right code out neither for phones nor for the API", async () => {
  const run = await createSampleRun(app);
  const stage = await app.stores.stages.ensureDefault({ id: "stage_1", newCode: () => "K7MPRD" });
  await app.stores.stages.setRun(stage.id, run.runId);
  for (const channel of ["socket", "api"] as const) {
    for (let sent = 0; sent < 3_050; sent += 1)
      await limits.countWrongCode({ code: wrongCode(sent), address: ADDRESS, channel, wrongBefore: 0 });
    const again = { code: wrongCode(9_999), address: ADDRESS, channel, wrongBefore: 1 };
    expect(await limits.mayTryCode(again)).toBe(false);
  }
  expect(await joinAsAudience(app.connect(), stage.code)).toMatchObject({ ok: true, runId: run.runId });
  const read = await app.api("GET", `/api/stage/${stage.code}/state`, { key: null });
  expect(read).toMatchObject({ status: 200, body: { runId: run.runId } });
});

test("[G2] a socket that sends wrong codes is asked to wait, and neither it nor others lose the right one", async () => {
  const stage = await app.stores.stages.ensureDefault({ id: "stage_1", newCode: () => "K7MPRD" });
  const script = app.connect();
  const codes: string[] = [];
  for (let sent = 0; sent < 7; sent += 1) {
    const reply = await joinAsAudience(script, wrongCode(sent));
    codes.push(reply.ok ? "in" : reply.error.code);
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => "unknown-code"), "too-many", "too-many"]);
  expect(await joinAsAudience(app.connect(), stage.code)).toMatchObject({ ok: true });
});

test("[O3] wrong keys by the hundred do not keep the right key out", async () => {
  const exchange = (key: string) =>
    app.send("/api/session", { method: "POST", headers: { Origin: app.origin }, body: JSON.stringify({ key }) });
  for (let sent = 0; sent < 60; sent += 1) expect((await exchange(`wrong-key-${sent}`)).status).toBe(401);
  expect((await exchange("wrong-key")).status).toBe(429);
  expect((await app.api("GET", "/api/runs", { key: "wrong" })).status).toBe(429);
  expect(await app.signIn()).toMatch(/=/);
  expect((await app.api("GET", "/api/runs")).status).toBe(200);
});
