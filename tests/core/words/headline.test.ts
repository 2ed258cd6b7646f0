import { describe, expect, test } from "vitest";
import { selectHeadline } from "../../../lib/core/words/headline.ts";
import { selectNextStep } from "../../../lib/core/words/next-step.ts";
import { foldRun } from "../../../lib/core/reduce/reduce.ts";
import type { RunSpec } from "../../../lib/core/run/spec.ts";
import { joinNames } from "../../../lib/core/words/names.ts";
import { BenchRun } from "../support/bench-run.ts";
import { runSpec } from "../support/specs.ts";

const spec = runSpec({ milestones: [50, 70] });
const holdSpec = runSpec({ milestones: [50, 70], hold: "presenter" });
const started = (of: RunSpec = spec) => new BenchRun(of).start();
const headlineOf = (run: BenchRun) => selectHeadline(run.state, run.nowMs);
const atFifty = (of: RunSpec = spec) => started(of).runOn("simple").runOn("medium");

describe("the headline", () => {
  test("[F2] before the start", () => {
    const run = new BenchRun(spec);
    const queued = foldRun(run.events.slice(0, 1));
    expect(queued && selectHeadline(queued, 0)).toEqual({
      tone: "wait",
      title: "Waiting for a runner",
      detail: "the run starts as soon as one is free",
    });
    expect(headlineOf(run)).toEqual({
      tone: "wait",
      title: "Preparing",
      detail: "simple, medium and complex are preparing their data",
    });
  });

  test("[F2] running", () => {
    expect(headlineOf(started())).toEqual({
      tone: "run",
      title: "Running to 50 %",
      detail: "simple, medium and complex are running",
    });
    const justStarted = new BenchRun(spec);
    justStarted.record({ type: "run.started" });
    expect(headlineOf(justStarted)).toEqual({ tone: "run", title: "Running to 50 %", detail: "" });
    expect(headlineOf(started(runSpec({ sync: "free-running" })))).toMatchObject({ title: "Running freely" });
    expect(headlineOf(started(runSpec({ milestones: [] })))).toMatchObject({ title: "Running to the end" });
    expect(headlineOf(started(runSpec({ sync: "lock-step", milestones: [] })))).toMatchObject({ title: "Step 1 of 4" });
  });

  test("[A4] in lock-step, the scenarios that wait for others", () => {
    const run = started(runSpec({ sync: "lock-step", milestones: [] })).runOn("simple");
    expect(headlineOf(run)).toEqual({
      tone: "run",
      title: "Step 1 of 4",
      detail: "medium and complex are running; simple is waiting for the step to end",
    });
    for (const id of ["medium", "complex", "simple", "medium", "complex", "simple", "medium", "complex"])
      run.finishBatch(id);
    expect(headlineOf(run)).toMatchObject({ title: "Step 4 of 4" });
  });

  test("[A3] holding: which have arrived, and which are missing", () => {
    expect(headlineOf(started().runOn("simple"))).toEqual({
      tone: "hold",
      title: "Holding at 50 %",
      detail: "simple is waiting for medium and complex",
    });
    expect(headlineOf(atFifty())).toMatchObject({ detail: "simple and medium are waiting for complex" });
    const halted = started().runOn("simple").runOn("complex");
    halted.command({ type: "pause", scenarioId: "medium" });
    halted.finishBatch("medium");
    expect(headlineOf(halted)).toMatchObject({
      detail: "simple and complex are waiting for medium; medium is paused",
    });
  });

  test("[A5] the last seconds before the wait limit are counted down", () => {
    expect(headlineOf(atFifty().tick(50_000))).toMatchObject({
      detail: "simple and medium are waiting for complex, up to 10 s more",
    });
    const inStep = started(runSpec({ sync: "lock-step", milestones: [25] }))
      .runOn("simple")
      .tick(55_000);
    expect(headlineOf(inStep)).toMatchObject({
      title: "Holding at 25 %",
      detail: "simple is waiting for medium and complex",
    });
  });

  test("[A8] all have arrived, and the presenter opens", () => {
    expect(headlineOf(atFifty(holdSpec).runOn("complex"))).toEqual({
      tone: "hold",
      title: "Everyone is at 50 %",
      detail: "waiting for the presenter",
    });
    expect(headlineOf(atFifty(holdSpec).fatal("complex", "memory", "secret"))).toMatchObject({
      title: "All others are at 50 %",
      detail: "waiting for the presenter; complex ran out of memory",
    });
    expect(headlineOf(atFifty(holdSpec).tick(60_001))).toEqual({
      tone: "hold",
      title: "Holding at 50 %",
      detail: "wait limit reached for complex; waiting for the presenter",
    });
    const run = atFifty();
    run.bench("complex").inFlight = [];
    run.bench("complex").freeWorkers = 0;
    run.record({
      type: "milestone.reached",
      scenarioId: "complex",
      percent: 50,
      totals: { ...run.scenario("simple").totals, itemsDone: 20 },
    });
    expect(headlineOf(run)).toMatchObject({ title: "Everyone is at 50 %", detail: "releasing" });
  });

  test("[A9] paused, one or all", () => {
    const run = started(runSpec({ sync: "free-running" }));
    run.command({ type: "pause", scenarioId: "simple" });
    run.finishBatch("simple");
    expect(headlineOf(run)).toMatchObject({ tone: "run", detail: "medium and complex are running; simple is paused" });
    run.command({ type: "pause" });
    run.runOn("medium").runOn("complex");
    expect(headlineOf(run)).toEqual({
      tone: "hold",
      title: "Paused",
      detail: "the presenter has paused every scenario",
    });
  });

  test("[E2] interrupted, and recovering", () => {
    const run = started();
    run.record({ type: "run.interrupted", reason: "shutdown" });
    expect(headlineOf(run)).toMatchObject({ tone: "wait", title: "Interrupted" });
    run.crash();
    expect(headlineOf(run)).toEqual({
      tone: "wait",
      title: "Recovering",
      detail: "simple, medium and complex are resuming after an interruption; completed work is saved",
    });
  });

  test("[D1][G12] a failure is described by its kind, never by its message", () => {
    const run = started().fatal("complex", "memory", "secret");
    expect(headlineOf(run)).toMatchObject({ detail: "simple and medium are running; complex ran out of memory" });
  });

  test("[D10] every kind of end", () => {
    const free = runSpec({ sync: "free-running", milestones: [] });
    const complete = started(free).runOn("simple").runOn("medium").runOn("complex");
    expect(headlineOf(complete)).toEqual({
      tone: "good",
      title: "Complete",
      detail: "simple, medium and complex are all done",
    });
    const partial = started(free).fatal("simple", "timeout", "secret").runOn("medium");
    partial.command({ type: "cancel", scenarioId: "complex" });
    expect(headlineOf(partial)).toEqual({
      tone: "bad",
      title: "Ended with partial results",
      detail: "medium is complete; simple took too long; complex was cancelled",
    });
    const cancelled = started(free);
    cancelled.command({ type: "cancel" });
    expect(headlineOf(cancelled)).toEqual({ tone: "bad", title: "Cancelled", detail: "completed work is saved" });
    const failed = started(free);
    for (const id of ["simple", "medium", "complex"]) failed.fatal(id, "memory", "secret");
    expect(headlineOf(failed)).toMatchObject({
      title: "Failed",
      detail: "simple, medium and complex ran out of memory",
    });
    expect(selectHeadline({ ...failed.state, scenarios: [] }, 0)).toMatchObject({
      detail: "completed work is saved",
    });
    const beforeLast = foldRun(complete.events.slice(0, -1));
    expect(beforeLast && selectHeadline(beforeLast, 0)).toMatchObject({ tone: "run", title: "Finishing" });
  });
});

