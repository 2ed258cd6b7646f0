import { describe, expect, test } from "vitest";
import { toTimelineTable } from "../../lib/view/charts/tables.ts";
import { selectEtaText, projectTimeline } from "../../lib/view/timeline/projection.ts";
import { fitAxis, selectTimeline } from "../../lib/view/timeline/timeline.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { buildSampleRun, type SampleOptions } from "../support/sample-run.ts";

function stateOf(options: SampleOptions): RunState {
  const state = foldRun(buildSampleRun(options));
  if (!state) throw new Error("The sample has no events");
  return state;
}

function project(state: RunState, nowMs: number) {
  return projectTimeline(selectTimeline(state, nowMs), state);
}

// a steady skill of 31 items a second: complex has 1,200 of 2,400 mails at 50 %
const holding = stateOf({ untilMs: 35_000 });

describe("projections", () => {
  test("[B8] a running scenario is projected to its next hold, a waiting one to its finish only", () => {
    const model = project(holding, 35_000);
    const [simple, , complex] = model.rows.map(({ projection }) => projection);
    expect(simple?.arrival).toBeNull();
    expect(complex?.arrival?.text).toBe("50\u00a0% in 5\u00a0s");
    expect(complex?.arrival?.atMs).toBeGreaterThan(38_000);
    for (const row of model.rows) {
      expect(row.projection?.finish.atMs).toBeGreaterThan(35_000);
      expect(row.projection?.finish.lowMs).toBeLessThanOrEqual(row.projection?.finish.atMs ?? 0);
      expect(row.projection?.finish.highMs).toBeGreaterThanOrEqual(row.projection?.finish.atMs ?? 0);
    }
  });

  test("[B8] the axis makes room for it, and the table lists it", () => {
    const model = project(holding, 35_000);
    const last = Math.max(...model.rows.map(({ projection }) => projection?.finish.atMs ?? 0));
    expect(model.maxMs).toBeGreaterThan(last);
    expect(toTimelineTable(model).rows.filter(([, what]) => what === "expected to end")).toHaveLength(3);
  });

  test("a distant finish does not squeeze the past", () => {
    const slow = {
      ...holding,
      scenarios: holding.scenarios.map((each) => ({ ...each, totals: { ...each.totals, itemsDone: 3 } })),
    };
    expect(project(slow, 35_000).maxMs).toBeLessThanOrEqual(fitAxis(35_000, 35_000 * 3).maxMs);
  });

  test("[B8] after the end of the run nothing is projected", () => {
    const complete = stateOf({});
    expect(project(complete, complete.atMs).rows.map(({ projection }) => projection)).toEqual([null, null, null]);
  });

  test("[E2] while the run waits for a full database nothing is projected", () => {
    const model = projectTimeline(selectTimeline(holding, 35_000), holding, "disk-full");
    expect(model.rows.map(({ projection }) => projection)).toEqual([null, null, null]);
    expect(selectEtaText(holding, "complex", 35_000, "disk-full")).toBeNull();
  });

  test("[B10] a running scenario shows its remaining time; a waiting one does not", () => {
    expect(selectEtaText(holding, "complex", 35_000)).toBe("about\u00a045\u00a0s left");
    expect(selectEtaText(holding, "simple", 35_000)).toBeNull();
  });
});
