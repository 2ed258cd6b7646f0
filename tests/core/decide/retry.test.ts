import { describe, expect, test } from "vitest";
import { refuseAfterEnd } from "../../../lib/core/decide/decide.ts";
import { factsForSkillChange } from "../../../lib/core/decide/facts.ts";
import { selectNextStep } from "../../../lib/core/words/next-step.ts";
import { BenchRun, presenter } from "../support/bench-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const scenarios = [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 5 })];
const free = { sync: "free-running", milestones: [], scenarios } as const;
const accepted = { type: "command.accepted" };

/** small succeeded in items 1–5, then failed. */
function withFailed(over: Parameters<typeof runSpec>[0] = free): BenchRun {
  return new BenchRun(runSpec(over))
    .start()
    .finishBatch("small")
    .tick(2_000)
    .breakBatch("small", "exception", "boom", 2);
}

describe("a retried failed scenario", () => {
  test("[D2] continues alone from its successful items, as attempt 2", () => {
    const run = withFailed();
    expect(run.scenario("small")).toMatchObject({ status: "failed", totals: { itemsOk: 7, itemsFailed: 3 } });
    expect(run.command({ type: "retry", scenarioId: "small" })).toMatchObject(accepted);
    expect(run.factsOf("scenario.retried")).toMatchObject([
      {
        attempt: 2,
        reason: "presenter",
        load: { batchSize: 5 },
        totals: { itemsDone: 7, itemsFailed: 0 },
        actor: presenter,
      },
    ]);
    expect(run.scenario("small")).toMatchObject({ status: "running", attempt: 2, failure: null });
    expect(run.bench("small").inFlight).toEqual([[7, 10]]);
    expect(run.scenario("large")).toMatchObject({ status: "running", attempt: 1 });
    run.finishBatch("small");
    expect(run.scenario("small")).toMatchObject({ status: "complete", totals: { itemsOk: 10, itemsFailed: 0 } });
  });

  test("[D2][D3] each attempt has the whole time budget", () => {
    const tight = scenarios.map((scenario) => ({ ...scenario, timeBudgetMs: 3_000 }));
    const run = withFailed({ ...free, scenarios: tight });
    run.tick(50_000).command({ type: "retry", scenarioId: "small" });
    expect(run.scenario("small").earlierElapsedMs).toBe(2_000);
    run.tick(2_999);
    expect(run.scenario("small").status).toBe("running");
    run.tick(1);
    expect(run.scenario("small")).toMatchObject({ status: "failed", attempt: 2, failure: { kind: "timeout" } });
    expect(run.scenario("small").totals.elapsedMs).toBe(5_000);
  });

  test("[D2] after the end it reopens the run, and the last finish counts", () => {
    const run = withFailed().runOn("large");
    expect(run.state.status).toBe("partial");
    expect(run.command({ type: "retry" })).toMatchObject(accepted);
    expect(run.events.slice(-4).map(({ type }) => type)).toEqual([
      "command.accepted",
      "run.reopened",
      "scenario.retried",
      "scenario.started",
    ]);
    expect(run.state).toMatchObject({ status: "running", finishedAt: null, results: null });
    run.runOn("small");
    expect(run.state.status).toBe("complete");
  });

  test("[D2] released milestones stay open for it, and closed ones wait for it", () => {
    const run = new BenchRun(runSpec({ scenarios, milestones: [50, 90] })).start().runOn("small").runOn("large");
    run.breakBatch("small", "exception", "boom").runOn("large");
    expect(run.factsOf("milestone.released").map(({ percent, reason }) => [percent, reason])).toEqual([
      [50, "all-arrived"],
      [90, "sibling-ended"],
    ]);
    run.command({ type: "retry", scenarioId: "small" });
    run.runOn("small").runOn("large");
    expect(run.state.status).toBe("complete");
    const early = new BenchRun(runSpec({ scenarios, milestones: [50] }))
      .start()
      .breakBatch("small", "exception", "boom");
    early.command({ type: "retry", scenarioId: "small" });
    early.runOn("large");
    expect(early.scenario("large").pauseReason).toBe("sync-point");
    early.runOn("small");
    expect(early.factsOf("milestone.released")).toMatchObject([{ reason: "all-arrived" }]);
  });

  test("[D2][A3] a barrier that had lost it waits for it again, and reports no ended sibling", () => {
    const spec = runSpec({ scenarios, milestones: [50] });
    const run = new BenchRun(spec).start().runOn("large").breakBatch("small", "exception", "boom");
    expect(run.factsOf("milestone.released")).toMatchObject([{ reason: "sibling-ended", arrived: ["large"] }]);
    const waiting = new BenchRun({ ...spec, hold: "presenter" }).start().runOn("large");
    waiting.breakBatch("small", "exception", "boom");
    expect(selectNextStep(waiting.state)).toMatchObject({ canAdvance: true });
    waiting.command({ type: "retry", scenarioId: "small" });
    expect(waiting.scenario("large").pauseReason).toBe("sync-point");
    expect(selectNextStep(waiting.state)).toMatchObject({ canAdvance: false, waitingFor: ["small"] });
    expect(waiting.command({ type: "advance" })).toMatchObject({ type: "command.refused", code: "still-waiting" });
    waiting.runOn("small");
    expect(waiting.state.barrier).toMatchObject({ gathered: "all-arrived" });
    waiting.command({ type: "advance" });
    expect(waiting.factsOf("milestone.released")).toMatchObject([{ reason: "presenter", arrived: ["small", "large"] }]);
  });

  test("[D2][A3] a new attempt below a milestone has not reached it, even if the previous attempt had", () => {
    const tolerant = scenarios.map((scenario) => ({ ...scenario, errorTolerance: 0.5 }));
    const run = new BenchRun(runSpec({ scenarios: tolerant, milestones: [50] })).start();
    run.finishBatch("small", { failed: 2 });
    expect(run.factsOf("milestone.reached")).toMatchObject([{ scenarioId: "small", percent: 50 }]);
    run.fatal("small", "exception", "boom").command({ type: "retry", scenarioId: "small" });
    run.command({ type: "advance", percent: 50, force: true });
    expect(run.factsOf("milestone.released")).toMatchObject([{ arrived: [], awaited: ["small", "large"] }]);
  });

  test("[D2][A5] it gets the whole wait limit, however long the hold had lasted", () => {
    const spec = runSpec({ scenarios, milestones: [50], hold: "presenter", waitLimitMs: 60_000 });
    const run = new BenchRun(spec).start().runOn("large").breakBatch("small", "exception", "boom");
    run.tick(120_000).command({ type: "retry", scenarioId: "small" });
    expect(run.state.barrier).toMatchObject({ gathered: null });
    expect(selectNextStep(run.state)).toMatchObject({ canAdvance: false, waitingFor: ["small"] });
    run.tick(60_001);
    expect(run.state.barrier).toMatchObject({ gathered: "timeout" });
  });

  test("[D2][A7] a scenario cancelled at the gate did not prevent all from arriving", () => {
    const three = [...scenarios, scenarioSpec("third", 10)];
    const run = new BenchRun(runSpec({ scenarios: three, milestones: [50], hold: "presenter" })).start();
    run.runOn("third").runOn("large").breakBatch("small", "exception", "boom");
    run.command({ type: "cancel", scenarioId: "third" });
    run.command({ type: "retry", scenarioId: "small" });
    run.runOn("small");
    expect(run.state.barrier).toMatchObject({ gathered: "all-arrived" });
  });

  test("[D2][A4] in lock-step it joins at the current step, and its workers are lent once", () => {
    const run = new BenchRun(runSpec({ sync: "lock-step", milestones: [], scenarios })).start();
    run.breakBatch("small", "exception", "boom").finishBatch("large");
    expect(run.factsOf("workers.lent")).toHaveLength(1);
    expect(run.state.releasedGates).toBe(1);
    run.command({ type: "retry", scenarioId: "small" });
    run.runOn("large");
    expect(run.scenario("large").pauseReason).toBe("sync-point");
    run.runOn("small").runOn("large").runOn("small").runOn("large").runOn("large");
    expect(run.state.status).toBe("complete");
    expect(run.factsOf("workers.lent").map(({ fromScenarioId }) => fromScenarioId)).toEqual(["small", "large"]);
  });

  test("[D2][A4] in lock-step it gets its lent workers back, and lends them again when it ends again", () => {
    const four = scenarios.map((scenario) => ({ ...scenario, concurrency: 4, batchSize: 1 }));
    const run = new BenchRun(runSpec({ sync: "lock-step", milestones: [], scenarios: four })).start();
    run.breakBatch("small", "exception", "boom");
    expect(run.scenario("large").borrowedWorkers).toBe(4);
    run.finishBatch("large");
    run.command({ type: "retry", scenarioId: "small" });
    expect(run.scenario("small")).toMatchObject({ borrowedWorkers: 0, lentWorkersTo: null });
    expect(run.scenario("large").borrowedWorkers).toBe(0);
    run.runOn("large").runOn("small");
    const { inFlight, freeWorkers } = run.bench("large");
    expect(inFlight.length + freeWorkers).toBe(4);
    run.fatal("small", "exception", "boom");
    expect(run.factsOf("workers.lent").map(({ fromScenarioId, workers }) => [fromScenarioId, workers])).toEqual([
      ["small", 4],
      ["small", 4],
    ]);
    expect(run.scenario("large").borrowedWorkers).toBe(4);
  });

  test("[D2][A4] workers that were passed on come back from where they are; those lent on stay there", () => {
    const three = ["a", "b", "c"].map((id, index) => scenarioSpec(id, 40, { batchSize: 2, concurrency: 2 ** index }));
    const run = new BenchRun(runSpec({ sync: "lock-step", milestones: [], scenarios: three })).start();
    run.command({ type: "pause", scenarioId: "c" });
    run.finishBatch("c").fatal("a", "exception", "boom").fatal("b", "exception", "boom");
    expect(run.state.scenarios.map(({ lentWorkersTo }) => lentWorkersTo)).toEqual(["b", "c", null]);
    expect(run.scenario("c").borrowedWorkers).toBe(3);
    run.command({ type: "retry", scenarioId: "b" });
    expect(run.state.scenarios.map(({ lentWorkersTo }) => lentWorkersTo)).toEqual(["c", null, null]);
    expect(run.state.scenarios.map(({ borrowedWorkers }) => borrowedWorkers)).toEqual([0, 0, 1]);
    run.command({ type: "retry", scenarioId: "a" });
    expect(run.state.scenarios.map(({ borrowedWorkers }) => borrowedWorkers)).toEqual([0, 0, 0]);
  });

  test("[D2][A12] scenarios that have not failed, a run without failures and a missing skill are refused with a message", () => {
    const run = withFailed();
    expect(run.command({ type: "retry", scenarioId: "large" })).toMatchObject({ code: "nothing-failed" });
    run.installedVersion = null;
    expect(run.command({ type: "retry", scenarioId: "small" })).toMatchObject({
      code: "skill-missing",
      message: 'The skill "text-classification" is not installed on this runner: install it, then try again.',
    });
    run.installedVersion = "1";
    for (const [retryBlocker, code] of [
      ["input-missing", "input-missing"],
      ["too-many-crashes", "given-up"],
    ] as const) {
      run.retryBlocker = retryBlocker;
      expect(run.command({ type: "retry", scenarioId: "small" })).toMatchObject({ code });
    }
    const fine = new BenchRun(runSpec(free)).start().runOn("small").runOn("large");
    expect(fine.command({ type: "retry" })).toMatchObject({
      code: "nothing-failed",
      message: "Nothing has failed in this run: there is nothing to retry.",
    });
    expect(refuseAfterEnd(fine.state, { type: "retry", scenarioId: "small" })?.message).toBe(
      "small has not failed: there is nothing to retry.",
    );
    expect(refuseAfterEnd(fine.state, { type: "retry", scenarioId: "x" })?.code).toBe("unknown-scenario");
    expect(refuseAfterEnd(fine.state, { type: "skip", scenarioId: null })?.code).toBe("already-ended");
  });
});

