import { describe, expect, test } from "vitest";
import type { FakeBatch } from "../support/fake-skill-host.ts";
import { startDrive } from "./drive-harness.ts";

const boom = { ok: false, kind: "exception", message: "boom", workerLost: false } as const;
const done = { ok: true } as const;

/**
 * medium has failed, complex is running, and from now on medium's results are read only after
 * `read.resolve` is called.
 */
async function startFailed() {
  let isBroken = true;
  let reads = 0;
  const read = Promise.withResolvers<void>();
  const complex = Promise.withResolvers<void>();
  const isBad = ({ request }: FakeBatch) => isBroken && request.scenarioId === "medium";
  const run = await startDrive(
    { sync: "free-running", milestones: [], items: [10, 40, 60] },
    {
      gate: async ({ request, fromItem }) =>
        request.scenarioId === "complex" && fromItem === 20 ? complex.promise : undefined,
      outcome: (batch) => (isBad(batch) ? boom : done),
      reported: (batch) => (isBad(batch) ? 0 : batch.toItem - batch.fromItem),
    },
  );
  const { readSegments } = run.stores.log;
  const driving = run.claimAndDrive();
  await run.seen((event) => event.type === "scenario.failed");
  await run.seen((event) => event.type === "scenario.completed" && event.scenarioId === "simple");
  isBroken = false;
  Object.assign(run.stores.log, {
    readSegments: async (...args: Parameters<typeof readSegments>) => {
      reads += 1;
      await read.promise;
      return await readSegments(...args);
    },
  });
  return { run, driving, read, complex, countReads: () => reads };
}

const typesOf = async ({ run }: Awaited<ReturnType<typeof startFailed>>) =>
  (await run.stores.log.read(run.runId, 0)).map(({ type }) => type);

