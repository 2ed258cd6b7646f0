import { describe, expect, test } from "vitest";
import { toQualityTable, toTimelineTable } from "../../lib/view/charts/tables.ts";
import { selectPauseState } from "../../lib/view/console/abilities.ts";
import { selectEventRows, selectLogLines } from "../../lib/view/console/log.ts";
import { selectNextCue, selectNote } from "../../lib/view/console/next-cue.ts";
import { selectQuality } from "../../lib/view/charts/quality.ts";
import { selectScenarioSummaries, selectStepper } from "../../lib/view/console/scenario-summary.ts";
import { selectTimeline } from "../../lib/view/timeline/timeline.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { MAX_POINTS, type RunState } from "../../lib/core/run/state.ts";
import { buildSampleRun, type SampleOptions } from "../support/sample-run.ts";

function stateOf(options: SampleOptions): RunState {
  const state = foldRun(buildSampleRun(options));
  if (!state) throw new Error("The sample has no events");
  return state;
}
const holding = stateOf({ untilMs: 35_000 });
const gathered = stateOf({ untilMs: 40_300 });
const complete = stateOf({});
const failed = stateOf({ kind: "failing" });

describe("the comparative timeline", () => {
  const model = selectTimeline(holding, 35_000);

  test("[F2] holds are spans of their own, up to now", () => {
    expect(model.rows[0]?.spans.map((span) => span.kind)).toEqual([
      "running",
      "sync-point",
      "presenter-hold",
      "running",
      "sync-point",
    ]);
    expect(model.rows[0]?.spans.at(-1)).toMatchObject({ toMs: 35_000, open: true });
  });

  test("[F2] ticks mark reached milestones, and the closed barrier is a gate", () => {
    expect(model.rows.map((row) => row.ticks.map((tick) => tick.percent))).toEqual([[30, 50], [30, 50], [30]]);
    expect(model.gate).toEqual({ percent: 50 });
  });

  test("[A3] a release shows its reason", () => {
    expect(model.releases).toMatchObject([
      { percent: 30, text: "released by presenter", shortText: "presenter", byPresenter: true },
    ]);
  });

  test("[A2] a free run has neither holds nor releases", () => {
    const free = selectTimeline(stateOf({ kind: "free-running" }), 0);
    expect(free.releases).toEqual([]);
    expect(free.rows.flatMap((row) => row.spans.map((span) => span.kind))).toEqual(["running", "running", "running"]);
  });

  test("no span leaves the axis, and spans of a row follow each other", () => {
    for (const state of [holding, gathered, complete, failed]) {
      const { rows, maxMs } = selectTimeline(state, state.atMs);
      for (const { spans } of rows) {
        for (const [i, span] of spans.entries()) {
          expect(span.toMs).toBeLessThanOrEqual(maxMs);
          expect(span.fromMs).toBeGreaterThanOrEqual(spans[i - 1]?.toMs ?? 0);
        }
      }
    }
  });

  test("[D1] a failure ends its row alone", () => {
    expect(selectTimeline(failed, failed.atMs).rows.map((row) => row.end?.kind)).toEqual([
      "complete",
      "complete",
      "failed",
    ]);
  });
});

