import { expect, test } from "vitest";
import { selectTroubles } from "../../lib/client/select-trouble.ts";
import { foldRun } from "../../lib/core/reduce.ts";
import type { RunState } from "../../lib/core/state.ts";
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
