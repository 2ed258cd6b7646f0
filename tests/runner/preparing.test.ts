import { describe, expect, test } from "vitest";
import { startDrive } from "./drive-harness.ts";

/** One scenario's skill never gets ready: what the run can still be told while it prepares. */
const startStuck = () =>
  startDrive({}, { opening: ({ scenarioId }) => (scenarioId === "complex" ? "never" : "at once") });

describe("a run whose skill does not get ready", () => {
  test("[A9] is cancelled at once", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    await run.send("cancel");
    expect(await ended).toBe("finished");
    expect((await run.state()).status).toBe("cancelled");
    expect(await run.eventsOf("run.started")).toHaveLength(0);
  });

  test("[A9] goes on without the scenario that was cancelled", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    await run.send("cancel", { scenarioId: "complex" });
    expect(await ended).toBe("finished");
    expect((await run.state()).scenarios.map(({ status }) => status)).toEqual(["complete", "complete", "cancelled"]);
  });

  test("[O5] stops in order, so that the stop counts as no crash", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    run.stop();
    expect(await ended).toBe("stopped");
    expect((await run.state()).interrupted).toBe(true);
  });

  test("[E2] lets go when another runner has it", async () => {
    const run = await startStuck();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    run.abandon();
    expect(await ended).toBe("lost");
  });

  test("[A12] a pause that came while it prepared takes effect once it has started", async () => {
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
