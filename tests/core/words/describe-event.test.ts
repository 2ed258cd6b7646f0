import { expect, test } from "vitest";
import { describeEvent } from "../../../lib/core/words/describe-event.ts";
import type { RunEvent } from "../../../lib/core/run/events.ts";
import { foldRun } from "../../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../../lib/core/run/state.ts";
import { BenchRun, runner } from "../support/bench-run.ts";
import { runSpec } from "../support/specs.ts";
import { EMPTY_JUDGEMENT } from "../../support/judgement.ts";

/** Describes every event of the run with the state just after it, as in its log. */
function describeAll(events: readonly RunEvent[]): (string | null)[] {
  let state: RunState | null = null;
  return events.map((event) => {
    state = foldRun([event], state);
    return state === null ? null : describeEvent(event, state);
  });
}

test("[F6] the log of a held run, as text", () => {
  const run = new BenchRun(runSpec({ milestones: [50], hold: "presenter" })).start().runOn("simple").runOn("medium");
  run.command({ type: "advance", percent: 50 });
  run.runOn("complex");
  run.command({ type: "advance", percent: 50 });
  expect(describeAll(run.events)).toEqual([
    "run requested",
    "preparing the scenarios",
    "started",
    "simple started",
    "medium started",
    "complex started",
    "simple reached 50 %, holding",
    null,
    "medium reached 50 %, holding",
    null,
    "advance at 50 % refused: Still waiting for complex. Release now opens it without waiting.",
    "complex reached 50 %",
    null,
    "everyone is at 50 %, waiting for the presenter",
    "advance at 50 % accepted",
    "released 50 % by presenter",
  ]);
});

test("[F6] all other events", () => {
  const run = new BenchRun(runSpec({ sync: "lock-step", milestones: [] })).start();
  run.record({ type: "scenario.logged", scenarioId: "simple", level: "info", text: "warm" });
  run.sample("simple");
  run.command({ type: "pause", scenarioId: "simple" });
  run.runOn("simple");
  run.command({ type: "resume" });
  run.breakBatch("complex", "validation", "Not a number");
  run.finishBatch("medium");
  run.command({ type: "cancel", scenarioId: "medium" });
  expect(describeAll(run.events).slice(6)).toEqual([
    "simple: warm",
    null,
    "pause of simple accepted",
    "simple will pause after the current batch",
    "simple waits at the end of step 1",
    "simple paused",
    "resume of all accepted",
    "simple resumed",
    "complex items 1–10 failed, validation: Not a number",
    "complex failed at 0 of 40 mails, validation: 10 of 40 items failed, 0 allowed: Not a number (10×). Allow more with --scenario complex.errorTolerance=SHARE",
    "2 workers moved from complex to medium",
    "medium waits at the end of step 1",
    "step 1 of 4 done, the rest have ended",
    "cancel of medium accepted",
    "medium cancelled at 5 of 20 mails",
    "3 workers moved from medium to simple",
  ]);
});

