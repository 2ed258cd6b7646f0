import { afterEach, expect, test } from "vitest";
import { newId } from "../../lib/ids.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { SendError, type Exporter } from "../../lib/telemetry/follow/exporter.ts";
import { Follower } from "../../lib/telemetry/follow/follower.ts";
import { buildSpec, PRESENTER } from "../support/spec.ts";

let follower: Follower | null = null;
afterEach(async () => {
  await follower?.close();
  follower = null;
});

/** A receiver that refuses its key until it is well, followed with a clock that moves by a second a reading. */
async function follow() {
  const stores = createMemoryStores();
  const receiver = { isWell: false, asked: 0 };
  const answer = <Value>(value: Value): Promise<Value> =>
    receiver.isWell ? Promise.resolve(value) : Promise.reject(new SendError("wrong key", { status: 401 }));
  const exporter: Exporter = {
    name: "test",
    send: () => answer({ refused: 0, reason: null }),
    identify() {
      receiver.asked += 1;
      return answer("project-7");
    },
    close: async () => undefined,
  };
  let seconds = 0;
  follower = new Follower({
    log: stores.log,
    places: stores.exports,
    exporter,
    owner: "me",
    content: false,
    timing: { gatherMs: 1, firstBackOffMs: 5, longestBackOffMs: 5, leaseMs: 30, flushMs: 50 },
    clock: { wallTime: () => new Date(Date.UTC(2026, 4, 1, 10, 0, seconds++)) },
    onFault: () => undefined,
  });
  await follower.start();
  const state = async () => (await stores.exports.listExporters())[0];
  return { stores, receiver, state };
}

test("[F5] a refused key is said before there is any run, since the first time; once it is taken, the project is known and nothing fails", async () => {
  const { stores, receiver, state } = await follow();
  const failing = { status: 401, since: "2026-05-01T10:00:00.000Z" };
  await expect.poll(async () => (await state())?.report.failing).toEqual(failing);
  const createRun = async () => {
    const id = newId("run");
    await stores.runs.create({ id, spec: buildSpec(), actor: PRESENTER, at: new Date().toISOString() });
    return id;
  };
  const isSent = async (id: string) => (await stores.exports.listOfRun(id))[0]?.sentSeq === 1;
  await expect.poll(() => receiver.asked).toBeGreaterThan(3);
  const first = await createRun();
  expect(await state()).toMatchObject({ project: null, report: { failing } });
  receiver.isWell = true;
  await expect.poll(async () => (await state())?.project).toBe("project-7");
  await expect.poll(async () => (await state())?.report.failing).toBeNull();
  await expect.poll(() => isSent(first)).toBe(true);
  const { asked } = receiver;
  const second = await createRun();
  await expect.poll(() => isSent(second)).toBe(true);
  // it is not asked again at later passes
  expect(receiver.asked).toBe(asked);
});
