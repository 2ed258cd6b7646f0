import { afterEach, expect, test, vi } from "vitest";
import { followRunners } from "../../lib/follow-runners.ts";
import { DURATION_BOUNDS, MAX_WORKER_SLOTS } from "../../lib/core/ports/process-figures.ts";
import { WorkerSlots } from "../../lib/isolation/host/worker-slots.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { Appends, countAppends } from "../../lib/telemetry/counts/appends.ts";
import { Durations } from "../../lib/telemetry/counts/durations.ts";
import { measureEventLoopDelay } from "../../lib/telemetry/counts/event-loop-delay.ts";
import { logged } from "../support/spec.ts";
import { connected, createSampleRun, joinAsAudience, joinAsPresenter, openTestWeb } from "../support/test-web.ts";

afterEach(() => void vi.useRealTimers());

test("[F5] a duration is counted in the first bucket that holds it", () => {
  const durations = new Durations();
  for (const seconds of [0, 0.001, 0.0011, 10, 10.1]) durations.add(seconds);
  const { counts, sumSeconds } = durations.read();
  expect(counts).toHaveLength(DURATION_BOUNDS.length + 1);
  expect(counts.flatMap((count, index) => (count > 0 ? [[DURATION_BOUNDS[index] ?? "more", count]] : []))).toEqual([
    [0.001, 2],
    [0.0025, 1],
    [10, 1],
    ["more", 1],
  ]);
  expect(sumSeconds).toBeCloseTo(20.1021, 6);
});

test("[F5] an event loop that is busy shows in the delays of a timer, a stopped process counts 10 s at most", async () => {
  vi.useFakeTimers();
  let busyMs = 0;
  const { delays, stop } = measureEventLoopDelay({ nowMs: () => performance.now() + busyMs });
  await vi.advanceTimersByTimeAsync(100);
  busyMs += 200;
  await vi.advanceTimersByTimeAsync(50);
  busyMs += 3_600_000;
  await vi.advanceTimersByTimeAsync(50);
  stop();
  await vi.advanceTimersByTimeAsync(1_000);
  const { counts, sumSeconds } = delays.read();
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
  expect(sumSeconds).toBeCloseTo(10.2, 6);
});

test("[F5] every way to append to the log is measured until it is durable, and a refused one counts as failed", async () => {
  const stores = createMemoryStores();
  let nowMs = 0;
  const appends = new Appends({ nowMs: () => nowMs });
  const log = countAppends(stores.log, appends);
  const web = await openTestWeb({ stores: { ...stores, log } });
  const run = await createSampleRun(web);
  const storing = run.append(5);
  expect(appends.pending).toBe(1);
  nowMs = 300;
  await storing;
  expect(appends.pending).toBe(0);
  await log.appendStageFact(run.runId, logged("a note"));
  await log.finishUnclaimed(run.runId, 0, { events: [] });
  await stores.ownership.claim(run.runId, {
    runnerId: "b",
    machineId: "b",
    processSpace: "b",
    pid: 1,
    processStartedAt: "0",
  });
  const stale = log.openWriter({ ...run.claim, epoch: run.claim.epoch - 1 });
  await expect(stale.append({ events: [logged("late")] })).rejects.toMatchObject({ code: "stale-writer" });
  const { counts, sumSeconds } = appends.durations.read();
  expect([counts.reduce((sum, count) => sum + count, 0), sumSeconds, appends.failures]).toEqual([3, 0.3, 1]);
  await web.close();
});

test("[F5] workers keep their slot, a new one takes the first that is free, and those beyond the limit are one sum", () => {
  const slots = new WorkerSlots<{ memoryMb(): number | null }>();
  const workers = Array.from({ length: MAX_WORKER_SLOTS + 2 }, (_, index) => ({ memoryMb: () => index + 1 }));
  for (const worker of workers) slots.add(worker);
  const mb = 1_048_576;
  expect(slots.read()).toMatchObject({ workers: 34, otherWorkerBytes: (33 + 34) * mb });
  slots.delete(workers[1] ?? { memoryMb: () => null });
  expect(slots.read().workerBytes.slice(0, 3)).toEqual([1 * mb, null, 3 * mb]);
  slots.add({ memoryMb: () => 100 });
  expect(slots.read().workerBytes.slice(0, 3)).toEqual([1 * mb, 100 * mb, 3 * mb]);
  expect(slots.read().workerBytes).toHaveLength(MAX_WORKER_SLOTS);
});

test("[F5] a runner keeps its number while it lives, and one in place of a lost one gets the lowest free", async () => {
  const { runners } = createMemoryStores();
  let nowMs = 0;
  const follower = await followRunners(runners, { nowMs: () => nowMs });
  const numbers = () => follower.living().map(({ number, free }) => [number, free]);
  await runners.announce({ runnerId: "a", free: 1 });
  await runners.announce({ runnerId: "b", free: 2 });
  await expect.poll(numbers).toEqual([
    [1, 1],
    [2, 2],
  ]);
  nowMs = 2_000;
  await runners.announce({ runnerId: "b", free: 3 });
  await expect.poll(numbers).toEqual([
    [1, 1],
    [2, 3],
  ]);
  nowMs = 3_000;
  await runners.announce({ runnerId: "c", free: 4 });
  await expect.poll(numbers).toEqual([
    [1, 4],
    [2, 3],
  ]);
  await follower.close();
});

test("[F5] the hub counts each frame for each socket that gets it, and sockets by role", async () => {
  const app = await openTestWeb();
  const run = await createSampleRun(app);
  await run.append(10, "running");
  const { id: stageId, code } = await app.stores.stages.ensureDefault({ id: "stage_a", newCode: () => "ABCDEF" });
  await app.stores.stages.setRun(stageId, run.runId);
  const cookie = await app.signIn();
  const phones = [app.connect(), app.connect({ transports: ["polling"] })];
  const tab = app.connect({ cookie });
  const idle = app.connect();
  let received = 0;
  for (const phone of phones) phone.on("frame", () => (received += 1));
  await Promise.all([...phones, tab, idle].map(connected));
  for (const phone of phones) expect(await joinAsAudience(phone, code)).toMatchObject({ ok: true });
  expect(await joinAsPresenter(tab, run.runId)).toMatchObject({ ok: true });
  const replies = app.web.hub.figures();
  expect(replies.sockets).toEqual({ presenter: 1, reviewer: 0, audience: 2, unjoined: 1 });
  // two states of the audience and one of the console
  expect(replies.replyBytesSent).toBeGreaterThan(3_000);

  const sent = () => app.web.hub.figures();
  const before = sent();
  await run.append(30);
  await expect.poll(() => sent().framesSent.audience - before.framesSent.audience).toBeGreaterThanOrEqual(2);
  await expect.poll(() => sent().framesSent.audience - received).toBe(0);
  expect(sent().framesSent.presenter).toBeGreaterThan(before.framesSent.presenter);
  expect(sent().frameBytesSent.audience / sent().framesSent.audience).toBeGreaterThan(100);
  await app.close();
});
