import { layoutGrowthLabels } from "../../lib/view/growth/labels.ts";
import { describe, expect, test } from "vitest";
import { toTimelineTable } from "../../lib/view/charts/tables.ts";
import { computeLogTimeTicks, computeTimeTicks, formatTimeTick } from "../../lib/view/charts/axis-ticks.ts";
import { formatEvidence, formatLoss, formatMoney, formatTarget } from "../../lib/view/format/evidence.ts";
import { selectExtrapolation, selectGrowth } from "../../lib/view/growth/growth.ts";
import { toGrowthTable } from "../../lib/view/growth/table.ts";
import { markTimeline } from "../../lib/view/timeline/marks.ts";
import { selectResources, toResourceTable } from "../../lib/view/charts/resources.ts";
import {
  isOnSlide,
  selectOutcomes,
  selectRunResults,
  selectTiles,
  toCostTable,
} from "../../lib/view/results/results.ts";
import { selectTimeline } from "../../lib/view/timeline/timeline.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import type { RunResults } from "../../lib/core/run/results.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { buildSampleGrowth } from "../support/sample-growth.ts";
import { buildSampleEnding, type SampleEnding } from "../support/sample-results.ts";
import { buildSampleRun } from "../support/sample-run.ts";

function resultsOf(ending: SampleEnding) {
  const state = buildSampleEnding(ending);
  return { state, spec: state.spec, results: selectRunResults(state) };
}

/** The complete ending, judged to be quadratic with a knee. */
function withKnee() {
  const { results, spec } = resultsOf("complete");
  const knee = { scenarioId: "medium", items: 900, exponentBefore: 1, exponentAfter: 1.95 };
  const growth = { ...results.judgement.growth, kind: "knee", growthClass: "n²", knee } as const;
  return { results: { ...results, judgement: { ...results.judgement, growth } }, spec };
}

describe("results", () => {
  test("[C2] [C3] [J3] every figure has its verdict and its target", () => {
    const tiles = selectTiles(resultsOf("complete").results.judgement);
    expect(tiles.map(({ id }) => id)).toEqual([
      "quality-scaling",
      "time-efficiency",
      "resource-efficiency",
      "quality-deviation",
      "error-consistency",
      "speedup",
      "parallel-efficiency",
      "compute-time",
    ]);
    expect(tiles[0]).toMatchObject({ verdict: "pass", note: "needs >\u00a0.8, expected 1" });
    expect(tiles[1]).toMatchObject({ verdict: "fail" });
    expect(tiles.at(-1)?.note).toContain("no prices");
  });

  test("[C2] [J2] the slide has room for known comparisons and the cost", () => {
    const { judgement } = resultsOf("complete").results;
    const amounts = { model: 0, compute: 0.02, database: 0, total: 0.02 };
    const tiles = selectTiles({ ...judgement, cost: { ...judgement.cost, amounts, currency: "USD" } });
    const shown = ["quality-scaling", "time-efficiency", "resource-efficiency", "cost"];
    expect(tiles.filter(isOnSlide).map(({ id }) => id)).toEqual(shown);
    const untold = tiles.map((tile) => (tile.id === "cost" ? tile : { ...tile, verdict: "unknown" as const }));
    expect(untold.filter(isOnSlide).map(({ id }) => id)).toEqual(["cost"]);
  });

  test("[J3] the slide has one clock for a scenario: compute time without prices is not on it, and the chart's labels show no time", () => {
    const { results, spec } = resultsOf("complete");
    const tile = selectTiles(results.judgement).at(-1);
    expect(tile).toMatchObject({ id: "compute-time", label: "Compute time" });
    expect(tile && isOnSlide(tile)).toBe(false);
    const model = selectGrowth(results, spec, { asked: null, scale: "linear" });
    const frame = {
      plot: { x: 0, y: 0, width: 600, height: 300 },
      fontPx: 16,
      x: (n: number) => n,
      y: (ms: number) => ms,
    };
    for (const label of layoutGrowthLabels(model, frame).points) expect(label?.text ?? "").not.toMatch(/\d/);
  });

  test("[J3] an outcome shows the active time, which is that of the run's figures", () => {
    const { state, results } = resultsOf("complete");
    expect(selectOutcomes(state, results).map(({ elapsedMs }) => elapsedMs)).toEqual(
      results.scenarios.map(({ totals }) => totals.elapsedMs),
    );
  });

  test("[C7] an outcome has its rank, and a partial one its missing items", () => {
    const { state, results } = resultsOf("partial");
    expect(
      selectOutcomes(state, results).map(({ label, rank, whole, summary }) => [label, rank, whole, summary.status]),
    ).toEqual([
      ["simple", "excellent", true, "complete"],
      ["medium", "excellent", true, "complete"],
      ["complex", "good", false, "out of memory"],
    ]);
  });

  test("[C7] an outcome of a size that is left out has the reason instead of a rank; an outlier keeps its rank", () => {
    const failures = buildSampleGrowth("failures");
    const ranked = failures.results.judgement.ranks.map((each) => ({ ...each, rank: "excellent" as const }));
    const results = { ...failures.results, judgement: { ...failures.results.judgement, ranks: ranked } };
    const outcomesOf = (state: RunState, from: RunResults) =>
      selectOutcomes(state, from).map(({ rank, exclusion }) => exclusion ?? rank);
    expect(outcomesOf(failures, results)).toEqual(["excellent", "excellent", "88\u00a0% failed", "excellent"]);
    const outlier = buildSampleGrowth("outlier");
    expect(selectOutcomes(outlier, outlier.results).map(({ exclusion }) => exclusion)).toEqual(Array(5).fill(null));
  });

  test("a run without final results is judged so far", () => {
    const { state, results } = resultsOf("complete");
    expect(selectRunResults({ ...state, results: null })).toEqual(results);
    expect(selectRunResults(state)).toBe(state.results);
  });

  test("[J2] without prices the cost table has no money column", () => {
    const { judgement } = resultsOf("complete").results;
    expect(toCostTable(judgement, (id) => id).head).toEqual(["Scenario", "Compute time", "Stored results"]);
  });
});

