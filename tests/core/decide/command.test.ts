import { describe, expect, test } from "vitest";
import type { RunCommand } from "../../../lib/core/run/commands.ts";
import { decideCommand, refuseAfterEnd } from "../../../lib/core/decide/decide.ts";
import { BenchRun, presenter } from "../support/bench-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const scenarios = [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 5 })];
const spec = runSpec({ scenarios, milestones: [50, 90] });
const accepted = { type: "command.accepted" };
const refused = (code: string, message?: string) => ({
  type: "command.refused",
  code,
  ...(message === undefined ? {} : { message }),
});

describe("advance", () => {
  test("[A8] while a scenario is missing it is refused and names it; Release now opens", () => {
    const run = new BenchRun(spec).start().runOn("small");
    expect(run.command({ type: "advance", percent: 50 })).toMatchObject(
      refused("still-waiting", "Still waiting for large. Release now opens it without waiting."),
    );
    expect(run.command({ type: "advance", percent: 50, force: true })).toMatchObject(accepted);
    expect(run.factsOf("milestone.released")).toMatchObject([
      { reason: "presenter", actor: presenter, arrived: ["small"], awaited: ["large"] },
    ]);
  });

  test("[A8] Release now opens the next milestone before any scenario has arrived", () => {
    const run = new BenchRun(spec).start();
    expect(run.command({ type: "advance", percent: 50 })).toMatchObject(
      refused("not-holding", "No scenario is waiting at 50 % yet."),
    );
    expect(run.command({ type: "advance", percent: 50, force: true })).toMatchObject(accepted);
    expect(run.factsOf("milestone.released")).toMatchObject([
      { waitedMs: 0, arrived: [], awaited: ["small", "large"] },
    ]);
  });

  test("[A9] while everything is paused no gate opens, not even by Release now; after the resume it does", () => {
    const run = new BenchRun({ ...spec, hold: "presenter" }).start().runOn("small").runOn("large");
    run.command({ type: "pause" });
    expect(run.state.status).toBe("paused");
    const message = "The run is paused: resume it, then advance.";
    expect(run.command({ type: "advance", percent: 50 })).toMatchObject(refused("run-paused", message));
    expect(run.command({ type: "advance", percent: 50, force: true })).toMatchObject(refused("run-paused", message));
    run.command({ type: "resume" });
    expect(run.command({ type: "advance", percent: 50, force: true })).toMatchObject(accepted);
  });

  test("[A9] one paused scenario does not keep the others at the gate", () => {
    const run = new BenchRun(spec).start().runOn("small");
    run.command({ type: "pause", scenarioId: "large" });
    expect(run.command({ type: "advance", percent: 50, force: true })).toMatchObject(accepted);
  });

  test("[A13] a late or repeated click releases no second milestone", () => {
    const run = new BenchRun(spec).start();
    run.command({ type: "advance", percent: 50, force: true });
    expect(run.command({ type: "advance", percent: 50, force: true })).toMatchObject(
      refused("already-released", "50 % has already been released."),
    );
    expect(run.state.releasedGates).toBe(1);
  });

  test("[A13] the same click is answered once", () => {
    const run = new BenchRun(spec).start();
    const click: RunCommand = {
      id: "c",
      runId: "run_1",
      type: "pause",
      scenarioId: "small",
      percent: null,
      force: false,
      fault: null,
      actor: presenter,
    };
    run.command(click);
    expect(decideCommand(run.view, click)).toEqual([]);
  });

  test("[A12] only the next milestone can be advanced, and only one of this run", () => {
    const run = new BenchRun(spec).start();
    expect(run.command({ type: "advance", percent: 90, force: true })).toMatchObject(
      refused("not-holding", "90 % is not the next milestone to release."),
    );
    expect(run.command({ type: "advance", percent: 42 })).toMatchObject(
      refused("unknown-milestone", "This run has no milestone at 42 %; its milestones are 50 % and 90 %."),
    );
    const bare = new BenchRun(runSpec({ scenarios, milestones: [] })).start();
    expect(bare.command({ type: "advance", percent: 50 })).toMatchObject(
      refused("unknown-milestone", "This run has no milestone at 50 %; it has no milestones."),
    );
  });

  test("[A12] nothing is advanced before the start", () => {
    expect(new BenchRun(spec).command({ type: "advance", percent: 50, force: true })).toMatchObject(
      refused("not-holding"),
    );
  });

  test("[A8] without a percent it is the milestone at which a scenario waits", () => {
    const run = new BenchRun(runSpec({ scenarios, milestones: [50], hold: "presenter" })).start();
    expect(run.command({ type: "advance" })).toMatchObject(
      refused("not-holding", "No scenario is waiting at a milestone."),
    );
    run.runOn("small").runOn("large");
    expect(run.command({ type: "advance" })).toMatchObject(accepted);
    expect(run.state.releases).toMatchObject([{ percent: 50, reason: "presenter", actor: presenter }]);
  });

  test("[A13] after the first release, an advance without a percent is refused and says what to send", () => {
    const run = new BenchRun(runSpec({ scenarios, milestones: [50, 90], hold: "presenter" })).start();
    run.runOn("small").runOn("large");
    // two scripts advance at the same hold, and the second one is slow
    expect(run.command({ type: "advance" })).toMatchObject(accepted);
    expect(run.command({ type: "advance" })).toMatchObject(refused("not-holding"));
    run.runOn("small").runOn("large");
    expect(run.command({ type: "advance", force: true })).toMatchObject(
      refused(
        "milestone-unnamed",
        "The run now waits at 90 %, after an earlier milestone: send milestone 90 to release this one.",
      ),
    );
    expect(run.state.releases.map(({ percent }) => percent)).toEqual([50]);
    expect(run.command({ type: "advance", percent: 90 })).toMatchObject(accepted);
  });

  test("[A8] once the wait limit is reached, a plain advance opens although a scenario is missing", () => {
    const run = new BenchRun(runSpec({ scenarios, milestones: [50], hold: "presenter" }))
      .start()
      .runOn("small")
      .tick(60_001);
    expect(run.command({ type: "advance", percent: 50 })).toMatchObject(accepted);
    expect(run.factsOf("milestone.released")).toMatchObject([{ reason: "presenter", awaited: ["large"] }]);
  });

  test("[A4] in lock-step a milestone opens only when it is the next gate, with its step", () => {
    const run = new BenchRun(runSpec({ sync: "lock-step", hold: "presenter", scenarios, milestones: [50] })).start();
    run.runOn("small");
    expect(run.command({ type: "advance" })).toMatchObject(refused("not-holding"));
    expect(run.command({ type: "advance", percent: 50, force: true })).toMatchObject(refused("not-holding"));
    run.runOn("large").runOn("small").runOn("large");
    expect(run.state.barrier).toMatchObject({ gathered: "all-arrived" });
    expect(run.command({ type: "advance", percent: 50 })).toMatchObject(accepted);
    expect(run.factsOf("step.released").map(({ step, reason }) => [step, reason])).toEqual([
      [1, "all-arrived"],
      [2, "presenter"],
    ]);
  });

  test("[A2] free-running never waits, so there is nothing to advance", () => {
    const run = new BenchRun(runSpec({ sync: "free-running" })).start();
    expect(run.command({ type: "advance", percent: 30, force: true })).toMatchObject(
      refused("not-holding", "Free-running scenarios never wait: there is nothing to advance."),
    );
  });
});