test("[E2][F6][G20] interruptions, recoveries, attempts and ends", () => {
  const { state } = new BenchRun(runSpec({ milestones: [50] })).start().runOn("simple");
  const stamp = { seq: 99, atMs: 0, at: "", actor: runner };
  const say = (event: object): string | null => describeEvent({ ...stamp, ...event } as RunEvent, state);
  const { totals } = state.scenarios[0] ?? {};
  const results = { scenarios: [], partial: false, timePerItemRatio: null, judgement: EMPTY_JUDGEMENT };
  expect(say({ type: "run.recovered", epoch: 2, runner: "r", downtimeMs: 1_234, crashes: 1 })).toBe(
    "runner recovered after 1.2 s, the run continues",
  );
  expect(say({ type: "run.suspended", cause: "computer", suspendedMs: 10_240 })).toBe(
    "the computer was suspended for 10.2 s; that time is not counted",
  );
  expect(say({ type: "run.suspended", cause: "process", suspendedMs: 10_000 })).toBe(
    "the runner was stopped for 10.0 s; that time is not counted",
  );
  const sizes = [10, 30, 1_200].map((items) => ({ scenarioId: "a", items, plannedItems: 1, msPerItem: null }));
  const fitted = { type: "run.sizes-fitted", lengthSeconds: 60, scenarios: sizes };
  expect([null, "failed", "timeout"].map((failure) => say({ ...fitted, failure }))).toEqual([
    "sizes fitted to this machine for 1 min: 10, 30 and 1,200 mails",
    "the smoke run failed, sizes stay as planned: 10, 30 and 1,200 mails",
    "the smoke run finished nothing in time, sizes stay as planned: 10, 30 and 1,200 mails",
  ]);
  expect(say({ type: "run.interrupted", reason: "shutdown" })).toBe(
    "runner shut down, the run continues after its restart",
  );
  expect(
    ["complete", "partial", "failed", "cancelled"].map((status) =>
      say({ type: "run.finished", status, results, diagnosis: null }),
    ),
  ).toEqual(["run complete", "run ended with partial results", "run failed", "run cancelled"]);
  expect(say({ type: "scenario.started", scenarioId: "simple", attempt: 2 })).toBe("simple restarted, attempt 2");
  expect(say({ type: "scenario.paused", scenarioId: "simple", reason: "recovery", percent: null, step: null })).toBe(
    "simple interrupted until its runner recovers",
  );
  expect(say({ type: "scenario.completed", scenarioId: "simple", totals: { ...totals, itemsDone: 10 } })).toBe(
    "simple complete, 10 of 10 mails",
  );
  expect(say({ type: "scenario.cancelled", scenarioId: "gone", totals: { ...totals, itemsDone: 1 } })).toBe(
    "gone cancelled at 1 of 1 mail",
  );
  expect(say({ type: "scenario.failed", scenarioId: "simple", kind: "memory", message: "", totals })).toBe(
    "simple failed at 5 of 10 mails, memory",
  );
  expect(say({ type: "workers.lent", fromScenarioId: "simple", toScenarioId: "complex", workers: 1 })).toBe(
    "1 worker moved from simple to complex",
  );
  expect(say({ type: "command.accepted", commandId: "c", command: "advance", scenarioId: null, percent: null })).toBe(
    "advance accepted",
  );
  expect(say({ type: "milestone.reached", scenarioId: "simple", percent: 42, totals })).toBe("simple reached 42 %");
  expect(() => say({ type: "run.exploded" })).toThrow("Unhandled case");
  expect(() => say({ type: "scenario.exploded", scenarioId: "simple" })).toThrow("Unhandled case");
});

test("[A3] each release reason has a text", () => {
  const { state } = new BenchRun(runSpec()).start();
  const stamp = { seq: 99, atMs: 0, at: "", actor: runner };
  const released = (reason: string) =>
    describeEvent(
      { ...stamp, type: "milestone.released", percent: 30, reason, waitedMs: 0, arrived: [], awaited: [] } as RunEvent,
      state,
    );
  expect(["all-arrived", "sibling-ended", "timeout", "presenter", "free-running"].map(released)).toEqual([
    "released 30 %, everyone arrived",
    "released 30 %, the rest have ended",
    "released 30 %, wait limit reached",
    "released 30 % by presenter",
    "released 30 %",
  ]);
  const gathered = (reason: string) =>
    describeEvent({ ...stamp, type: "milestone.gathered", percent: 30, reason } as RunEvent, state);
  expect(["sibling-ended", "timeout"].map(gathered)).toEqual([
    "all remaining scenarios are at 30 %, waiting for the presenter",
    "wait limit reached at 30 %, waiting for the presenter",
  ]);
  const step = { ...stamp, type: "step.released", step: 1, steps: 4, waitedMs: 0, reason: "all-arrived" } as const;
  expect(describeEvent(step, state)).toBe("step 1 of 4 done");
  expect(describeEvent({ ...step, reason: "sibling-ended" }, state)).toBe("step 1 of 4 done, the rest have ended");
});

test("[D4] workers that do not become ready", () => {
  const run = new BenchRun(runSpec());
  const failed = { type: "worker.failed", scenarioId: "simple", kind: "exception", message: "It was killed." } as const;
  const from = run.events.length;
  run.record({ ...failed, tries: 1, next: "automatic", retryInMs: 500 });
  run.record({ ...failed, tries: 2, next: "none", retryInMs: null });
  run.record({ type: "worker.recovered", scenarioId: "simple", tries: 3 });
  expect(describeAll(run.events).slice(from)).toEqual([
    "simple worker did not become ready, exception: It was killed; will be retried",
    "simple worker did not become ready, exception: It was killed",
    "simple workers are ready after 3 tries",
  ]);
});