describe("labels and figures", () => {
  test("[A4] lent workers are included and not counted twice", () => {
    const scenarios = holding.scenarios.map((each) => ({ ...each, workers: 2, borrowedWorkers: 1 }));
    expect(selectScenarioSummaries({ ...holding, scenarios }).map(({ workers }) => workers)).toEqual([2, 2, 2]);
  });

  test("each scenario's summary has a status and a tone", () => {
    expect(selectScenarioSummaries(holding).map(({ status, tone, percent }) => [status, tone, percent])).toEqual([
      ["holding", "hold", 50],
      ["holding", "hold", 50],
      ["running", "run", 43],
    ]);
    expect(selectScenarioSummaries(failed).at(-1)).toMatchObject({ status: "out of memory", tone: "bad", percent: 62 });
  });

  test("the stepper shows what is done, current and ahead", () => {
    expect(selectStepper(holding).map((stop) => `${stop.percent} ${stop.mark} ${stop.caption}`)).toEqual([
      "0 done start",
      "30 done open after 21\u00a0s",
      "50 current 2 of 3 here",
      "70 ahead hold",
      "90 ahead hold",
      "100 ahead results",
    ]);
    expect(selectStepper(complete).at(-1)).toMatchObject({ mark: "done", caption: "complete" });
  });

  test("[A8] Advance names the missing scenarios, and is ready once all are here", () => {
    expect(selectNextCue(holding)).toMatchObject({
      kind: "waiting",
      note: "waiting for complex",
      canForce: true,
      percent: 50,
    });
    expect(selectNextCue(gathered)).toEqual({
      kind: "ready",
      label: "Advance to 70 %",
      note: "everyone is here",
      percent: 50,
    });
    expect(selectNextCue(complete)).toMatchObject({ kind: "ended", good: true });
    expect(selectNextCue(failed)).toMatchObject({ kind: "ended", good: false });
  });

  test("[A5] [D1] a scenario that arrives after the wait limit counts, and a failed one is not awaited", () => {
    const late = { ...gathered, barrier: gathered.barrier && { ...gathered.barrier, gathered: "timeout" as const } };
    expect(selectNextCue(late)).toMatchObject({ kind: "ready", note: "everyone is here" });
    const stillAwaited = { ...holding, barrier: late.barrier && { ...late.barrier, gathered: "timeout" as const } };
    expect(selectNextCue(stillAwaited)).toMatchObject({ kind: "ready", note: "the wait limit has passed" });
    const [first, ...others] = late.scenarios;
    const lost: RunState = { ...late, scenarios: first ? [{ ...first, status: "failed" }, ...others] : [] };
    expect(selectNextCue(lost)).toMatchObject({ note: "all remaining scenarios are here" });
  });

  test("[A8] [A9] while no scenario waits the note shows the next milestone, or a pause in progress", () => {
    expect(selectNextCue(stateOf({ untilMs: 5 }))).toMatchObject({ note: "running to 30 %" });
    expect(selectNextCue(stateOf({ kind: "free-running", untilMs: 1_000 }))).toMatchObject({
      note: "running",
    });
    const pausing = (of: RunState, halted: boolean): RunState => ({
      ...of,
      scenarios: of.scenarios.map((each) =>
        halted && each.status === "paused" ? { ...each, pauseReason: "user-halt" } : { ...each, pausing: true },
      ),
    });
    expect(selectPauseState(holding)).toBe("none");
    expect(selectPauseState(pausing(holding, true))).toBe("pausing");
    expect(selectNextCue(pausing(holding, true))).toMatchObject({ note: "pausing" });
    const all = holding.scenarios.map((each) => ({ ...each, pauseReason: "user-halt" as const, pausing: false }));
    expect(selectPauseState({ scenarios: all })).toBe("paused");
    expect(selectPauseState(complete)).toBe("none");
  });

  test("[A8] a milestone that not all reached shows how many did", () => {
    const cut: RunState = { ...holding, status: "cancelled", finishedAt: holding.at };
    expect(selectStepper(cut).map(({ percent, caption }) => `${percent} ${caption}`)).toEqual([
      "0 start",
      "30 open after 21\u00a0s",
      "50 2 of 3 reached",
      "70 not reached",
      "90 not reached",
      "100 cancelled",
    ]);
  });

  test("[G1] the note belongs to the milestone that comes next", () => {
    expect(selectNote(holding)).toContain("eight times the mail");
    expect(selectNote(stateOf({ untilMs: 0 }))).toContain("Everyone starts together");
  });

  test("the log is newest first, from the state alone", () => {
    const lines = selectLogLines(holding, 3).map((line) => line.text.replaceAll("\u00a0", " "));
    expect(lines).toEqual(["medium reached 50 %", "simple reached 50 %", "released 30 % by presenter"]);
  });

  test("[E3] every event except progress is described, in order", () => {
    const rows = selectEventRows(buildSampleRun());
    expect(rows.every((row, i) => row.text !== "" && row.seq > (rows[i - 1]?.seq ?? 0))).toBe(true);
    expect(rows.some((row) => row.type === "scenario.progressed")).toBe(false);
  });
});

describe("the quality trend", () => {
  test("[F3] one series a scenario, by progress, at most 300 points", () => {
    const model = selectQuality(complete);
    expect(model.series.map((series) => series.id)).toEqual(["simple", "medium", "complex"]);
    for (const { points } of model.series) {
      expect(points.length).toBeLessThanOrEqual(MAX_POINTS);
      expect(points.every((point, i) => point.percent >= (points[i - 1]?.percent ?? 0) && point.percent <= 100)).toBe(
        true,
      );
    }
  });

  test("the axis reaches down to the lowest score", () => {
    expect(selectQuality(complete).domain).toEqual([0.8, 1]);
    expect(selectQuality(stateOf({ scenarios: 6 })).domain).toEqual([0.6, 1]);
  });
});

test("[F2] [F3] each chart has a table of its data", () => {
  const timeline = toTimelineTable(selectTimeline(complete, complete.atMs));
  expect(timeline.rows.some((row) => row.join(" ").includes("waiting for the presenter"))).toBe(true);
  expect(toQualityTable(complete).rows).toHaveLength(3);
});
