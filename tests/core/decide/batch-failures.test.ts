import { describe, expect, test } from "vitest";
import { BenchRun, presenter } from "../support/bench-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const scenarios = [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 5 })];
const automatic = { mode: "automatic", limit: 2, backoffMs: 500 } as const;
const byWord = { mode: "presenter", limit: 2, backoffMs: 500 } as const;
const free = { sync: "free-running", milestones: [], scenarios } as const;
const accepted = { type: "command.accepted" };

describe("automatic retries", () => {
  test("[D4] a failed batch is retried after a doubling back-off, while other batches continue", () => {
    const run = new BenchRun(runSpec({ ...free, retry: automatic })).start();
    run.breakBatch("small", "exception", "boom", 2);
    expect(run.factsOf("batch.failed")).toMatchObject([
      { fromItem: 2, toItem: 5, kind: "exception", message: "boom", tries: 1, next: "automatic", retryAtMs: 500 },
    ]);
    expect(run.bench("small").inFlight).toEqual([[5, 10]]);
    run.finishBatch("small");
    expect(run.bench("small").inFlight).toEqual([]);
    expect(run.wakeAtMs).toBe(501);
    run.tick(501).breakBatch("small", "timeout", "slow", 1);
    expect(run.factsOf("batch.failed")[1]).toMatchObject({ fromItem: 3, toItem: 5, tries: 2, retryAtMs: 1_501 });
    expect(run.scenario("small").brokenBatches).toMatchObject([{ fromItem: 3, tries: 2, kind: "timeout" }]);
  });

  test("[D4] a batch that succeeds in the end reports its tries, and nothing has failed", () => {
    const run = new BenchRun(runSpec({ ...free, retry: automatic })).start();
    run.breakBatch("small", "exception", "boom").finishBatch("small").tick(501).finishBatch("small");
    expect(run.factsOf("batch.recovered")).toMatchObject([{ fromItem: 0, toItem: 5, tries: 2 }]);
    expect(run.scenario("small")).toMatchObject({
      status: "complete",
      brokenBatches: [],
      totals: { itemsOk: 10, itemsFailed: 0 },
    });
  });

  test("[D4][D5] after the last try its items count as failed, and the tolerance decides", () => {
    const tolerant = scenarios.map((scenario) => ({ ...scenario, errorTolerance: 0.5 }));
    const run = new BenchRun(runSpec({ ...free, scenarios: tolerant, retry: { ...automatic, limit: 1 } })).start();
    run
      .breakBatch("small", "exception", "boom")
      .finishBatch("small")
      .tick(501)
      .breakBatch("small", "exception", "boom");
    expect(run.factsOf("batch.failed")[1]).toMatchObject({ tries: 2, next: "none", retryAtMs: null });
    expect(run.scenario("small")).toMatchObject({ status: "complete", totals: { itemsOk: 5, itemsFailed: 5 } });
    const strict = new BenchRun(runSpec({ ...free, retry: { ...automatic, limit: 0 } })).start();
    strict.breakBatch("small", "validation", "No number");
    expect(strict.scenario("small").failure).toEqual({
      kind: "validation",
      message:
        "5 of 10 items failed, 0 allowed: No number (5×). Allow more with --scenario small.errorTolerance=SHARE.",
    });
  });

  test("[D4][D6] memory failures are retried too; after the last try they fail the scenario regardless of the tolerance", () => {
    const tolerant = scenarios.map((scenario) => ({ ...scenario, errorTolerance: 1 }));
    const run = new BenchRun(runSpec({ ...free, scenarios: tolerant, retry: { ...automatic, limit: 1 } })).start();
    run.breakBatch("small", "memory", "300 MB of 256");
    expect(run.scenario("small").status).toBe("running");
    run.finishBatch("small").tick(501).breakBatch("small", "memory", "300 MB of 256");
    expect(run.scenario("small")).toMatchObject({
      status: "failed",
      failure: { kind: "memory", message: "300 MB of 256" },
      totals: { itemsDone: 5, itemsFailed: 0 },
    });
  });

  test("[D4][A6] a retry includes only the failed items", () => {
    const run = new BenchRun(runSpec({ ...free, retry: automatic })).start();
    run.breakBatch("large", "exception", "boom", 3).finishBatch("large").tick(501);
    run.finishBatch("large");
    expect(run.bench("large").inFlight).toEqual([[3, 5]]);
  });

  test("[D4] a milestone waits for batches that are retried", () => {
    const run = new BenchRun(runSpec({ scenarios, milestones: [50], retry: automatic })).start();
    run.breakBatch("small", "exception", "boom").runOn("large");
    expect(run.scenario("small").status).toBe("running");
    expect(run.scenario("large").pauseReason).toBe("sync-point");
    run.tick(501).finishBatch("small");
    expect(run.factsOf("milestone.released")).toMatchObject([{ percent: 50, reason: "all-arrived" }]);
  });

  test("[D4][E2] a new runner continues with the number of tries so far", () => {
    const run = new BenchRun(runSpec({ ...free, retry: automatic })).start();
    run.breakBatch("small", "exception", "boom");
    run.crash();
    run.readyAll();
    expect(run.bench("small").inFlight).toEqual([[5, 10]]);
    run.finishBatch("small").tick(501).breakBatch("small", "exception", "boom");
    expect(run.factsOf("batch.failed")[1]).toMatchObject({ fromItem: 0, toItem: 5, tries: 2 });
  });

  test("[D4] retry makes the next try due at once", () => {
    const run = new BenchRun(runSpec({ ...free, retry: automatic })).start();
    run.breakBatch("small", "exception", "boom").finishBatch("small");
    expect(run.command({ type: "retry", scenarioId: "small" })).toMatchObject(accepted);
    expect(run.factsOf("batch.retried")).toMatchObject([{ fromItem: 0, toItem: 5, actor: presenter }]);
    expect(run.bench("small").inFlight).toEqual([[0, 5]]);
  });
});

