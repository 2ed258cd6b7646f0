import { afterEach, beforeEach, expect, test } from "vitest";
import type { EventLog } from "../../lib/core/ports/event-log.ts";
import type { Stage } from "../../lib/core/ports/stage-store.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import {
  createSampleRun,
  joinAsAudience,
  joinAsPresenter,
  once,
  openTestWeb,
  type TestWeb,
} from "../support/test-web.ts";

let app: TestWeb;
/** Resolves when the hub may read the runs that it opens. */
let mayRead: Promise<void>;
let reads: number;
let stage: Stage;

beforeEach(async () => {
  const stores = createMemoryStores();
  [mayRead, reads] = [Promise.resolve(), 0];
  const readState: EventLog["readState"] = async (...args) => {
    reads += 1;
    await mayRead;
    return stores.log.readState(...args);
  };
  app = await openTestWeb({ stores: { ...stores, log: { ...stores.log, readState } } });
  stage = await stores.stages.ensureDefault({ id: "stage_1", newCode: () => "K7MPRD" });
});
afterEach(() => app.close());

test("[G3] a phone whose join takes long while the stage moves is at the new run", async () => {
  const [first, second] = [await createSampleRun(app), await createSampleRun(app)];
  await app.stores.stages.setRun(stage.id, first.runId);
  const opening = Promise.withResolvers<void>();
  mayRead = opening.promise;
  const phone = app.connect();
  const reply = joinAsAudience(phone, stage.code);
  await expect.poll(() => reads).toBe(1);
  await app.stores.stages.setRun(stage.id, second.runId);
  // notices arrive in order, so this phone's notice follows that of the change
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  opening.resolve();
  expect(await reply).toMatchObject({ ok: true, runId: second.runId });
  const frame = once(phone, "frame");
  await first.append(20);
  await second.append(5);
  expect((await frame).runId).toBe(second.runId);
});

test("[G2] a renewed code lets nobody in, however recently it was valid", async () => {
  const run = await createSampleRun(app);
  await app.stores.stages.setRun(stage.id, run.runId);
  expect(await app.api("GET", `/api/stage/${stage.code}/state`, { key: null })).toMatchObject({ status: 200 });
  await app.stores.stages.renewCode(stage.id, () => "NEWCDE");
  const late = app.connect();
  expect(await joinAsAudience(late, stage.code)).toMatchObject({ ok: false, error: { code: "unknown-code" } });
  expect(await app.api("GET", `/api/stage/${stage.code}/state`, { key: null })).toMatchObject({ status: 404 });
  expect(await joinAsAudience(late, "NEWCDE")).toMatchObject({ ok: true, runId: run.runId });
});

test("[G2] a phone whose code is renewed gets a notice and nothing more", async () => {
  const run = await createSampleRun(app);
  await app.stores.stages.setRun(stage.id, run.runId);
  const phone = app.connect();
  await joinAsAudience(phone, stage.code);
  const moved = once(phone, "stage");
  await app.stores.stages.renewCode(stage.id, () => "NEWCDE");
  await moved;
  const heard: unknown[] = [];
  phone.onAny((...message: unknown[]) => heard.push(message));
  await run.append(20);
  expect(await joinAsAudience(app.connect(), "NEWCDE")).toMatchObject({ ok: true });
  // everything sent before is delivered before the answer
  expect(await joinAsAudience(phone, stage.code)).toMatchObject({ ok: false, error: { code: "unknown-code" } });
  expect(heard).toEqual([]);
});

test("[G2] a console hears that the code was renewed in another tab", async () => {
  const run = await createSampleRun(app);
  await app.stores.stages.setRun(stage.id, run.runId);
  const console = app.connect({ cookie: await app.signIn() });
  expect(await joinAsPresenter(console, run.runId)).toMatchObject({ ok: true });
  const phone = app.connect();
  await joinAsAudience(phone, stage.code);
  let heard = 0;
  phone.on("stage-changed", () => (heard += 1));
  const changed = once(console, "stage-changed");
  const moved = once(phone, "stage");
  await app.stores.stages.renewCode(stage.id, () => "NEWCDE");
  await Promise.all([changed, moved]);
  expect(heard).toBe(0);
});