describe("[B5] [B6] [B8] the growth chart", () => {
  test.each(["linear", "log"] as const)("on %s axes everything drawn is finite and within the axes", (scale) => {
    const { results, spec } = withKnee();
    const asked = selectExtrapolation(results, spec, 24_000);
    const model = selectGrowth(results, spec, { asked, scale });
    expect(model).toMatchObject({ curveLabel: { text: "n²" }, knee: { items: 900 }, asked: { items: 24_000 } });
    const places = [
      ...model.points,
      ...model.measuredCurve,
      ...model.projectedCurve,
      ...(model.comparison?.places ?? []),
    ];
    for (const { items, ms } of places) {
      expect(Number.isFinite(ms)).toBe(true);
      expect(items).toBeLessThanOrEqual(model.xAxis.domain[1]);
      expect(ms).toBeLessThanOrEqual(model.yAxis.domain[1]);
    }
    expect(model.projectedCurve.at(-1)?.items).toBeCloseTo(24_000, 6);
    expect(model.yAxis.ticks.length).toBeGreaterThan(1);
    expect(toGrowthTable(model, spec.unit).rows.map(([name]) => name)).toEqual([
      "simple",
      "medium",
      "complex",
      "your size",
    ]);
  });

  test("linear growth is drawn for comparison, but not where it would dwarf the measured times", () => {
    const { results, spec } = withKnee();
    const options = { asked: null, scale: "linear" } as const;
    expect(selectGrowth(results, spec, options).comparison?.places.map(({ items }) => items)).toEqual([300, 2400]);
    const { growth } = results.judgement;
    const times = growth.times.map((time, i) => ({ ...time, timeMs: 1_000 + i }));
    const flat = {
      ...growth,
      times,
      growthClass: "1",
      fits: [{ growthClass: "1", coefficientMs: 1_001, normalisedError: 0.001 }],
    } as const;
    const constant = { ...results, judgement: { ...results.judgement, growth: flat } };
    expect(selectGrowth(constant, spec, options).comparison).toBeNull();
  });

  test("without measurements the chart is empty, and a size gets no answer", () => {
    const { state, spec } = resultsOf("failed");
    const totals = { ...state.scenarios[0]!.totals, itemsDone: 0, busyMs: 0, quality: null };
    const empty = {
      ...state,
      results: null,
      scenarios: state.scenarios.map((each) => ({ ...each, totals, points: [] })),
    };
    const results = selectRunResults(empty);
    expect(selectExtrapolation(results, spec, 100)).toBeNull();
    expect(selectGrowth(results, spec, { asked: null, scale: "linear" }).points).toEqual([]);
  });

  test("time ticks are round durations", () => {
    expect(computeTimeTicks(81_000, 5).map(formatTimeTick)).toEqual([
      "0",
      "20\u00a0s",
      "40\u00a0s",
      "60\u00a0s",
      "80\u00a0s",
    ]);
    expect(computeLogTimeTicks(2_000, 2_500_000).map(formatTimeTick)).toEqual([
      "3\u00a0s",
      "30\u00a0s",
      "3\u00a0min",
      "30\u00a0min",
    ]);
  });
});

