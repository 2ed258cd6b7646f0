import { describe, expect, test } from "vitest";
import { startDrive } from "./drive-harness.ts";

const countsOf = (state: Awaited<ReturnType<Awaited<ReturnType<typeof startDrive>>["state"]>>) =>
  state.scenarios.map(({ status, totals }) => [status, totals.itemsDone, totals.itemsFailed]);

describe("a run driven to its end", () => {
  test.each(["free-running", "milestone", "lock-step"] as const)(
    "[A1] %s: every scenario finishes all its items",
    async (sync) => {
      const run = await startDrive({ sync });
      expect(await run.claimAndDrive()).toBe("finished");
      const state = await run.state();
      expect(state.status).toBe("complete");
      expect(countsOf(state)).toEqual([
        ["complete", 20, 0],
        ["complete", 40, 0],
        ["complete", 60, 0],
      ]);
      expect(state.results?.scenarios.map(({ totals }) => totals.quality)).toEqual([1, 1, 1]);
    },
  );

  test("[A1] the first batches of all scenarios begin within 250 ms of each other", async () => {
    const beganMs = new Map<string, number>();
    const run = await startDrive(
      {},
      {
        gate: async ({ request }) => {
          if (!beganMs.has(request.scenarioId)) beganMs.set(request.scenarioId, performance.now());
        },
      },
    );
    await run.claimAndDrive();
    const moments = [...beganMs.values()];
    expect(moments).toHaveLength(3);
    expect(Math.max(...moments) - Math.min(...moments)).toBeLessThan(250);
  });

  test("[A6] no batch crosses a milestone", async () => {
    const run = await startDrive({ items: [21, 43, 67] });
    await run.claimAndDrive();
    for (const { request, fromItem, toItem } of run.batches) {
      const gates = [30, 50, 70, 90].map((percent) => Math.ceil((percent * request.items) / 100));
      expect(gates.filter((gate) => gate > fromItem && gate < toItem)).toEqual([]);
    }
  });

  test("[E1] every milestone stores a checkpoint of each scenario before its release", async () => {
    const run = await startDrive();
    await run.claimAndDrive();
    const checkpoints = await run.stores.log.readCheckpoints(run.runId);
    const at = (percent: number) =>
      checkpoints.filter((checkpoint) => checkpoint.percent === percent).map(({ scenarioId }) => scenarioId);
    for (const percent of [30, 50, 70, 90]) expect(at(percent).toSorted()).toEqual(["complex", "medium", "simple"]);
    expect(checkpoints.filter(({ kind }) => kind === "end")).toHaveLength(3);
    expect(await run.stores.log.readSnapshot(run.runId)).not.toBeNull();
  });

  test("[E1] the full-state checkpoint equals the fold of the log up to its seq", async () => {
    const run = await startDrive();
    await run.claimAndDrive();
    const snapshot = await run.stores.log.readSnapshot(run.runId);
    const { foldRun } = await import("../../lib/core/reduce/reduce.ts");
    const events = await run.stores.log.read(run.runId, 0);
    expect(snapshot).toEqual(foldRun(events.filter(({ seq }) => seq <= (snapshot?.lastSeq ?? 0))));
  });

  test("[E3] the log contains sampled progress, not a row per item", async () => {
    const run = await startDrive({ items: [1_000, 1_000, 1_000], sync: "free-running", scenario: { batchSize: 1 } });
    await run.claimAndDrive();
    expect((await run.state()).status).toBe("complete");
    expect((await run.stores.log.read(run.runId, 0)).length).toBeLessThan(600);
  });
});

