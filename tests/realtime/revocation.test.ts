import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSecret } from "../../lib/access/secrets.ts";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { logged } from "../support/spec.ts";
import { createSampleRun, joinAsPresenter, KEY, openTestWeb, type Client, type TestWeb } from "../support/test-web.ts";

const SILENT_WITHIN_MS = 1_000;
let app: TestWeb;
let shiftMs: number;
let run: Awaited<ReturnType<typeof createSampleRun>>;
let stopWriting: () => Promise<void>;

beforeEach(async () => {
  shiftMs = 0;
  app = await openTestWeb({ stores: createMemoryStores({ nowMs: () => Date.now() + shiftMs }) });
  run = await createSampleRun(app);
  let written: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => void (written = run.appendEvents([logged("still running")])), 50);
  stopWriting = async () => {
    clearInterval(timer);
    await written;
  };
});
afterEach(async () => {
  await stopWriting();
  await app.close();
});

type Console = { readonly client: Client; readonly ended: Promise<unknown>; readonly gone: Promise<void> };

/** A console that follows the run, on which something is written 20 times a second. */
async function follow(cookie: string, transports?: string[]): Promise<Console> {
  const client = app.connect({ cookie, ...(transports === undefined ? {} : { transports }) });
  const ended = new Promise<unknown>((resolve) => void client.once("ended", resolve));
  const gone = new Promise<void>((resolve) => void client.once("disconnect", () => resolve()));
  expect(await joinAsPresenter(client, run.runId)).toMatchObject({ ok: true });
  return { client, ended, gone };
}

async function makeReviewerKey(): Promise<string> {
  const presenter = createOperationContext(app.web.services, { role: "presenter", name: "test" });
  const link = await createReviewerLink(presenter, { validHours: 1 });
  if (!link.ok) throw new Error(link.error.message);
  return link.value.key;
}

async function revokeKey(key: string): Promise<void> {
  const grant = await app.stores.grants.findBySecretHash(hashSecret(key));
  await app.stores.grants.revoke(grant?.id ?? "");
}

async function signOut(cookie: string): Promise<void> {
  const headers = { Origin: app.origin, Cookie: cookie };
  expect((await app.send("/api/session", { method: "DELETE", headers })).status).toBe(204);
}

type EndOfAccess = readonly [
  whose: string,
  code: "revoked" | "expired" | "signed-out",
  makeKey: () => string | Promise<string>,
  end: (key: string, cookie: string) => void | Promise<void>,
];

test.each<EndOfAccess>([
  ["of a presenter whose key is revoked", "revoked", () => KEY, revokeKey],
  ["of a reviewer whose link is revoked", "revoked", makeReviewerKey, revokeKey],
  ["of a reviewer whose link expires", "expired", makeReviewerKey, () => void (shiftMs = 3_600_001)],
  ["that was signed out in another tab", "signed-out", () => KEY, (_, cookie) => signOut(cookie)],
])("[O3] a console %s hears nothing after a second, and why", async (_, code, makeKey, end) => {
  const key = await makeKey();
  const cookie = await app.signIn(key);
  const [tab, byPolling] = [await follow(cookie), await follow(cookie, ["polling"])];
  const bystander = await follow(await app.signIn());
  const endedAtMs = performance.now();
  await end(key, cookie);
  for (const { ended, gone } of [tab, byPolling]) {
    expect(await ended).toEqual({ code, message: expect.stringContaining(".") });
    await gone;
  }
  expect(performance.now() - endedAtMs).toBeLessThan(SILENT_WITHIN_MS);
  expect(bystander.client.connected).toBe(key !== KEY || code === "signed-out");
  const again = app.connect({ cookie });
  expect(await joinAsPresenter(again, run.runId)).toMatchObject({ ok: false, error: { code: "forbidden" } });
});