test("[D2][D4][D9][F8][J4][E6] failures, recoveries and injected faults", () => {
  const retry = { mode: "presenter", limit: 2, backoffMs: 500 } as const;
  const costCap = { unit: "busy-seconds", limit: 1 } as const;
  const run = new BenchRun(runSpec({ sync: "free-running", milestones: [], retry, costCap })).start();
  const from = run.events.length;
  run.breakBatch("simple", "exception", "boom");
  run.command({ type: "retry", scenarioId: "simple" });
  run.runOn("simple");
  run.command({ type: "fault", scenarioId: "medium", fault: "slow" });
  run.command({ type: "fault", scenarioId: "medium" });
  run.command({ type: "fault", scenarioId: "medium", fault: "memory" });
  run.breakBatch("medium", "exception", "");
  run.command({ type: "skip", scenarioId: "medium" });
  run.command({ type: "retry", scenarioId: "medium" });
  run.record({ type: "scenario.stalled", scenarioId: "medium", quietMs: 6_400 });
  run.record({ type: "run.capped", unit: "busy-seconds", spent: 1.2, limit: 1 });
  run.record({ type: "skill.changed", recordedVersion: "1", installedVersion: "2" });
  run.record({ type: "run.reopened" });
  expect(describeAll(run.events).slice(from)).toEqual([
    "simple items 1–5 failed, exception: boom; waiting for the presenter",
    "simple waits for the presenter: retry or skip the failed batch",
    "retry of simple accepted",
    "simple items 1–5 retried at once",
    "simple resumed",
    "simple items 1–5 recovered after 2 tries",
    "simple complete, 10 of 10 mails",
    "fault of medium accepted",
    "medium is slowed down by the fault button",
    "fault of medium accepted",
    "medium is no longer slowed down",
    "fault of medium accepted",
    "medium is made to exceed its memory limit by the fault button",
    "medium items 1–5 failed, exception (caused by the fault button); waiting for the presenter",
    "medium waits for the presenter: retry or skip the failed batch",
    "skip of medium accepted",
    "medium items 1–5 failed, exception (caused by the fault button)",
    "medium resumed",
    "medium failed at 0 of 20 mails, exception: 5 of 20 items failed, 0 allowed: no reason given (5×). Allow more with --scenario medium.errorTolerance=SHARE (caused by the fault button)",
    "retry of medium accepted",
    "medium is being retried, attempt 2",
    "medium restarted, attempt 2",
    "medium has made no progress for 6 s",
    "spending limit reached: 1.2 s of compute of 1.0 s of compute; completed work is saved",
    "skill changed from version 1 to 2: results may differ",
    "run reopened: retrying a failed scenario",
  ]);
});

test("[J4] a cap in money is shown in its currency, however small", () => {
  const prices = {
    currency: "EUR",
    computePerHour: 1,
    perMillionInputTokens: 0,
    perMillionOutputTokens: 0,
    databasePerMillionItems: 0,
  };
  const { state } = new BenchRun(runSpec({ prices })).start();
  const stamp = { seq: 99, atMs: 0, at: "", actor: runner };
  const capped = (spent: number, limit: number) =>
    describeEvent({ ...stamp, type: "run.capped", unit: "money", spent, limit }, state);
  expect(capped(0.00431, 0.0042)).toBe("spending limit reached: 0.0043 EUR of 0.0042 EUR; completed work is saved");
  expect(capped(4.2, 4)).toBe("spending limit reached: 4.20 EUR of 4.00 EUR; completed work is saved");
});

test("[D9] an injected failure is attributed to the fault button, others are not", () => {
  const run = new BenchRun(runSpec({ milestones: [50] })).start();
  run.command({ type: "fault", scenarioId: "complex", fault: "kill" });
  run.tick(100).breakBatch("complex", "exception", "The worker ended with SIGKILL");
  run.breakBatch("simple", "exception", "boom");
  const failures = run.events.filter(({ type }) => type === "batch.failed");
  const texts = failures.map((event) => describeEvent(event, run.state) ?? "");
  expect(texts.map((text) => text.includes("(caused by the fault button)"))).toEqual([true, false]);
});
