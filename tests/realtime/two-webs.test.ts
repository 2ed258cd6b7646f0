import type { ManagerOptions, SocketOptions } from "socket.io-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openLiveConnection, type LinkStatus } from "../../lib/client/stream/live-connection.ts";
import type { Stage } from "../../lib/core/ports/stage-store.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { logged } from "../support/spec.ts";
import { createSampleRun, joinAsPresenter, openTestWeb, type TestWeb } from "../support/test-web.ts";

/** Browsers send the Origin by themselves. */
vi.mock(import("socket.io-client"), async (importOriginal) => {
  const { io, ...rest } = await importOriginal();
  type Options = Partial<ManagerOptions & SocketOptions>;
  const withOrigin = (url: string, options: Options) => io(url, { extraHeaders: { Origin: url }, ...options });
  return { ...rest, io: withOrigin as typeof io };
});

const SILENT_WITHIN_MS = 1_000;
const CODES = ["BBBBBB", "CCCCCC", "DDDDDD", "EEEEEE"];
let database: TestDatabase;
let runner: Stores;
let webs: readonly [TestWeb, TestWeb];
let stage: Stage;
const closers: (() => void)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  runner = await createStores({ databaseUrl: database.url });
  stage = await runner.stages.ensureDefault({ id: "stage_1", newCode: () => "AAAAAA" });
  const open = async () => openTestWeb({ stores: await createStores({ databaseUrl: database.url }) });
  webs = [await open(), await open()];
});
afterAll(async () => {
  for (const close of closers) close();
  for (const app of webs) await app.close();
  await runner.close();
  await database.drop();
});

type Phone = { readonly code: string; shows: string | null; status: LinkStatus | null; heard: number };

/** The page's own connection, with the code that it was opened with. */
function openPhone({ origin }: TestWeb, code: string): Phone {
  const phone: Phone = { code, shows: null, status: null, heard: 0 };
  const { close } = openLiveConnection({
    target: { as: "audience", code },
    url: origin,
    initial: null,
    nowMs: () => performance.now(),
    random: () => 0,
    onView: ({ runId }) => {
      phone.shows = runId;
      phone.heard += 1;
    },
    onStatus: (status) => void (phone.status = status),
  });
  closers.push(close);
  return phone;
}

/** A seeded sequence in [0, 1). */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test("[G3][F4] phones that join two web processes while the stage moves are all at its current run in the end", async () => {
  const chance = createChance(11);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)] as Value;
  const runs = await Promise.all([0, 1, 2].map(async () => (await createSampleRun({ stores: runner })).runId));
  const phones: Phone[] = [];
  const codes = [...CODES];
  let current = await runner.stages.get(stage.id);
  for (let step = 0; step < 60; step += 1) {
    const { stores } = pick(webs);
    if (chance() < 0.65) phones.push(openPhone(pick(webs), current?.code ?? ""));
    else if (chance() < 0.9) await stores.stages.setRun(stage.id, pick(runs));
    else await stores.stages.renewCode(stage.id, () => codes.shift() ?? "FFFFFF");
    current = await stores.stages.get(stage.id);
  }
  for (const phone of phones) {
    const expected = phone.code === current?.code ? [true, current.runId] : ["unknown-code"];
    await expect
      .poll(() => (phone.status?.refusal ? [phone.status.refusal.code] : [phone.status?.joined, phone.shows]), {
        timeout: 10_000,
      })
      .toEqual(expected);
  }
  expect(phones.filter((phone) => phone.code === current?.code).length).toBeGreaterThan(2);
});

test("[G2][O3] what one process renews or revokes is silent within a second at the other", async () => {
  const [first, second] = webs;
  const run = await createSampleRun({ stores: runner });
  await runner.stages.setRun(stage.id, run.runId);
  const { code } = (await runner.stages.get(stage.id)) ?? stage;
  const phone = openPhone(second, code);
  const cookie = await second.signIn();
  const presenter = second.connect({ cookie });
  expect(await joinAsPresenter(presenter, run.runId)).toMatchObject({ ok: true });
  await expect.poll(() => phone.status?.joined).toBe(true);
  const ended = new Promise<unknown>((resolve) => void presenter.once("ended", resolve));

  const sinceMs = performance.now();
  await first.stores.stages.renewCode(stage.id, () => "GGGGGG");
  const session = (await first.stores.grants.list()).findLast(({ kind }) => kind === "session");
  await first.stores.grants.revoke(session?.id ?? "");
  expect(await ended).toMatchObject({ code: "signed-out" });
  await expect.poll(() => phone.status?.refusal?.message).toMatch(/code has changed/);
  expect(performance.now() - sinceMs).toBeLessThan(SILENT_WITHIN_MS);

  const { heard } = phone;
  const bystander = openPhone(second, "GGGGGG");
  await expect.poll(() => bystander.status?.joined).toBe(true);
  const before = bystander.heard;
  await run.appendEvents([logged("after the renewal")]);
  await expect.poll(() => bystander.heard).toBeGreaterThan(before);
  expect(phone.heard).toBe(heard);
});
