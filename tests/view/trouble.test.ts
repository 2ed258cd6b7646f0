import { expect, test } from "vitest";
import { selectStandings } from "../../lib/view/console/standing.ts";
import { selectTroubles } from "../../lib/view/results/trouble.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { buildSampleRun, type SampleOptions } from "../support/sample-run.ts";

function stateOf(options: SampleOptions): RunState {
  const state = foldRun(buildSampleRun(options));
  if (!state) throw new Error("The sample has no events");
  return state;
}

test("[D1] a failure is told with its kind, its message and what was kept of it", () => {
  const state = stateOf({ kind: "failing" });
  const message = state.scenarios[2]?.failure?.message ?? "";
  expect(message).not.toBe("");
  const [trouble, ...others] = selectTroubles(state);
  expect(others).toEqual([]);
  expect(trouble).toMatchObject({ index: 2, who: "complex", what: "out of memory (memory)", tone: "bad" });
  expect(trouble?.text).toMatch(/^.+ [\d,]+ of 2,400 mails finished and kept, quality \.\d\d\.$/);
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
  expect(selectStandings(failed)[2]?.word).toBe(name);
});

test("[E2] an interruption is told with how long it took", () => {
  const state: RunState = { ...stateOf({}), recoveries: [{ atMs: 83_000, downtimeMs: 5_600 }] };
  expect(selectTroubles(state).map(({ who, what }) => [who, what])).toEqual([["run", "interrupted at 1:23"]]);
  expect(selectTroubles(state)[0]?.text).toContain("5.6\u00a0s");
});

test("[A9] a cancelled scenario is no failure, and what it had finished is said", () => {
  const state = stateOf({ untilMs: 35_000 });
  const cancelled = { ...state, scenarios: state.scenarios.map((each) => ({ ...each, status: "cancelled" as const })) };
  expect(selectTroubles(cancelled).map(({ what, tone }) => [what, tone])).toEqual(
    Array.from({ length: 3 }, () => ["cancelled", "plain"]),
  );
});

test("a run that went well has no trouble", () => {
  expect(selectTroubles(stateOf({}))).toEqual([]);
});

test("[D9] what the fault button did is told as done on purpose, with when and how long", () => {
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

test("[D2] [D7] [E6] [J4] further attempts, the cap and another version of the skill are told", () => {
  const state = stateOf({});
  const load = { batchSize: 12, concurrency: 1 };
  const told = selectTroubles({
    ...state,
    scenarios: state.scenarios.map((each, i) => (i === 2 ? { ...each, attempt: 2, load } : each)),
    capped: { unit: "busy-seconds", spent: 61, limit: 60, atMs: 12_000 },
    skillChanged: { recordedVersion: "1", installedVersion: "2" },
  });
  expect(told.map(({ who, what }) => `${who} ${what}`)).toEqual([
    "complex attempt 2",
    "run stopped at its cap at 0:12",
    "run another version of the skill",
  ]);
  expect(told[0]?.text).toContain("reduced load: batches of 12, 1 at once");
  expect(told[1]?.text).toBe("It had used 61\u00a0s of work; the cap is 60\u00a0s of work. What was there stayed.");
});

test("[J4] a cap of money is told in its currency, however small", () => {
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
  expect(cap?.text).toBe("It had used €0.0043; the cap is €0.0042. What was there stayed.");
});
