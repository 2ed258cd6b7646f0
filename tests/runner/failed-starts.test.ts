import { describe, expect, test } from "vitest";
import type { WorkerRequest } from "../../lib/core/ports/skill-host.ts";
import { startDrive } from "./drive-harness.ts";

const killed = "The skill's process was killed by SIGKILL.";
const free = { sync: "free-running", milestones: [] } as const;
const retry = { mode: "automatic", limit: 3, backoffMs: 1 } as const;

/** The first `times` workers of medium are killed while they prepare. */
function killFirst(times: number) {
  let started = 0;
  const openError = ({ scenarioId }: WorkerRequest): string | null =>
    scenarioId === "medium" && (started += 1) <= times ? killed : null;
  return { openError };
}

describe("a worker that is killed while it prepares", () => {
  test("[D1][D4] is tried again, and the scenarios start together once it is ready", async () => {
    const run = await startDrive({ ...free, retry }, killFirst(3));
    expect(await run.claimAndDrive()).toBe("finished");
    expect((await run.state()).status).toBe("complete");
    expect(await run.eventsOf("worker.failed")).toMatchObject([
      { scenarioId: "medium", kind: "exception", message: killed, tries: 1, next: "automatic", retryInMs: 1 },
      { tries: 2, next: "automatic", retryInMs: 2 },
      { tries: 3, next: "automatic", retryInMs: 4 },
    ]);
    const [recovered] = await run.eventsOf("worker.recovered");
    const [started] = await run.eventsOf("run.started");
    expect(recovered).toMatchObject({ scenarioId: "medium", tries: 4 });
    expect(started?.seq).toBeGreaterThan(recovered?.seq ?? Infinity);
    expect(await run.eventsOf("scenario.started")).toHaveLength(3);
  });

  test("[D1][D4] fails its scenario alone when no try is left", async () => {
    const run = await startDrive({ ...free, retry: { ...retry, limit: 2 } }, killFirst(99));
    expect(await run.claimAndDrive()).toBe("finished");
    const { status, scenarios } = await run.state();
    expect(status).toBe("partial");
    expect(scenarios.map((scenario) => scenario.status)).toEqual(["complete", "failed", "complete"]);
    expect(scenarios[1]).toMatchObject({ failure: { kind: "exception", message: killed }, failedStart: null });
    expect((await run.eventsOf("worker.failed")).map(({ tries, next }) => [tries, next])).toEqual([
      [1, "automatic"],
      [2, "automatic"],
      [3, "none"],
    ]);
  });

  test("[D4] together with its siblings: all of them are one try", async () => {
    const spec = { ...free, retry: { ...retry, limit: 1 }, scenario: { concurrency: 3 } };
    const run = await startDrive(spec, killFirst(3));
    expect(await run.claimAndDrive()).toBe("finished");
    expect((await run.state()).status).toBe("complete");
    expect((await run.eventsOf("worker.failed")).map(({ tries }) => tries)).toEqual([1, 1, 1]);
    expect(run.workers).toHaveLength(9);
  });

  test("[D4] leaves its scenario with the workers that are ready", async () => {
    const spec = { ...free, retry: { ...retry, limit: 0 }, scenario: { concurrency: 2 } };
    const run = await startDrive(spec, killFirst(1));
    expect(await run.claimAndDrive()).toBe("finished");
    expect((await run.state()).status).toBe("complete");
    expect((await run.eventsOf("scenario.logged")).map(({ text }) => text)).toEqual([
      `A worker could not be started, the scenario continues without it: ${killed}`,
    ]);
  });

  test("[D4][E2] keeps its number of tries when the runner is lost", async () => {
    const spec = { ...free, retry: { ...retry, limit: 1, backoffMs: 60_000 } };
    const run = await startDrive(spec, killFirst(99));
    await run.driveUntilKilled(() => run.seen((event) => event.type === "worker.failed"));
    expect(await run.claimAndDrive()).toBe("finished");
    expect((await run.eventsOf("worker.failed")).map(({ tries, next }) => [tries, next])).toEqual([
      [1, "automatic"],
      [2, "none"],
    ]);
  });

  test("[A9] can be cancelled during its back-off", async () => {
    const run = await startDrive({ ...free, retry: { ...retry, backoffMs: 60_000 } }, killFirst(99));
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "worker.failed");
    await run.send("cancel", { scenarioId: "medium" });
    expect(await ended).toBe("finished");
    expect((await run.state()).scenarios.map(({ status }) => status)).toEqual(["complete", "cancelled", "complete"]);
  });

  test("[D1][D4] in place of a lost one is tried again, while its scenario runs", async () => {
    let started = 0;
    const run = await startDrive(
      { ...free, retry },
      {
        openError: ({ scenarioId }) => (scenarioId === "medium" && (started += 1) === 2 ? killed : null),
        outcome: ({ request, fromItem, attemptOfBatch }) =>
          request.scenarioId === "medium" && fromItem === 10 && attemptOfBatch === 1
            ? { ok: false, kind: "exception", message: killed, workerLost: true }
            : { ok: true },
        reported: ({ request, fromItem, toItem, attemptOfBatch }) =>
          request.scenarioId === "medium" && fromItem === 10 && attemptOfBatch === 1 ? 0 : toItem - fromItem,
      },
    );
    expect(await run.claimAndDrive()).toBe("finished");
    expect(await run.state()).toMatchObject({ status: "complete" });
    expect(await run.eventsOf("worker.failed")).toMatchObject([{ tries: 1, next: "automatic" }]);
    expect(await run.eventsOf("worker.recovered")).toMatchObject([{ tries: 2 }]);
  });
});