describe("when all have failed", () => {
  const reduced = runSpec({
    ...free,
    scenarios: scenarios.map((scenario) => ({ ...scenario, concurrency: 3 })),
    reducedLoad: true,
  });
  const failAll = (run: BenchRun) => {
    for (const id of ["small", "large"]) run.breakBatch(id, "memory", "too much");
    return run;
  };

  test("[D7] all are retried once, with a quarter of the batch size and one worker", () => {
    const run = failAll(new BenchRun(reduced).start());
    expect(run.factsOf("scenario.retried")).toMatchObject([
      { scenarioId: "small", attempt: 2, reason: "reduced-load", load: { batchSize: 1, concurrency: 1 } },
      { scenarioId: "large", attempt: 2, reason: "reduced-load", load: { batchSize: 1, concurrency: 1 } },
    ]);
    expect(run.bench("large").inFlight).toEqual([[0, 1]]);
    failAll(run);
    expect(run.state).toMatchObject({ status: "failed", triedReducedLoad: true });
    expect(run.factsOf("scenario.retried")).toHaveLength(2);
  });

  test("[D7] the quarter is that of the items where a batch would hold more", () => {
    const roomy = {
      ...reduced,
      scenarios: reduced.scenarios.map((each) => ({ ...each, batchSize: 1_000, concurrency: 1 })),
    };
    const loads = failAll(new BenchRun(roomy).start())
      .factsOf("scenario.retried")
      .map(({ load }) => load.batchSize);
    expect(loads).toEqual(roomy.scenarios.map(({ items }) => Math.floor(items / 4)));
  });

  test("[D7] none is retried when one was cancelled, when the spec does not ask for it, or when the run was given up", () => {
    const cancelled = new BenchRun(reduced).start();
    cancelled.command({ type: "cancel", scenarioId: "small" });
    expect(cancelled.breakBatch("large", "memory", "too much").state.status).toBe("cancelled");
    expect(failAll(new BenchRun({ ...reduced, reducedLoad: false }).start()).state.status).toBe("failed");
    const given = new BenchRun(reduced).start();
    given.givenUp = true;
    expect(failAll(given).state).toMatchObject({ status: "failed", triedReducedLoad: false });
  });
});

describe("another version of the skill", () => {
  const state = { spec: runSpec(), startedAt: "2026-01-01T00:00:00.000Z", skillChanged: null };

  test("[E6] is reported once for a run that has begun", () => {
    const fact = { type: "skill.changed", recordedVersion: "1", installedVersion: "2" };
    expect(factsForSkillChange(state, "2")).toEqual([fact]);
    expect(
      factsForSkillChange({ ...state, skillChanged: { recordedVersion: "1", installedVersion: "2" } }, "2"),
    ).toEqual([]);
    expect(factsForSkillChange({ ...state, startedAt: null }, "2")).toEqual([]);
    expect(factsForSkillChange(state, "1")).toEqual([]);
    expect(factsForSkillChange(state, null)).toEqual([]);
  });
});
