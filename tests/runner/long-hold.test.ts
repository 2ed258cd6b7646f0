import { describe, expect, test } from "vitest";
import { KEEP_WORKERS_MS } from "../../lib/core/decide/idle-workers.ts";
import { computeElapsedMs } from "../../lib/core/run/elapsed.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import type { FakeBehaviour } from "../support/fake-skill-host.ts";
import { startDrive } from "./drive-harness.ts";

const isGathered = ({ type }: RunEvent) => type === "milestone.gathered";

/** A run on hold at 50 % that has given its workers back. */
async function startLongHold(behaviour: FakeBehaviour = {}) {
  const run = await startDrive({ hold: "presenter", milestones: [50] }, behaviour);
  const ended = run.claimAndDrive();
  await run.seen(isGathered);
  const alive = () => run.workers.filter((worker) => worker.alive).length;
  const hired = alive();
  expect(hired).toBeGreaterThan(0);
  run.pass(KEEP_WORKERS_MS);
  await run.seen(({ type }) => type === "workers.ended");
  await expect.poll(alive, { timeout: 10_000 }).toBe(0);
  return { run, ended, alive, hired };
}

describe("a run on hold", () => {
  test("[A9] keeps its workers for a minute", async () => {
    const run = await startDrive({ hold: "presenter", milestones: [50] });
    const ended = run.claimAndDrive();
    await run.seen(isGathered);
    run.pass(KEEP_WORKERS_MS - 10_000);
    await run.send("advance");
    expect(await ended).toBe("finished");
    expect(await run.eventsOf("workers.ended")).toEqual([]);
  });

  test("[A9] gives them back afterwards and starts them again when it continues, which is no elapsed time", async () => {
    const { run, ended, hired } = await startLongHold();
    run.pass(3_600_000);
    await run.send("advance");
    expect(await ended).toBe("finished");
    const state = await run.state();
    expect(state).toMatchObject({ status: "complete", workersEndedMs: null, crashes: 0 });
    expect(state.scenarios.map(({ totals }) => totals.itemsDone)).toEqual(
      state.spec.scenarios.map(({ items }) => items),
    );
    for (const scenario of state.scenarios) {
      expect(computeElapsedMs(scenario, state.atMs)).toBeLessThan(20_000);
      expect(scenario.spans.map(({ kind }) => kind)).toContain("worker-start");
      expect(scenario.batchFailures ?? []).toEqual([]);
    }
    expect(run.workers).toHaveLength(2 * hired);
  });

  test("[A9] processes each item once, and counts what was processed before", async () => {
    const { run, ended } = await startLongHold();
    await run.send("advance");
    expect(await ended).toBe("finished");
    const covered = run.batches.map(({ request, fromItem, toItem }) => `${request.scenarioId} ${fromItem}-${toItem}`);
    expect(new Set(covered).size).toBe(covered.length);
    const { scenarios } = await run.state();
    for (const { id, totals } of scenarios) {
      const batches = run.batches.filter(({ request }) => request.scenarioId === id);
      expect(totals).toMatchObject({ batchesDone: batches.length, itemsFailed: 0, quality: 1 });
    }
    expect(await run.eventsOf("batch.failed")).toEqual([]);
  });

  test("[A9] answers a refused command without starting anything", async () => {
    const { run, ended, alive } = await startLongHold();
    await run.send("resume", { id: "early" });
    await run.seen((event) => event.type === "command.refused" && event.commandId === "early");
    expect(alive()).toBe(0);
    await run.send("cancel");
    expect(await ended).toBe("finished");
    expect((await run.state()).status).toBe("cancelled");
  });

  test("[A9] a paused run too gives them back, and a resume brings them back", async () => {
    const gate = Promise.withResolvers<void>();
    const run = await startDrive(
      { sync: "free-running" },
      { gate: ({ fromItem }) => (fromItem === 0 ? Promise.resolve() : gate.promise) },
    );
    const ended = run.claimAndDrive();
    await run.seen(({ type }) => type === "scenario.progressed");
    await run.send("pause");
    gate.resolve();
    await expect.poll(async () => (await run.state()).status, { timeout: 10_000 }).toBe("paused");
    run.pass(KEEP_WORKERS_MS);
    await run.seen(({ type }) => type === "workers.ended");
    await run.send("resume");
    expect(await ended).toBe("finished");
    expect((await run.state()).status).toBe("complete");
    expect(await run.eventsOf("workers.started")).toHaveLength(1);
  });

  test("[D9] a fault that acts on processes waits until they have started again", async () => {
    const { run, ended, alive, hired } = await startLongHold();
    await run.send("fault", { id: "kill", scenarioId: "simple", fault: "kill" });
    await run.seen((event) => event.type === "command.accepted" && event.commandId === "kill");
    expect(await run.eventsOf("workers.started")).toHaveLength(1);
    expect(run.harms).toEqual([{ scenarioId: "simple", harm: "kill" }]);
    expect((await run.state()).status).toBe("holding");
    run.pass(KEEP_WORKERS_MS);
    await expect.poll(alive, { timeout: 10_000 }).toBe(0);
    await run.send("advance");
    expect(await ended).toBe("finished");
    expect(run.workers).toHaveLength(3 * hired);
  });

  test("[D9] a skill that cannot be started again fails its scenario, not the run", async () => {
    let broken = false;
    const { run, ended } = await startLongHold({
      openError: ({ scenarioId }) => (broken && scenarioId === "simple" ? "its data are gone" : null),
    });
    broken = true;
    await run.send("advance");
    expect(await ended).toBe("finished");
    expect((await run.state()).scenarios.map(({ status }) => status)).toEqual(["failed", "complete", "complete"]);
  });

  test("[A9] is cancelled at once, also while its workers start", async () => {
    let stuck = false;
    const { run, ended } = await startLongHold({ opening: () => (stuck ? "never" : "at once") });
    stuck = true;
    await run.send("advance");
    await run.seen(({ type }) => type === "milestone.released");
    expect((await run.state()).scenarios.map(({ pauseReason }) => pauseReason)).toEqual(Array(3).fill("worker-start"));
    await run.send("cancel");
    expect(await ended).toBe("finished");
    expect((await run.state()).status).toBe("cancelled");
  });

  test("[E2] another runner that takes it over starts no worker before it continues", async () => {
    const run = await startDrive({ hold: "presenter", milestones: [50] });
    const first = run.claimAndDrive();
    await run.seen(isGathered);
    run.stop();
    expect(await first).toBe("stopped");
    const before = run.workers.length;
    const second = run.claimAndDrive();
    await run.seen(({ type }) => type === "workers.ended");
    expect(run.workers).toHaveLength(before);
    await run.send("advance");
    expect(await second).toBe("finished");
    expect((await run.state()).status).toBe("complete");
    expect(run.workers).toHaveLength(2 * before);
  });

  test("[E2] a runner lost while the workers start is replaced by one that starts them", async () => {
    let stuck = false;
    const { run, ended } = await startLongHold({ opening: () => (stuck ? "never" : "at once") });
    stuck = true;
    await run.send("advance");
    await run.seen(({ type }) => type === "milestone.released");
    run.stop();
    expect(await ended).toBe("stopped");
    stuck = false;
    expect(await run.claimAndDrive()).toBe("finished");
    expect((await run.state()).status).toBe("complete");
  });
});