describe("pause and resume", () => {
  test("[A9] a pause takes effect when the batches in flight have ended", () => {
    const run = new BenchRun(spec).start();
    expect(run.command({ type: "pause", scenarioId: "small" })).toMatchObject(accepted);
    expect(run.scenario("small")).toMatchObject({ status: "running", pausing: true });
    expect(run.tick(500).scenario("small").status).toBe("running");
    run.bench("small").doneRanges = [[0, 3]];
    run.bench("small").inFlight = [];
    run.settle();
    expect(run.scenario("small")).toMatchObject({
      status: "paused",
      pauseReason: "user-halt",
      pausing: false,
      waitingAtGate: null,
    });
  });

  test("[A9] a scenario whose work is not open has no batch in flight, so it pauses at once", () => {
    const run = new BenchRun(spec).start();
    const pause: RunCommand = {
      id: "c",
      runId: "run_1",
      type: "pause",
      scenarioId: "small",
      percent: null,
      force: false,
      fault: null,
      actor: presenter,
    };
    expect(decideCommand({ ...run.view, work: new Map() }, pause)).toMatchObject([
      {},
      { fact: { type: "scenario.paused", reason: "user-halt" } },
    ]);
  });

  test("[A9] a resume before it took effect cancels it and leaves no trace in the timeline", () => {
    const run = new BenchRun(spec).start();
    run.command({ type: "pause", scenarioId: "small" });
    expect(run.command({ type: "resume", scenarioId: "small" })).toMatchObject(accepted);
    expect(run.scenario("small")).toMatchObject({
      status: "running",
      pausing: false,
      spans: [{ kind: "running", fromMs: 0, toMs: null }],
    });
  });

  test("[A9] paused at a milestone it still counts as arrived, and returns to the hold", () => {
    const run = new BenchRun(spec).start().tick(100).runOn("small");
    run.tick(100).command({ type: "pause", scenarioId: "small" });
    expect(run.scenario("small")).toMatchObject({ pauseReason: "user-halt", waitingAtGate: 0 });
    run.tick(100).command({ type: "resume", scenarioId: "small" });
    expect(run.scenario("small")).toMatchObject({ status: "paused", pauseReason: "sync-point", waitingAtGate: 0 });
    expect(run.scenario("small").spans.map(({ kind }) => kind)).toEqual([
      "running",
      "sync-point",
      "user-halt",
      "sync-point",
    ]);
  });

  test("[A8][A9] and returns to the presenter's hold once all have arrived", () => {
    const run = new BenchRun(runSpec({ scenarios, milestones: [50], hold: "presenter" })).start().runOn("small");
    run.command({ type: "pause", scenarioId: "small" });
    run.tick(100).runOn("large");
    expect(run.state.barrier).toMatchObject({ gathered: "all-arrived" });
    expect(run.scenario("small").pauseReason).toBe("user-halt");
    run.tick(100).command({ type: "resume", scenarioId: "small" });
    expect(run.scenario("small").pauseReason).toBe("presenter-hold");
  });

  test("[A9] after a release it stays paused, no longer because of the milestone", () => {
    const run = new BenchRun(spec).start().runOn("small");
    run.command({ type: "pause", scenarioId: "small" });
    run.runOn("large");
    expect(run.scenario("small")).toMatchObject({ status: "paused", pauseReason: "user-halt", waitingAtGate: null });
    run.command({ type: "resume", scenarioId: "small" });
    expect(run.scenario("small").status).toBe("running");
  });

  test("[A9] a scenario with a pending pause is paused when it arrives at the milestone", () => {
    const run = new BenchRun(spec).start();
    run.command({ type: "pause", scenarioId: "small" });
    run.finishBatch("small");
    expect(run.scenario("small")).toMatchObject({ pauseReason: "user-halt", waitingAtGate: 0, pausing: false });
  });

  test("[A9] all: applies to those that can be paused, and is refused only when none can", () => {
    const run = new BenchRun(spec).start();
    run.command({ type: "pause", scenarioId: "small" });
    expect(run.command({ type: "pause" })).toMatchObject(accepted);
    expect(run.command({ type: "pause" })).toMatchObject(refused("already-paused", "small is already paused."));
    expect(run.command({ type: "resume" })).toMatchObject(accepted);
    expect(run.command({ type: "resume" })).toMatchObject(refused("not-paused", "small is not paused."));
  });

  test("[A12] an impossible command is refused with a reason", () => {
    const run = new BenchRun(spec);
    expect(run.command({ type: "pause" })).toMatchObject(refused("not-started", "small has not started yet."));
    run.start();
    expect(run.command({ type: "pause", scenarioId: "huge" })).toMatchObject(
      refused("unknown-scenario", "This run has no such scenario; its scenarios are small and large."),
    );
    run.fatal("small", "memory", "too much");
    expect(run.command({ type: "pause", scenarioId: "small" })).toMatchObject(
      refused("already-ended", "small has already ended."),
    );
    expect(run.command({ type: "resume" })).toMatchObject(refused("not-paused", "large is not paused."));
    expect(run.factsOf("command.refused")).toHaveLength(4);
  });
});

