import { describe, expect, test } from "vitest";
import type { BatchOutcome, SkillHost, SkillWorker, WorkerRequest } from "../../lib/core/ports/skill-host.ts";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import { echoRequest } from "../support/echo-request.ts";
import { findChildren, findGroup, isLiving, readState, until } from "../support/processes.ts";

/** A gate that never opens. */
const NEVER = "/nowhere/gate";

type Ran = { worker: SkillWorker; outcome: BatchOutcome; items: ItemResult[]; logs: string[] };

/** Starts the echo skill, runs items 0–10 and returns what was observed; the caller ends the worker. */
export async function runEcho(
  host: SkillHost,
  options: WorkerRequest["options"],
  during?: (worker: SkillWorker, items: ItemResult[]) => Promise<void>,
): Promise<Ran> {
  const items: ItemResult[] = [];
  const logs: string[] = [];
  const listener = {
    onItem: (item: ItemResult) => void items.push(item),
    onLog: (_level: string, text: string) => void logs.push(text),
  };
  const worker = await host.start(echoRequest(options), listener);
  const running = worker.runBatch({ fromItem: 0, toItem: 10 }, listener);
  await during?.(worker, items);
  return { worker, outcome: await running, items, logs };
}

/** The contract of every skill host. */
export function describeSkillHost(name: string, host: SkillHost): void {
  describe(`${name}: work`, () => describeWork(host));
  describe(`${name}: misbehaviour`, () => describeMisbehaviour(host));
  describe(`${name}: endings`, () => describeEndings(host));
}

