import { expect, test } from "vitest";
import { selectMark } from "../../lib/view/console/mark.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { buildSampleRun, type SampleOptions } from "../support/sample-run.ts";

const stateOf = (options: SampleOptions) => foldRun(buildSampleRun(options));

test("[G12] LIVE is said of a run under way alone", () => {
  expect(selectMark(null, false)).toBeNull();
  expect(selectMark(stateOf({ untilMs: 0 }), false)).toBe("live");
  expect(selectMark(stateOf({ untilMs: 35_000 }), false)).toBe("live");
  expect(selectMark(stateOf({}), false)).toBe("ended");
});

test("[G12] a run that only prepares, or none, has nothing to mark", () => {
  const state = stateOf({ untilMs: 0 });
  expect(selectMark(state && { ...state, startedAt: null }, false)).toBeNull();
});

test("[G12] a picture that its reader stopped does not pass for live", () => {
  expect(selectMark(stateOf({ untilMs: 35_000 }), true)).toBe("paused");
  expect(selectMark(null, true)).toBeNull();
});
