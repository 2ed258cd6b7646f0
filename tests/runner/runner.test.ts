import { expect, test } from "vitest";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createFakeSkillHost } from "../support/fake-skill-host.ts";
import { createTestRunner } from "../support/test-runner.ts";

const HOLD = { hold: "presenter", milestones: [50] } as const;
const COMPUTING_RUNS = 16;
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `run_${name}_${index}`);

test("[A8] any number of held runs lets the next one start", async () => {
  const stores = createMemoryStores();
  const { runner, start, statusOf } = createTestRunner(stores, createFakeSkillHost().host);
  await runner.start();
  const held = numbered("held", 100);
  for (const id of held) await start(id, HOLD);
  await expect
    .poll(async () => new Set(await Promise.all(held.map(statusOf))), { timeout: 40_000 })
    .toEqual(new Set(["holding"]));
  await start("run_next", {});
  await expect.poll(() => statusOf("run_next"), { timeout: 10_000 }).toBe("complete");
  await runner.stop();
});

/** A runner whose slots are all taken by runs that compute until `release`, beside one run on hold. */
async function startFull() {
  const stores = createMemoryStores();
  const work = Promise.withResolvers<void>();
  const { host } = createFakeSkillHost({
    gate: ({ request }) => (request.memoryLimitMb === 999 ? work.promise : Promise.resolve()),
  });
  const bench = createTestRunner(stores, host);
  await bench.runner.start();
  await bench.start("run_held", HOLD);
  await expect.poll(() => bench.statusOf("run_held"), { timeout: 10_000 }).toBe("holding");
  const busy = numbered("busy", COMPUTING_RUNS);
  for (const id of busy) await bench.start(id, { scenario: { memoryLimitMb: 999 } });
  await expect
    .poll(async () => new Set(await Promise.all(busy.map(bench.statusOf))), { timeout: 10_000 })
    .toEqual(new Set(["running"]));
  return { ...bench, stores, busy, release: () => work.resolve() };
}

test("[A8] a held run continues at once while every slot is taken, and the next run waits for one", async () => {
  const { runner, start, statusOf, send, release } = await startFull();
  await start("run_next", {});
  await send("run_held", "advance");
  await expect.poll(() => statusOf("run_held"), { timeout: 10_000 }).toBe("complete");
  expect(await statusOf("run_next")).toBe("queued");
  release();
  await expect.poll(() => statusOf("run_next"), { timeout: 10_000 }).toBe("complete");
  await runner.stop();
});

test("[E2] a held run of a lost runner is taken over although every slot is taken", async () => {
  const { runner, stores, start, statusOf, send, release } = await startFull();
  const other = createTestRunner(stores, createFakeSkillHost().host, "runner_other");
  await stores.queue.stop();
  await other.runner.start();
  await start("run_left", HOLD);
  await expect.poll(() => statusOf("run_left"), { timeout: 10_000 }).toBe("holding");
  await other.runner.stop();
  await send("run_left", "advance");
  await expect.poll(() => statusOf("run_left"), { timeout: 10_000 }).toBe("complete");
  release();
  await runner.stop();
});

test("[A8] a stopping runner leaves the run that waits for a slot in the queue", async () => {
  const { runner, start, statusOf, release } = await startFull();
  await start("run_next", {});
  const stopped = runner.stop();
  release();
  await stopped;
  expect(await statusOf("run_next")).toBe("queued");
});
