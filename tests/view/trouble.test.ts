import { selectLogLines } from "../../lib/view/console/log.ts";
import { expect, test } from "vitest";
import { selectScenarioSummaries } from "../../lib/view/console/scenario-summary.ts";
import { selectTroubles } from "../../lib/view/results/trouble.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { buildSampleRun, type SampleOptions } from "../support/sample-run.ts";

function stateOf(options: SampleOptions): RunState {
  const state = foldRun(buildSampleRun(options));
  if (!state) throw new Error("The sample has no events");
  return state;
}

test("[D1] a failure is shown with its kind, its message and what was kept", () => {
  const state = stateOf({ kind: "failing" });
  const message = state.scenarios[2]?.failure?.message ?? "";
  expect(message).not.toBe("");
  const [trouble, ...others] = selectTroubles(state);
  expect(others).toEqual([]);
  expect(trouble).toMatchObject({ index: 2, who: "complex", what: "out of memory (memory)", tone: "bad" });
  expect(trouble?.text).toMatch(/^.+ [\d,]+ of 2,400\u00a0mails completed and saved, quality \.\d\d\.$/);
  expect(trouble?.text).toContain(message);
});

test.each([
  ["timeout", "out of time"],
  ["exception", "an error"],
  ["memory", "out of memory"],
  ["validation", "invalid data"],
] as const)("[D1] a failure of kind %s has one name: %s", (kind, name) => {
  const state = stateOf({ kind: "failing" });
  const failed = {
    ...state,
    scenarios: state.scenarios.map((each) => ({ ...each, failure: each.failure && { ...each.failure, kind } })),
  };
  expect(selectTroubles(failed)[0]?.what).toBe(`${name} (${kind})`);
  expect(selectScenarioSummaries(failed)[2]?.status).toBe(name);
});

test("[E2] an interruption is shown with its duration", () => {
  const state: RunState = { ...stateOf({}), recoveries: [{ atMs: 83_000, downtimeMs: 5_600 }] };
  expect(selectTroubles(state).map(({ who, what }) => [who, what])).toEqual([["run", "interrupted at 1:23"]]);
  expect(selectTroubles(state)[0]?.text).toContain("5.6\u00a0s");
});

test("[D3][F6] a suspension is shown with its cause and duration, also in the console's log", () => {
  const state: RunState = {
    ...stateOf({}),
    suspensions: [{ atMs: 83_000, cause: "process", suspendedMs: 10_000 }],
  };
  expect(selectTroubles(state)).toMatchObject([
    { what: "runner stopped at 1:23", text: "Continued after 10\u00a0s. That time is not counted." },
  ]);
  expect(selectLogLines(state, 500).map(({ text }) => text)).toContain(
    "the runner was stopped for 10.0 s; that time is not counted",
  );
});

test("[A9] a cancelled scenario is no failure, and its completed items are shown", () => {
  const state = stateOf({ untilMs: 35_000 });
  const cancelled = { ...state, scenarios: state.scenarios.map((each) => ({ ...each, status: "cancelled" as const })) };
  expect(selectTroubles(cancelled).map(({ what, tone }) => [what, tone])).toEqual(
    Array.from({ length: 3 }, () => ["cancelled", "plain"]),
  );
});

test("a run without problems lists none", () => {
  expect(selectTroubles(stateOf({}))).toEqual([]);
});

test("[D9] an injected fault is shown as on purpose, with its time and duration", () => {
  const state = stateOf({});
  const faults = [
    { fault: "kill", fromMs: 61_000, toMs: 61_000 },
    { fault: "slow", fromMs: 70_000, toMs: 75_000 },
  ] as const;
  const harmed = { ...state, scenarios: state.scenarios.map((each, i) => (i === 1 ? { ...each, faults } : each)) };
  expect(selectTroubles(harmed).map(({ who, what, text }) => `${who} ${what}: ${text}`)).toEqual([
    "medium fault button: kill: It was made to lose its workers on purpose at 1:01.",
    "medium fault button: slow: It was slowed down on purpose at 1:10 for 5.0\u00a0s.",
  ]);
});

test("[D2] [D7] [E6] [J4] further attempts, the cap and another version of the skill are shown", () => {
  const state = stateOf({});
  const load = { batchSize: 12, concurrency: 1 };
  const troubles = selectTroubles({
    ...state,
    scenarios: state.scenarios.map((each, i) => (i === 2 ? { ...each, attempt: 2, load } : each)),
    capped: { unit: "busy-seconds", spent: 61, limit: 60, atMs: 12_000 },
    skillChanged: { recordedVersion: "1", installedVersion: "2" },
  });
  expect(troubles.map(({ who, what }) => `${who} ${what}`)).toEqual([
    "complex attempt 2",
    "run spending limit reached at 0:12",
    "run another version of the skill",
  ]);
  expect(troubles[0]?.text).toContain("reduced load: batches of 12, 1 worker");
  expect(troubles[1]?.text).toBe(
    "Used 1\u00a0min 01\u00a0s of compute; the limit is 1\u00a0min of compute. Completed work was saved.",
  );
});

test("[J4] a money cap is shown in its currency, however small", () => {
  const state = stateOf({});
  const prices = {
    currency: "EUR",
    computePerHour: 1,
    perMillionInputTokens: 0,
    perMillionOutputTokens: 0,
    databasePerMillionItems: 0,
  };
  const [cap] = selectTroubles({
    ...state,
    spec: { ...state.spec, prices },
    capped: { unit: "money", spent: 0.0043, limit: 0.0042, atMs: 12_000 },
  });
  expect(cap?.text).toBe("Used €0.0043; the limit is €0.0042. Completed work was saved.");
});

test("[D5] [D8] the failed items of a complete scenario are listed with their reasons", () => {
  const state = stateOf({});
  const scenarios = state.scenarios.map((scenario) => ({
    ...scenario,
    status: "complete" as const,
    attempt: 1,
    totals: { ...scenario.totals, itemsFailed: 3 },
    itemErrors: [{ text: "It answered 400 Bad Request", count: 3 }],
  }));
  expect(selectTroubles({ ...state, scenarios })[0]).toMatchObject({
    what: "3\u00a0mails failed",
    text: "It answered 400 Bad Request (3×).",
    tone: "plain",
  });
});
