import { describe, expect, test } from "vitest";
import { KEEP_WORKERS_MS } from "../../../lib/core/decide/idle-workers.ts";
import { computeElapsedMs } from "../../../lib/core/run/elapsed.ts";
import { areWorkersEnded } from "../../../lib/core/run/run-status.ts";
import { describeEvent } from "../../../lib/core/words/describe-event.ts";
import { selectHeadline } from "../../../lib/core/words/headline.ts";
import { BenchRun } from "../support/bench-run.ts";
import { runSpec } from "../support/specs.ts";

/** All scenarios are on hold at 50 %. */
function hold(spec: Parameters<typeof runSpec>[0] = {}): BenchRun {
  const run = new BenchRun(runSpec({ hold: "presenter", milestones: [50], ...spec })).start();
  while (run.state.status !== "holding") for (const id of run.benches.keys()) run.runOn(id);
  return run;
}

describe("the workers of a run that only waits", () => {
  test("[A9] are kept for a minute, ended once, and started again when the run continues", () => {
    const run = hold();
    expect(run.wakeAtMs).toBe(run.nowMs + KEEP_WORKERS_MS + 1);
    run.tick(KEEP_WORKERS_MS - 1);
    expect(run.factsOf("workers.ended")).toEqual([]);
    run.tick(1).tick(3_600_000);
    expect(run.factsOf("workers.ended")).toHaveLength(1);
    const before = run.state.scenarios.map((scenario) => computeElapsedMs(scenario, run.nowMs));
    run.command({ type: "advance" });
    expect(run.factsOf("workers.started")).toHaveLength(1);
    expect(run.state.scenarios.map(({ status }) => status)).toEqual(["running", "running", "running"]);
    expect(run.state.scenarios.map((scenario) => computeElapsedMs(scenario, run.nowMs))).toEqual(before);
  });

  test("[A9] are kept while one scenario still runs", () => {
    const run = new BenchRun(runSpec({ hold: "presenter", milestones: [50], waitLimitMs: 3_600_000 })).start();
    run
      .runOn("simple")
      .runOn("medium")
      .tick(KEEP_WORKERS_MS / 2);
    expect(run.state.status).toBe("running");
    expect(run.factsOf("workers.ended")).toEqual([]);
  });

  test("[A9] are not ended while one of them prepares", () => {
    const run = hold();
    run.startingIn("simple", 1);
    run.tick(KEEP_WORKERS_MS);
    expect([run.factsOf("workers.ended").length, run.wakeAtMs]).toEqual([0, null]);
    run.startingIn("simple", 0);
    run.settle();
    expect(run.factsOf("workers.ended")).toHaveLength(1);
  });

  test("[A9] a released scenario waits until all of them are ready, and its page says so", () => {
    const run = hold().tick(KEEP_WORKERS_MS);
    run.startsSlowly = true;
    run.command({ type: "advance" });
    expect(run.state.status).toBe("running");
    expect(run.state.scenarios.map(({ pauseReason }) => pauseReason)).toEqual(Array(3).fill("worker-start"));
    expect(selectHeadline(run.state, run.nowMs)).toMatchObject({ tone: "wait", title: "Continuing in a moment" });
    run.tick(2_000);
    for (const id of run.benches.keys()) run.startingIn(id, 0);
    run.readyAll();
    expect(run.state.scenarios.map(({ status }) => status)).toEqual(["running", "running", "running"]);
    expect(run.state.scenarios[0]?.spans.find(({ kind }) => kind === "worker-start")).toMatchObject({
      toMs: run.nowMs,
    });
  });

  test("[A12] a scenario that is paused meanwhile stays paused", () => {
    const run = hold().tick(KEEP_WORKERS_MS);
    run.startsSlowly = true;
    run.command({ type: "advance" });
    run.command({ type: "pause", scenarioId: "simple" });
    for (const id of run.benches.keys()) run.startingIn(id, 0);
    run.readyAll();
    expect(run.state.scenarios.map(({ status }) => status)).toEqual(["paused", "running", "running"]);
  });

  test("[D2] start as soon as a new attempt continues, before the gate opens", () => {
    const run = new BenchRun(runSpec({ hold: "presenter", milestones: [50] })).start();
    run.breakBatch("simple", "exception", "boom").runOn("medium").runOn("complex");
    run.tick(KEEP_WORKERS_MS);
    expect(areWorkersEnded(run.state)).toBe(true);
    run.command({ type: "retry", scenarioId: "simple" });
    expect(areWorkersEnded(run.state)).toBe(false);
    expect(run.state.scenarios.map(({ status }) => status)).toEqual(["running", "paused", "paused"]);
  });

  test("[A4] are lent only when they are back", () => {
    const run = hold({ sync: "lock-step" }).tick(KEEP_WORKERS_MS);
    run.command({ type: "cancel", scenarioId: "simple" });
    expect(run.factsOf("workers.lent")).toEqual([]);
    run.command({ type: "advance" });
    expect(run.factsOf("workers.lent")).toHaveLength(1);
  });

  test("[D2] a retry after the end of the run begins with workers of its own", () => {
    const run = new BenchRun(runSpec({ hold: "presenter", milestones: [50] })).start();
    run.breakBatch("simple", "exception", "boom").runOn("medium").runOn("complex");
    run.tick(KEEP_WORKERS_MS);
    run.command({ type: "cancel" });
    run.command({ type: "retry" });
    expect(areWorkersEnded(run.state)).toBe(false);
    expect(run.factsOf("workers.started")).toEqual([]);
  });

  test("[F6] have a line in the log when they end and start", () => {
    const run = hold().tick(KEEP_WORKERS_MS);
    run.command({ type: "advance" });
    const lines = [...run.factsOf("workers.ended"), ...run.factsOf("workers.started")];
    expect(lines.map((event) => describeEvent(event, run.state))).toEqual([
      "the workers are stopped while the run waits; they start again when it continues",
      "the workers have started again",
    ]);
  });
});
