import { expect, test } from "vitest";
import { judgeEfficiency } from "../../../lib/core/judgement/efficiency.ts";
import { toFigures } from "../support/growth-series.ts";
import { harmedFigures, runFigures } from "../support/run-figures.ts";

test("[J3] speed-up is for scenarios that ran side by side", () => {
  expect(judgeEfficiency([runFigures("a", 100), runFigures("b", 300)])?.speedup).toBeCloseTo(4 / 3);
  expect(judgeEfficiency([toFigures("a", 100, 1_000), toFigures("b", 300, 3_000)])).toBeNull();
});

test("[J3] one scenario after the other is none, however long they paused", () => {
  const late = runFigures("b", 300, { run: { endedAtMs: 9_000 } });
  expect(judgeEfficiency([runFigures("a", 100), late])).toBeNull();
  const paused = runFigures("b", 300, { run: { endedAtMs: 9_000, pauses: [{ fromMs: 500, toMs: 6_500 }] } });
  expect(judgeEfficiency([runFigures("a", 100), paused])).not.toBeNull();
  expect(judgeEfficiency([runFigures("a", 100), runFigures("b", 300, { run: { endedAtMs: null } })])).not.toBeNull();
});

test("[J3][D9] time that a fault added is named", () => {
  const efficiency = judgeEfficiency([runFigures("a", 100), harmedFigures("b", 300, [100, 900])]);
  expect(efficiency?.statement.text).toContain("The fault injected into b is included.");
});