describe("cancel", () => {
  test("[A9] ends at once, keeps finished items, and names the presenter", () => {
    const run = new BenchRun(spec).start().finishBatch("large");
    expect(run.command({ type: "cancel", scenarioId: "large" })).toMatchObject(accepted);
    expect(run.factsOf("scenario.cancelled")).toMatchObject([
      { scenarioId: "large", actor: presenter, totals: { itemsDone: 5 } },
    ]);
    expect(run.scenario("small").status).toBe("running");
  });

  test("[A9] all, even before the start, ends the run", () => {
    const run = new BenchRun(spec);
    expect(run.command({ type: "cancel" })).toMatchObject(accepted);
    expect(run.state.status).toBe("cancelled");
    expect(run.state.results?.partial).toBe(true);
  });

  test("[A12] after the end every command is refused", () => {
    const run = new BenchRun(spec);
    run.command({ type: "cancel" });
    expect(run.command({ type: "advance" })).toMatchObject(
      refused("already-ended", "The run has ended: there is nothing left to advance."),
    );
    const command: RunCommand = {
      id: "c",
      runId: "run_1",
      type: "cancel",
      scenarioId: "small",
      percent: null,
      force: false,
      fault: null,
      actor: presenter,
    };
    expect(refuseAfterEnd(run.state, command)).toEqual({
      code: "already-ended",
      message: "The run has ended: there is nothing left to cancel.",
    });
  });
});