describe("while a new attempt is being opened", () => {
  test("[D1][D2] the siblings continue to their end, and the run does not end before the attempt", async () => {
    const failed = await startFailed();
    const { run, driving, read, complex, countReads } = failed;
    await run.send("retry", { scenarioId: "medium" });
    await expect.poll(countReads).toBe(1);
    complex.resolve();
    await run.seen((event) => event.type === "scenario.completed" && event.scenarioId === "complex");
    for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    expect(await typesOf(failed)).not.toContain("scenario.retried");
    read.resolve();
    expect(await driving).toBe("finished");
    expect(await run.state()).toMatchObject({ status: "complete", scenarios: [{}, { attempt: 2 }, {}] });
    const types = await typesOf(failed);
    expect(types.filter((type) => type === "run.finished" || type === "run.reopened")).toEqual(["run.finished"]);
    expect(types[types.indexOf("command.accepted") + 1]).toBe("scenario.retried");
  });

  test("[D2][A9] cancelling the last sibling does not end the run before the attempt", async () => {
    const failed = await startFailed();
    const { run, driving, read, complex, countReads } = failed;
    await run.send("retry", { scenarioId: "medium" });
    await expect.poll(countReads).toBe(1);
    await run.send("cancel", { scenarioId: "complex" });
    await run.seen((event) => event.type === "scenario.cancelled");
    for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    read.resolve();
    complex.resolve();
    expect(await driving).toBe("finished");
    const types = await typesOf(failed);
    expect(types.filter((type) => type === "run.finished" || type === "run.reopened")).toEqual(["run.finished"]);
    expect(await run.state()).toMatchObject({ scenarios: [{}, { status: "complete", attempt: 2 }, {}] });
  });

  test("[D2][A13] a second click for it waits and is refused; commands for other scenarios apply at once", async () => {
    const { run, driving, read, complex, countReads } = await startFailed();
    await run.send("retry", { id: "click_1", scenarioId: "medium" });
    await run.send("retry", { id: "click_2", scenarioId: "medium" });
    await expect.poll(countReads).toBe(1);
    await run.send("pause", { id: "click_3", scenarioId: "complex" });
    await run.seen((event) => event.type === "command.accepted" && event.commandId === "click_3");
    await run.send("resume", { id: "click_4", scenarioId: "complex" });
    await run.seen((event) => event.type === "command.accepted" && event.commandId === "click_4");
    complex.resolve();
    read.resolve();
    await driving;
    expect(countReads()).toBe(1);
    expect((await run.eventsOf("scenario.retried")).map(({ attempt }) => attempt)).toEqual([2]);
    expect(await run.eventsOf("command.refused")).toMatchObject([{ commandId: "click_2", code: "nothing-failed" }]);
    expect(await run.stores.commands.pending(run.runId)).toEqual([]);
  });

  test("[D2][A9] a later cancel of all scenarios applies after it", async () => {
    const { run, driving, read, complex, countReads } = await startFailed();
    await run.send("retry", { id: "click_1", scenarioId: "medium" });
    await run.send("cancel", { id: "click_2" });
    await expect.poll(countReads).toBe(1);
    read.resolve();
    expect(await driving).toBe("finished");
    complex.resolve();
    const accepted = await run.eventsOf("command.accepted");
    expect(accepted.map(({ commandId }) => commandId)).toEqual(["click_1", "click_2"]);
    expect((await run.state()).scenarios.map(({ status }) => status)).toEqual(["complete", "cancelled", "cancelled"]);
  });

  test.each(["stopped", "lost"] as const)(
    "[D2][E2] when the runner is %s, the next one handles the click once",
    async (end) => {
      const failed = await startFailed();
      const { run, driving, read, complex, countReads } = failed;
      await run.send("retry", { id: "click_1", scenarioId: "medium" });
      await expect.poll(countReads).toBe(1);
      if (end === "stopped") run.stop();
      else run.abandon();
      expect(await driving).toBe(end);
      expect(await typesOf(failed)).not.toContain("command.accepted");
      complex.resolve();
      read.resolve();
      expect(await run.claimAndDrive()).toBe("finished");
      expect(await run.eventsOf("command.accepted")).toMatchObject([{ commandId: "click_1" }]);
      expect(await run.eventsOf("scenario.retried")).toHaveLength(1);
      expect((await run.state()).status).toBe("complete");
    },
  );

  test("[D2] an unreadable log loses the run, and the next claim handles the click", async () => {
    const { run, driving, read, complex, countReads } = await startFailed();
    await run.send("retry", { scenarioId: "medium" });
    await expect.poll(countReads).toBe(1);
    read.reject(new Error("connection reset"));
    expect(await driving).toBe("lost");
    complex.resolve();
    expect(await run.stores.commands.pending(run.runId)).toHaveLength(1);
  });

  test("[D2] a retry whose notice is late keeps the run open, and commands after it wait for the start", async () => {
    const failed = await startFailed();
    const { run, driving, read, complex } = failed;
    read.resolve();
    const actor = { role: "presenter", name: "test" } as const;
    const click = { runId: run.runId, scenarioId: "medium", percent: null, force: false, fault: null, actor };
    await run.stores.commands.add({ ...click, id: "click_1", type: "retry" });
    await run.stores.commands.add({ ...click, id: "click_2", type: "pause" });
    complex.resolve();
    await run.seen((event) => event.type === "scenario.paused" && event.reason === "user-halt");
    await run.send("resume", { id: "click_3", scenarioId: "medium" });
    expect(await driving).toBe("finished");
    const types = await typesOf(failed);
    expect(types.filter((type) => type === "run.finished" || type === "run.reopened")).toEqual(["run.finished"]);
    expect((await run.state()).commands.map(({ commandId, outcome }) => [commandId, outcome])).toEqual([
      ["click_1", "accepted"],
      ["click_2", "accepted"],
      ["click_3", "accepted"],
    ]);
    expect((await run.state()).status).toBe("complete");
  });
});