describe("the next step", () => {
  const nothing = (label: string) => ({ percent: null, label, canAdvance: false, waitingFor: [] });

  test("[A8] names the target, the missing scenarios, and when the presenter must act", () => {
    expect(selectNextStep(atFifty(holdSpec).state)).toEqual({
      percent: 50,
      label: "Advance to 70 %",
      canAdvance: false,
      waitingFor: ["complex"],
    });
    const gathered = atFifty(holdSpec).runOn("complex");
    expect(selectNextStep(gathered.state)).toEqual({
      percent: 50,
      label: "Advance to 70 %",
      canAdvance: true,
      waitingFor: [],
    });
    gathered.command({ type: "advance" });
    expect(selectNextStep(gathered.state)).toMatchObject({
      percent: 70,
      label: "Advance to the end",
      canAdvance: false,
    });
    expect(selectNextStep(atFifty(holdSpec).tick(60_001).state)).toMatchObject({
      canAdvance: true,
      waitingFor: ["complex"],
    });
  });

  test("[A8] without hold-for-me the presenter never has to act, but Release now has its milestone", () => {
    expect(selectNextStep(atFifty().state)).toMatchObject({ percent: 50, canAdvance: false });
  });

  test("[A4] in lock-step a milestone beyond the next step cannot be released yet", () => {
    const run = started(runSpec({ sync: "lock-step", milestones: [50], hold: "presenter" })).runOn("simple");
    expect(selectNextStep(run.state)).toMatchObject({ percent: null, label: "Advance to the end", canAdvance: false });
  });

  test("[A2] without holds there is nothing to advance", () => {
    expect(selectNextStep(new BenchRun(spec).state)).toEqual(nothing("Starts automatically"));
    expect(selectNextStep(started(runSpec({ sync: "free-running" })).state)).toEqual(
      nothing("Runs to the end without holds"),
    );
    expect(selectNextStep(started(runSpec({ milestones: [] })).state)).toEqual(nothing("Runs to the end"));
    const ended = started();
    ended.command({ type: "cancel" });
    expect(selectNextStep(ended.state)).toEqual(nothing("The run has ended"));
  });
});

