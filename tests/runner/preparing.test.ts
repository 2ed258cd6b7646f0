import { describe, expect, test } from "vitest";
import { startDrive } from "./drive-harness.ts";

/** A run in which one scenario's skill never becomes ready. */
const startStuck = () =>
  startDrive({}, { opening: ({ scenarioId }) => (scenarioId === "complex" ? "never" : "at once") });

describe("a run whose skill does not become ready", () => {
  test("[A9] is cancelled at once", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    await run.send("cancel");
    expect(await ended).toBe("finished");
    expect((await run.state()).status).toBe("cancelled");
    expect(await run.eventsOf("run.started")).toHaveLength(0);
  });

  test("[A9] continues without the cancelled scenario", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    await run.send("cancel", { scenarioId: "complex" });
    expect(await ended).toBe("finished");
    expect((await run.state()).scenarios.map(({ status }) => status)).toEqual(["complete", "complete", "cancelled"]);
  });

  test("[O5] stops gracefully, so that the stop does not count as a crash", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    run.stop();
    expect(await ended).toBe("stopped");
    expect((await run.state()).interrupted).toBe(true);
  });

  test("[E2] is released when another runner owns it", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    run.abandon();
    expect(await ended).toBe("lost");
  });

  test("[A12] a pause requested during preparation takes effect after the start", async () => {
    const run = await startDrive(
      { sync: "free-running" },
      { gate: () => new Promise((resolve) => setTimeout(resolve, 5)) },
    );
    await run.send("pause");
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "scenario.paused" && event.reason === "user-halt");
    await run.send("resume");
    expect(await ended).toBe("finished");
    expect((await run.state()).status).toBe("complete");
  });

  test("[A12][A9] a cancel is quick and does not overtake earlier clicks, which are answered before it", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    await run.send("pause", { id: "click_1", scenarioId: "simple" });
    await run.send("advance", { id: "click_2", percent: 30 });
    await run.send("cancel", { id: "click_3" });
    expect(await ended).toBe("finished");
    expect((await run.state()).commands.map(({ commandId, outcome, code }) => [commandId, outcome, code])).toEqual([
      ["click_1", "refused", "not-started"],
      ["click_2", "refused", "not-holding"],
      ["click_3", "accepted", null],
    ]);
  });

  test("[A12][A9] a cancel of one scenario leaves earlier clicks for others until the start", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    await run.send("pause", { id: "click_1", scenarioId: "simple" });
    await run.send("cancel", { id: "click_2", scenarioId: "complex" });
    await run.seen((event) => event.type === "scenario.paused" && event.reason === "user-halt");
    await run.send("resume", { id: "click_3", scenarioId: "simple" });
    expect(await ended).toBe("finished");
    expect((await run.state()).commands.map(({ commandId, outcome }) => [commandId, outcome])).toEqual([
      ["click_2", "accepted"],
      ["click_1", "accepted"],
      ["click_3", "accepted"],
    ]);
  });

  test("[A12][E2] after a takeover at a hold, an advance takes effect before the cancel that follows it", async () => {
    let isStuck = false;
    const run = await startDrive(
      { hold: "presenter", milestones: [50] },
      { opening: () => (isStuck ? "never" : "at once") },
    );
    const first = run.claimAndDrive();
    await run.seen((event) => event.type === "milestone.gathered");
    run.abandon();
    expect(await first).toBe("lost");
    isStuck = true;
    await run.send("advance", { id: "click_1", percent: 50 });
    await run.send("cancel", { id: "click_2" });
    expect(await run.claimAndDrive()).toBe("finished");
    expect((await run.state()).commands.map(({ commandId, outcome }) => [commandId, outcome])).toEqual([
      ["click_1", "accepted"],
      ["click_2", "accepted"],
    ]);
    expect((await run.state()).releases).toMatchObject([{ percent: 50, reason: "presenter" }]);
    expect((await run.state()).status).toBe("cancelled");
  });
});