describe("hold-for-me", () => {
  test("[A8] the barrier waits for the presenter's Advance, and the release is the presenter's", async () => {
    const run = await startDrive({ hold: "presenter", milestones: [50] });
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "milestone.gathered");
    await run.send("advance", { percent: 50 });
    expect(await ended).toBe("finished");
    const [released] = await run.eventsOf("milestone.released");
    expect(released).toMatchObject({ percent: 50, reason: "presenter", actor: { role: "presenter" } });
  });

  test("[A8] Advance while a scenario is awaited is refused as still-waiting and names it", async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const run = await startDrive(
      { hold: "presenter", milestones: [50] },
      {
        gate: async ({ request }) => (request.scenarioId === "complex" ? gate : undefined),
      },
    );
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "milestone.reached" && event.scenarioId === "medium");
    await run.send("advance", { percent: 50 });
    const refused = await run.seen((event) => event.type === "command.refused");
    expect(refused).toMatchObject({ code: "still-waiting", message: expect.stringContaining("complex") });
    open();
    await run.seen((event) => event.type === "milestone.gathered");
    await run.send("advance", { percent: 50 });
    await ended;
  });

  test("[A13] the same click twice takes effect once", async () => {
    const run = await startDrive({ hold: "presenter", milestones: [50] });
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "milestone.gathered");
    await Promise.all([
      run.send("advance", { id: "cmd_1", percent: 50 }),
      run.send("advance", { id: "cmd_1", percent: 50 }),
    ]);
    await ended;
    expect(await run.eventsOf("command.accepted")).toHaveLength(1);
    expect(await run.eventsOf("command.refused")).toHaveLength(0);
  });
});

describe("pause and cancel", () => {
  test("[A9] a pause takes effect at the end of the batch, adds no elapsed time, and resume continues", async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const run = await startDrive(
      { sync: "free-running" },
      {
        gate: async ({ request, fromItem }) => (request.scenarioId === "simple" && fromItem === 0 ? gate : undefined),
      },
    );
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "scenario.started" && event.scenarioId === "simple");
    await run.send("pause", { scenarioId: "simple" });
    await run.seen((event) => event.type === "scenario.pausing");
    open();
    const paused = await run.seen((event) => event.type === "scenario.paused" && event.reason === "user-halt");
    await run.seen((event) => event.type === "scenario.completed" && event.scenarioId === "complex");
    expect(run.batches.filter(({ request }) => request.scenarioId === "simple")).toHaveLength(1);
    await run.send("resume", { scenarioId: "simple" });
    const resumed = await run.seen((event) => event.type === "scenario.resumed");
    await ended;
    const simple = (await run.state()).scenarios[0];
    const halted = simple?.spans.filter(({ kind }) => kind === "user-halt");
    expect(halted).toEqual([{ kind: "user-halt", fromMs: paused.atMs, toMs: resumed.atMs }]);
    expect(countsOf(await run.state())[0]).toEqual(["complete", 20, 0]);
  });

  test("[A9] cancelling one scenario keeps its finished items and lets the others finish", async () => {
    const run = await startDrive(
      {},
      {
        reported: ({ request, toItem, fromItem }) => (request.scenarioId === "medium" ? 3 : toItem - fromItem),
        outcome: ({ request }) => (request.scenarioId === "medium" ? "never" : { ok: true }),
      },
    );
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "milestone.reached" && event.scenarioId === "complex");
    await run.send("cancel", { scenarioId: "medium" });
    expect(await ended).toBe("finished");
    const state = await run.state();
    expect(state.status).toBe("partial");
    expect(countsOf(state)).toEqual([
      ["complete", 20, 0],
      ["cancelled", 3, 0],
      ["complete", 60, 0],
    ]);
    expect(state.releases[0]?.reason).toBe("sibling-ended");
  });

  test("[A12] an illegal command is refused with a reason, and the refusal is a fact", async () => {
    const run = await startDrive({ hold: "presenter", milestones: [50] });
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "milestone.gathered");
    await run.send("resume", { scenarioId: "simple" });
    await run.send("pause", { scenarioId: "nobody" });
    await run.send("advance", { percent: 42 });
    await run.seen((event) => event.type === "command.refused" && event.code === "unknown-milestone");
    await run.send("cancel");
    await ended;
    expect((await run.eventsOf("command.refused")).map(({ code }) => code)).toEqual([
      "not-paused",
      "unknown-scenario",
      "unknown-milestone",
    ]);
    expect((await run.state()).status).toBe("cancelled");
  });
});