test("[F2] names are joined as in prose", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(joinNames)).toEqual(["", "a", "a and b", "a, b and c"]);
});

describe("descriptions of recovery", () => {
  const retry = { mode: "presenter", limit: 2, backoffMs: 500 } as const;
  const free = { sync: "free-running", milestones: [] } as const;

  test("[D1][D2][D4] a hold's text ends with anything unusual and with the lost scenarios", () => {
    const run = started().fatal("simple", "exception", "secret").runOn("medium");
    expect(headlineOf(run)).toMatchObject({
      title: "Holding at 50 %",
      detail: "medium is waiting for complex; simple has failed",
    });
    run.tick(55_000);
    expect(headlineOf(run).detail).toMatch(/ for complex, up to \d s more; simple has failed$/);
    const retrying = started(runSpec({ milestones: [50, 70], retry: { ...retry, mode: "automatic" } })).runOn("simple");
    retrying.breakBatch("medium", "exception", "secret");
    expect(headlineOf(retrying).detail).toBe(
      "simple is waiting for medium and complex; medium is retrying a failed batch",
    );
    run.command({ type: "retry", scenarioId: "simple" });
    expect(headlineOf(run).detail).toContain("; simple is being retried, attempt 2");
  });

  test("[D7][D1] the attempt at reduced load is described once, also during a hold", () => {
    const run = started(runSpec({ milestones: [50, 70], reducedLoad: true }));
    for (const id of ["simple", "medium", "complex"]) run.fatal(id, "timeout", "secret");
    run.settle();
    expect(headlineOf(run)).toMatchObject({
      title: "Running to 50 %",
      detail: "all failed: retrying at reduced load",
    });
    run.runOn("simple");
    expect(headlineOf(run).detail).toBe(
      "simple is waiting for medium and complex; all failed: retrying at reduced load",
    );
  });

  test("[D4] a scenario that waits for the presenter takes precedence", () => {
    const run = started(runSpec({ milestones: [50, 70], retry }))
      .runOn("simple")
      .breakBatch("medium", "exception", "secret");
    expect(headlineOf(run)).toEqual({
      tone: "hold",
      title: "medium waits for the presenter",
      detail: "a batch failed: it can be retried or skipped",
    });
    expect(selectNextStep(run.state)).toMatchObject({ label: "Retry or skip: medium", canAdvance: false });
    const alone = started(runSpec({ ...free, retry })).breakBatch("medium", "exception", "secret");
    expect(selectNextStep(alone.state).label).toBe("Retry or skip: medium");
    const late = started(runSpec({ milestones: [], retry })).breakBatch("medium", "exception", "secret");
    expect(selectNextStep(late.state).label).toBe("Retry or skip: medium");
  });

  test("[D4][D9] automatic retries and injected faults", () => {
    const run = started(runSpec({ ...free, retry: { ...retry, mode: "automatic" } }));
    run.breakBatch("medium", "exception", "secret");
    run.command({ type: "fault", scenarioId: "simple", fault: "slow" });
    run.command({ type: "fault", scenarioId: "complex", fault: "fail" });
    expect(headlineOf(run).detail).toBe(
      "simple, medium and complex are running; medium is retrying a failed batch; simple is slowed down on purpose; complex is made to fail on purpose",
    );
  });

  test("[D2] a new attempt, during the run and after its end", () => {
    const run = started(runSpec(free)).breakBatch("medium", "exception", "secret");
    run.command({ type: "retry", scenarioId: "medium" });
    expect(headlineOf(run).detail).toBe("simple and complex are running; medium is being retried, attempt 2");
    run.breakBatch("medium", "exception", "secret").runOn("simple").runOn("complex");
    expect(selectNextStep(run.state).label).toBe("The run has ended; medium can be retried");
    run.command({ type: "retry" });
    expect(headlineOf(run)).toMatchObject({ tone: "run", detail: "medium is being retried, attempt 3" });
  });

  test("[F8] a stall, with its seconds", () => {
    const run = started(runSpec(free));
    run.bench("medium").quietSinceMs = 0;
    run.settle().tick(7_000);
    expect(headlineOf(run).detail).toContain(
      "simple, medium and complex are running; medium has made no progress for 7 s",
    );
  });

  test("[J4] the cap", () => {
    const run = started(runSpec({ ...free, costCap: { unit: "busy-seconds", limit: 0.05 } })).finishBatch("simple");
    expect(headlineOf(run)).toEqual({
      tone: "bad",
      title: "Stopped: spending limit reached",
      detail: "completed work is saved",
    });
    expect(selectNextStep(run.state).label).toBe("The run has ended");
  });
});