describe("[F7] memory and workers over time", () => {
  test("each scenario has its line within the axis, and its rows in the table", () => {
    const { state } = resultsOf("complete");
    const memory = selectResources(state, "memory");
    const values = memory.series.flatMap(({ points }) => points.map(({ value }) => value));
    expect(Math.max(...values)).toBeLessThanOrEqual(memory.top);
    expect(memory.series.map(({ points }) => points.length)).toEqual([40, 40, 40]);
    expect(memory.series[2]?.points.at(-1)?.value).toBe(184);
    expect(selectResources(state, "workers").ticks).toEqual([0, 1, 2, 3, 4]);
    const { rows } = toResourceTable(state);
    expect(new Set(rows.map(([name]) => name)).size).toBe(3);
    expect(rows.at(-1)).toEqual(["complex", expect.any(String), "184 MB", "4"]);
  });
});

test("[D9] [D4] [D2] faults, tries and attempts are on the timeline and in its table", () => {
  const { state } = resultsOf("complete");
  const base = buildSampleRun()[0]!;
  const about = { seq: 1, at: base.at, actor: base.actor, scenarioId: "medium" };
  const facts: RunEvent[] = [
    {
      ...about,
      type: "batch.failed",
      atMs: 3_000,
      fromItem: 0,
      toItem: 50,
      kind: "exception",
      message: "no",
      tries: 1,
      next: "automatic",
      retryAtMs: 3_500,
    },
    {
      ...about,
      type: "scenario.retried",
      atMs: 6_000,
      attempt: 2,
      reason: "presenter",
      load: { batchSize: 50, concurrency: 1 },
      totals: state.scenarios[1]!.totals,
    },
  ];
  const model = markTimeline(selectTimeline(state, state.atMs), facts);
  expect(model.rows[1]?.marks.map(({ text }) => text)).toEqual(["try 1 failed", "attempt 2"]);
  expect(model.rows[2]?.faults).toEqual([{ fault: "slow", fromMs: 4_000, toMs: 9_000 }]);
  const lines = toTimelineTable(model).rows.map(([who, what]) => `${who} ${what}`);
  expect(lines).toEqual(expect.arrayContaining(["complex fault button: slow", "medium attempt 2"]));
});

test("figures are shown in their unit, and none is invented", () => {
  expect(formatEvidence(null, "ms")).toBe("–");
  expect(formatEvidence(Number.NaN, "score")).toBe("–");
  expect(formatEvidence(0.9134, "score")).toBe(".913");
  expect(formatEvidence(0.083, "share")).toBe("8.3\u00a0%");
  expect(formatEvidence(3.5, "s")).toBe("3.5\u00a0s");
  expect(formatEvidence(2400, "items")).toBe("2,400\u00a0items");
  expect(formatEvidence(1.02, "EUR")).toBe("1.02\u00a0EUR");
  expect(formatTarget({ comparison: "<=", value: 0.05 })).toBe("≤\u00a0.05");
  expect(formatLoss(0.0042, "share")).toBe(".42\u00a0points");
  expect(formatLoss(0.13, "share")).toBe("13\u00a0points");
  expect(formatMoney(0.00213, "USD")).toBe("$0.0021");
  expect(formatMoney(12.5, "EUR")).toBe("€12.50");
});