function describeWork(host: SkillHost): void {
  test("[D1] items arrive in order, before the batch is done", async () => {
    const { worker, outcome, items } = await runEcho(host, { failEvery: 5 });
    expect(outcome).toMatchObject({ ok: true });
    expect(items.map((item) => item.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(items[4]).toEqual({
      index: 4,
      ok: false,
      error: "number 4 failed on purpose",
      values: { seen: 1, echoed: 0 },
      samples: {},
      outcome: "echo 4",
    });
    expect(worker.memoryMb()).toBeGreaterThan(10);
    await worker.end();
  });

  test("[D1] a worker runs batch after batch", async () => {
    const { worker } = await runEcho(host, {});
    const seen: number[] = [];
    for (const fromItem of [2, 5, 0]) {
      const outcome = await worker.runBatch(
        { fromItem, toItem: fromItem + 2 },
        { onItem: (item) => void seen.push(item.index), onLog: () => {} },
      );
      expect(outcome.ok).toBe(true);
    }
    expect(seen).toEqual([2, 3, 5, 6, 0, 1]);
    await worker.end();
  });

  test("[D4] a batch leaves out finished items, and a skill that reports one breaks the protocol", async () => {
    const { worker } = await runEcho(host, {});
    const seen: string[] = [];
    const outcome = await worker.runBatch(
      {
        fromItem: 1,
        toItem: 9,
        skip: [
          [2, 4],
          [5, 8],
        ],
      },
      { onItem: (item) => void seen.push(`${item.index} ${item.outcome}`), onLog: () => {} },
    );
    expect(outcome).toMatchObject({ ok: true });
    expect(seen).toEqual(["1 echo 1", "4 echo 4", "8 echo 8"]);
    await worker.end();
  });

  test("[B3] uploaded rows reach the skill complete and in order, however many", async () => {
    const input = Array.from({ length: 6_000 }, (_, index) => ({ word: `${index} ${"ü".repeat(200)}`, number: index }));
    const listener = { onItem: (item: ItemResult) => void received.push(item), onLog: () => {} };
    const received: ItemResult[] = [];
    const worker = await host.start(echoRequest({ reveal: "row" }, { input, items: input.length }), listener);
    await worker.runBatch({ fromItem: 0, toItem: 2 }, listener);
    await worker.runBatch({ fromItem: 5_998, toItem: 6_000 }, listener);
    await worker.end();
    expect(received.map(({ outcome }) => JSON.parse(outcome) as unknown)).toEqual(
      [0, 1, 5_998, 5_999].map((at) => input[at]),
    );
  });

  test("[O3] a skill's environment contains no keys and no database URL", async () => {
    const { worker, items } = await runEcho(host, { reveal: "env" });
    expect(items[0]?.outcome.split(" ")).not.toContain("DATABASE_URL");
    expect(items[0]?.outcome.split(" ")).not.toContain("PRESENTER_KEY");
    await worker.end();
  });

  test.each([
    ["throw", "does not open on purpose"],
    ["exit", "exited with code 4"],
    ["memory", "its limit is 256 MB"],
    ["wrong-count", "prepared 11 items instead of 10"],
  ])("[M1] a skill whose open ends in %s is refused with a message", async (open, message) => {
    await expect(host.start(echoRequest({ open }), { onLog: () => {} })).rejects.toThrow(message);
  });

  test("[M1] an unknown skill and unknown options are refused with a message", async () => {
    await expect(host.start(echoRequest({}, { skillId: "nothing" }), { onLog: () => {} })).rejects.toThrow(
      "No skill nothing",
    );
    await expect(host.start(echoRequest({ spinMs: "much" }), { onLog: () => {} })).rejects.toThrow("spinMs");
  });
}

function describeMisbehaviour(host: SkillHost): void {
  test.each([
    ["throw", "exception", "thrown on purpose", false],
    ["reject", "exception", "rejected on purpose", false],
    ["uncaught", "exception", "uncaught on purpose", true],
    ["exit", "exception", "exited with code 3", true],
    ["kill", "exception", "was killed by SIGKILL", true],
    ["heap", "memory", "256 MB", true],
    ["heap-message-exit", "exception", "exited with code 3", true],
    ["buffers", "memory", "256 MB", true],
    ["garbage", "validation", "no message", true],
    ["foreign-item", "validation", "outside its batch", true],
    ["huge-line", "validation", "more than 262144 bytes", true],
    ["endless-line", "validation", "more than 262144 bytes", true],
    ["endless-log", "validation", "endless output", true],
    ["endless-stderr", "validation", "endless output", true],
  ])(
    "[D1] %s ends the batch as %s and keeps what was finished",

    async (crash, kind, message, workerLost) => {
      const { worker, outcome, items } = await runEcho(host, { crash, crashItem: 4 });
      expect(outcome).toMatchObject({ ok: false, kind, workerLost });
      expect(outcome.ok ? "" : outcome.message).toContain(message);
      expect(items.map((item) => item.index)).toEqual([0, 1, 2, 3]);
      expect(worker.alive).toBe(!workerLost);
      await worker.end();
      expect(findGroup(worker.pid)).toEqual([]);
    },
  );

  test("[D1] a batch that ends early is reported as done, because the runner counts", async () => {
    const { worker, outcome, items } = await runEcho(host, { crash: "short", crashItem: 4 });
    expect(outcome.ok).toBe(true);
    expect(items).toHaveLength(4);
    await worker.end();
  });

  test("[D1][D6] printed text about an exhausted heap alone does not fail the skill", async () => {
    const { worker, outcome, logs } = await runEcho(host, { crash: "heap-message", crashItem: 4 });
    expect(outcome.ok).toBe(true);
    const next = await worker.runBatch(
      { fromItem: 5, toItem: 10 },
      { onItem: () => {}, onLog: (_, text) => void logs.push(text) },
    );
    expect(next).toMatchObject({ ok: true });
    expect(worker.alive).toBe(true);
    expect(logs).toContainEqual(expect.stringContaining("heap out of memory"));
    await worker.end();
  });

  test("[D1] a lost worker rejects the next batch at once", async () => {
    const { worker } = await runEcho(host, { crash: "exit", crashItem: 4 });
    const outcome = await worker.runBatch({ fromItem: 4, toItem: 5 }, { onItem: () => {}, onLog: () => {} });
    expect(outcome).toMatchObject({ ok: false, kind: "exception", workerLost: true });
  });
}

function describeEndings(host: SkillHost): void {
  test.each(["loop", "ignore-abort", "grandchild"])(
    "[D1] end() stops a batch stuck in %s and leaves no process",

    async (crash) => {
      const { worker, outcome, items } = await runEcho(host, { crash, crashItem: 4 }, async (running, seen) => {
        await until("four items", () => seen.length === 4);
        if (crash === "grandchild") await until("a grandchild", () => findGroup(running.pid).length === 2);
        await running.end();
      });
      expect(outcome).toMatchObject({ ok: false, kind: "exception", workerLost: true });
      expect(items).toHaveLength(4);
      expect(findGroup(worker.pid)).toEqual([]);
      expect(worker.memoryMb()).toBeNull();
    },
  );

  test("[D1] a worker killed externally leaves no grandchild", async () => {
    const { worker, outcome } = await runEcho(host, { crash: "grandchild", crashItem: 4 }, async (running) => {
      await until("a grandchild", () => findGroup(running.pid).length === 2);
      process.kill(running.pid, "SIGKILL");
    });
    expect(outcome).toMatchObject({ ok: false, kind: "exception", workerLost: true });
    await until("the group is gone", () => findGroup(worker.pid).length === 0);
  });

  test("[D1] a process that left the group and holds the pipes is not waited for", async () => {
    const startedMs = performance.now();
    const { worker, outcome, items } = await runEcho(host, { crash: "escape", crashItem: 4 });
    const tookMs = performance.now() - startedMs;
    await worker.end();
    expect(outcome).toMatchObject({ ok: false, kind: "exception", workerLost: true });
    expect(tookMs).toBeLessThan(5_000);
    expect(items).toHaveLength(4);
  });

  test.each([
    ["kill", "exception", "was killed by SIGKILL"],
    ["memory", "memory", "its limit is 256 MB"],
  ] as const)("[D9] injected %s ends the batch as %s and leaves no process", async (harm, kind, message) => {
    const { worker, outcome, items } = await runEcho(host, { gateFile: NEVER, gateItem: 4 }, async (running, seen) => {
      await until("four items", () => seen.length === 4);
      running.disturb(harm);
    });
    expect(outcome).toMatchObject({ ok: false, kind, message: expect.stringContaining(message), workerLost: true });
    expect(items).toHaveLength(4);
    expect(worker.alive).toBe(false);
    await worker.end();
    expect([...findGroup(worker.pid), ...findChildren(process.pid, "kept.push")]).toEqual([]);
  });

  test("[D9] a worker made to hang is stopped until it is ended", async () => {
    const { outcome, items, worker } = await runEcho(host, { gateFile: NEVER, gateItem: 4 }, async (running, seen) => {
      await until("four items", () => seen.length === 4);
      running.disturb("hang");
      await until("it is stopped", () => readState(running.pid) === "T");
      await running.end();
    });
    expect(outcome).toMatchObject({ ok: false, workerLost: true });
    expect(items).toHaveLength(4);
    expect(isLiving(worker.pid)).toBe(false);
  });

  test("[D9] a slowed worker is stopped most of the time, until the harm ends", async () => {
    const states: (string | null)[] = [];
    const { worker } = await runEcho(host, { gateFile: NEVER, gateItem: 4 }, async (running, seen) => {
      await until("four items", () => seen.length === 4);
      running.disturb("slow");
      await until("three periods", () => states.push(readState(running.pid)) > 60);
      running.disturb(null);
      await until("it runs", () => readState(running.pid) !== "T");
      await running.end();
    });
    const stillShare = states.filter((state) => state === "T").length / states.length;
    expect(stillShare).toBeGreaterThan(0.5);
    expect(stillShare).toBeLessThan(0.95);
    expect(isLiving(worker.pid)).toBe(false);
  });

  test("[D1] end() can be called twice and ends an idle worker within the grace period", async () => {
    const { worker } = await runEcho(host, {});
    const startedMs = performance.now();
    await Promise.all([worker.end(), worker.end()]);
    expect(performance.now() - startedMs).toBeLessThan(500);
    expect(isLiving(worker.pid)).toBe(false);
  });
}