describe("failure", () => {
  test("[D1] a scenario whose batch throws fails alone; its siblings finish", async () => {
    const run = await startDrive(
      {},
      {
        reported: ({ request, fromItem, toItem }) => (request.scenarioId === "medium" ? 2 : toItem - fromItem),
        outcome: ({ request }) =>
          request.scenarioId === "medium"
            ? { ok: false, kind: "exception", message: "boom", workerLost: false }
            : { ok: true },
      },
    );
    await run.claimAndDrive();
    const state = await run.state();
    expect(state.status).toBe("partial");
    expect(state.scenarios[1]).toMatchObject({
      status: "failed",
      failure: { kind: "exception", message: expect.stringContaining("boom") },
    });
    expect(state.scenarios[1]?.totals).toMatchObject({ itemsOk: 2, itemsFailed: 8, itemsDone: 10 });
    expect(countsOf(state)[2]).toEqual(["complete", 60, 0]);
  });

  test("[D5] errors within the tolerance leave a scenario complete with errors", async () => {
    const failing = { ok: false, kind: "exception", message: "boom", workerLost: true } as const;
    const run = await startDrive(
      { scenario: { errorTolerance: 0.5 } },
      {
        reported: ({ fromItem, toItem }) => (fromItem === 0 ? 0 : toItem - fromItem),
        outcome: ({ fromItem }) => (fromItem === 0 ? failing : { ok: true }),
      },
    );
    await run.claimAndDrive();
    expect(countsOf(await run.state())).toEqual([
      ["complete", 20, 6],
      ["complete", 40, 10],
      ["complete", 60, 10],
    ]);
    expect(run.workers.length).toBe(6);
  });

  test("[D6] a memory overrun fails its scenario with kind memory, regardless of the tolerance", async () => {
    const run = await startDrive(
      { scenario: { errorTolerance: 1 } },
      {
        reported: ({ request, fromItem, toItem }) => (request.scenarioId === "complex" ? 1 : toItem - fromItem),
        outcome: ({ request }) =>
          request.scenarioId === "complex"
            ? { ok: false, kind: "memory", message: "300 MB of 256", workerLost: true }
            : { ok: true },
      },
    );
    await run.claimAndDrive();
    const complex = (await run.state()).scenarios[2];
    expect(complex).toMatchObject({
      status: "failed",
      failure: { kind: "memory" },
      totals: { itemsDone: 1, itemsFailed: 0 },
    });
  });

  test("[D3] a scenario over its time budget is ended and keeps its finished items", async () => {
    const run = await startDrive(
      { byId: { medium: { timeBudgetMs: 80 } } },
      {
        reported: ({ request, fromItem, toItem }) => (request.scenarioId === "medium" ? 4 : toItem - fromItem),
        outcome: ({ request }) => (request.scenarioId === "medium" ? "never" : { ok: true }),
      },
    );
    await run.claimAndDrive();
    const medium = (await run.state()).scenarios[1];
    expect(medium).toMatchObject({
      status: "failed",
      failure: { kind: "timeout" },
      totals: { itemsDone: 4, itemsOk: 4 },
    });
    expect(medium?.totals.elapsedMs).toBeGreaterThanOrEqual(80);
  });

  test("[D1] a skill that does not open fails its scenario, not the run", async () => {
    const run = await startDrive(
      {},
      { openError: ({ scenarioId }) => (scenarioId === "simple" ? "no such model" : null) },
    );
    await run.claimAndDrive();
    const state = await run.state();
    expect(state.scenarios.map(({ status }) => status)).toEqual(["failed", "complete", "complete"]);
    expect(state.scenarios[0]?.failure?.message).toContain("no such model");
  });

  test("[D1] an idle worker that dies is replaced without failed items", async () => {
    const run = await startDrive({ hold: "presenter", milestones: [50] });
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "milestone.gathered");
    await run.workers[0]?.end();
    await run.send("advance", { percent: 50 });
    await ended;
    expect(countsOf(await run.state())[0]).toEqual(["complete", 20, 0]);
    expect(run.workers).toHaveLength(4);
  });

  test("[D1] unknown and repeated items of a skill are not counted", async () => {
    const run = await startDrive({ items: [20, 40], sync: "free-running" });
    const start = run.host.start.bind(run.host);
    Object.assign(run.host, {
      start: async (...args: Parameters<typeof start>) => {
        const worker = await start(...args);
        const runBatch = worker.runBatch.bind(worker);
        worker.runBatch = (range, listener) => {
          const strange = { ok: true, error: null, values: { seen: 1, echoed: 1 }, samples: {}, outcome: "" };
          listener.onItem({ index: range.toItem + 5, ...strange });
          listener.onItem({ index: range.fromItem, ...strange });
          listener.onItem({ index: range.fromItem, ...strange });
          return runBatch(range, listener);
        };
        return worker;
      },
    });
    await run.claimAndDrive();
    expect(countsOf(await run.state())).toEqual([
      ["complete", 20, 0],
      ["complete", 40, 0],
    ]);
  });
});