describe("retries at the presenter's request", () => {
  const waiting = () =>
    new BenchRun(runSpec({ ...free, retry: byWord })).start().breakBatch("small", "exception", "boom").tick(4_000);

  test("[D4][A9] the scenario waits, starts nothing, and its wait does not count in elapsed time", () => {
    const run = waiting();
    expect(run.scenario("small")).toMatchObject({ status: "paused", pauseReason: "retry" });
    expect(run.bench("small").inFlight).toEqual([]);
    expect(run.factsOf("batch.failed")).toMatchObject([{ tries: 1, next: "presenter", retryAtMs: null }]);
    run.runOn("large");
    expect(run.state.status).toBe("holding");
    run.tick(60_000).command({ type: "retry", scenarioId: "small" });
    run.runOn("small");
    expect(run.scenario("small")).toMatchObject({ status: "complete", totals: { elapsedMs: 0, itemsOk: 10 } });
  });

  test("[D4] it waits until the batches in flight have ended", () => {
    const two = [scenarioSpec("small", 20, { batchSize: 5, concurrency: 2 }), scenarioSpec("large", 20)];
    const run = new BenchRun(runSpec({ ...free, scenarios: two, retry: byWord })).start();
    run.breakBatch("small", "exception", "boom");
    expect(run.scenario("small").status).toBe("running");
    expect(run.bench("small").inFlight).toEqual([[5, 10]]);
    expect(run.finishBatch("small").scenario("small").pauseReason).toBe("retry");
  });

  test("[D4] retry of all resumes it and retries at once", () => {
    const run = waiting();
    expect(run.command({ type: "retry" })).toMatchObject(accepted);
    expect(run.scenario("small").status).toBe("running");
    expect(run.bench("small").inFlight).toEqual([[0, 5]]);
  });

  test("[D4] skip counts the waiting items as failed and continues", () => {
    const run = waiting();
    expect(run.command({ type: "skip", scenarioId: "small" })).toMatchObject(accepted);
    expect(run.factsOf("batch.failed")[1]).toMatchObject({ tries: 1, next: "none", actor: presenter });
    expect(run.scenario("small").failure).toMatchObject({
      message: expect.stringContaining("5 of 10 items failed, 0 allowed: boom (5×)"),
    });
  });

  test("[D4][A9] a presenter's pause takes precedence, and the retry command is kept", () => {
    const run = waiting();
    expect(run.command({ type: "resume", scenarioId: "small" })).toMatchObject({ code: "not-paused" });
    run.command({ type: "pause", scenarioId: "small" });
    run.command({ type: "retry", scenarioId: "small" });
    expect(run.scenario("small").pauseReason).toBe("user-halt");
    run.command({ type: "resume", scenarioId: "small" });
    expect(run.bench("small").inFlight).toEqual([[0, 5]]);
  });

  test("[D4][A12] without failures there is nothing to retry or skip", () => {
    const run = new BenchRun(runSpec({ ...free, retry: byWord })).start();
    for (const type of ["retry", "skip"] as const) {
      expect(run.command({ type, scenarioId: "small" })).toMatchObject({ code: "nothing-failed" });
      expect(run.command({ type, scenarioId: "nobody" })).toMatchObject({ code: "unknown-scenario" });
    }
    run.runOn("small");
    expect(run.command({ type: "skip", scenarioId: "small" })).toMatchObject({ code: "already-ended" });
    expect(run.command({ type: "retry", scenarioId: "small" })).toMatchObject({
      code: "already-ended",
      message: "small ended without a failure: there is nothing to retry.",
    });
  });
});
