import { expect, test } from "vitest";
import { selectMark } from "../../lib/view/console/mark.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { buildSampleRun, type SampleOptions } from "../support/sample-run.ts";

const stateOf = (options: SampleOptions) => foldRun(buildSampleRun(options));

test("[G12] only a run in progress is LIVE", () => {
  expect(selectMark(null, false)).toBeNull();
  expect(selectMark(stateOf({ untilMs: 0 }), false)).toBe("live");
  expect(selectMark(stateOf({ untilMs: 35_000 }), false)).toBe("live");
  expect(selectMark(stateOf({}), false)).toBe("ended");
});

test("[G12] no run, or a run that is preparing, has no badge", () => {
  const state = stateOf({ untilMs: 0 });
  expect(selectMark(state && { ...state, startedAt: null }, false)).toBeNull();
});

test("[G12] a picture that the viewer paused is not LIVE", () => {
  expect(selectMark(stateOf({ untilMs: 35_000 }), true)).toBe("paused");
  expect(selectMark(null, true)).toBeNull();
});
