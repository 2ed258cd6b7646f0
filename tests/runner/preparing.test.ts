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
});