describe("a run that is interrupted", () => {
  test("[O5] a graceful stop stores checkpoints, and the next claim finishes the run without repeating items", async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    let holding = true;
    const run = await startDrive(
      { sync: "free-running" },
      {
        gate: async ({ request, fromItem }) =>
          holding && request.scenarioId === "complex" && fromItem === 30 ? gate : undefined,
      },
    );
    const first = run.claimAndDrive();
    await run.seen((event) => event.type === "scenario.completed" && event.scenarioId === "medium");
    run.stop();
    expect(await first).toBe("stopped");
    expect((await run.state()).interrupted).toBe(true);
    const checkpoints = await run.stores.log.readCheckpoints(run.runId);
    expect(checkpoints.filter(({ kind }) => kind === "interrupt")).toMatchObject([
      { scenarioId: "complex", doneRanges: [[0, 30]] },
    ]);
    holding = false;
    open();
    const before = run.batches.length;
    expect(await run.claimAndDrive()).toBe("finished");
    expect(run.batches.slice(before).map(({ request, fromItem }) => [request.scenarioId, fromItem])).toEqual([
      ["complex", 30],
      ["complex", 40],
      ["complex", 42],
      ["complex", 52],
      ["complex", 54],
    ]);
    expect(countsOf(await run.state())).toEqual([
      ["complete", 20, 0],
      ["complete", 40, 0],
      ["complete", 60, 0],
    ]);
    expect((await run.state()).recoveries).toHaveLength(1);
  });

  test("[E2] a runner that has lost its run writes nothing more, and the next one continues", async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    let holding = true;
    const run = await startDrive(
      { sync: "free-running" },
      {
        gate: async ({ fromItem }) => (holding && fromItem >= 20 ? gate : undefined),
      },
    );
    const first = run.claimAndDrive();
    await run.seen((event) => event.type === "scenario.progressed" && event.scenarioId === "complex");
    run.abandon();
    expect(await first).toBe("lost");
    const stored = (await run.stores.log.read(run.runId, 0)).length;
    holding = false;
    open();
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect((await run.stores.log.read(run.runId, 0)).length).toBe(stored);
    expect(await run.claimAndDrive()).toBe("finished");
    expect(countsOf(await run.state()).map(([, done]) => done)).toEqual([20, 40, 60]);
  });
});

test("[A13] a click and its effect are stored atomically in one statement", async () => {
  const run = await startDrive({ hold: "presenter", milestones: [50] });
  const appends: string[][] = [];
  const { openWriter } = run.stores.log;
  Object.assign(run.stores.log, {
    openWriter: (claim: Parameters<typeof openWriter>[0]) => {
      const writer = openWriter(claim);
      return {
        ...writer,
        append: (append: Parameters<typeof writer.append>[0]) => (
          appends.push(append.events.map(({ type }) => type)),
          writer.append(append)
        ),
      };
    },
  });
  const ended = run.claimAndDrive();
  await run.seen((event) => event.type === "milestone.gathered");
  await run.send("advance", { percent: 50 });
  await ended;
  expect(appends).toContainEqual(["command.accepted", "milestone.released"]);
});

test("[F6] the number of omitted log lines is logged before the end of the run", async () => {
  const run = await startDrive(
    { sync: "free-running", milestones: [], items: [10, 40] },
    { prints: ({ request }) => (request.scenarioId === "simple" ? Array.from({ length: 30 }, () => "line") : []) },
  );
  await run.claimAndDrive();
  const logged = await run.eventsOf("scenario.logged");
  expect(logged.map(({ text }) => text)).toEqual([
    ...Array.from({ length: 20 }, () => "line"),
    "10 more lines were omitted: at most 20 lines per second are kept.",
  ]);
  expect((await run.stores.log.read(run.runId, 0)).at(-1)?.type).toBe("run.finished");
});
