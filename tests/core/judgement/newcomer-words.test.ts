import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { selectReport } from "../../../lib/view/report/report.ts";
import { toFigures, toInput } from "../support/growth-series.ts";

type Times = { readonly [size: number]: number };

function judged(times: Times, unit = "item") {
  const scenarios = Object.entries(times).map(([size, ms]) =>
    toFigures(Number(size).toLocaleString("en-US"), Number(size), ms),
  );
  const input = toInput(scenarios, { unit: { one: unit, many: `${unit}s` } });
  const judgement = judge(input);
  const report = selectReport(judgement, input, { withCost: false, notes: [] });
  return { judgement, printed: JSON.stringify(report).replaceAll("\u00a0", " ") };
}

describe("a power and its exponents", () => {
  test("[B12] a power outside the exponents between the sizes is not given; the slope over all is", () => {
    const { printed } = judged({ 1: 1_000, 2: 1_020, 4: 1_200, 8: 2_800, 16: 6_500 });
    expect(printed).toContain("from the smallest to the largest size time grows like n^0.68 (exponents 0.03");
    expect(printed).not.toMatch(/overall time grows like n\^1\.6|\) \(exponents/);
  });
  test("[B12] first sizes that grow less than the power of all are reported as a part", () => {
    const linked = { 1_000: 1.1, 4_000: 4.5, 16_000: 19, 64_000: 160, 256_000: 1_020, 1_024_000: 8_900 };
    const { judgement } = judged(linked);
    expect(judgement.growth.statement.text).toContain("overall, but like n^1.03 up to 16,000 items");
    expect(judgement.headline.text).toContain("overall, but less steep up to 16,000 items");
  });
});

describe("times that hardly depend on size", () => {
  test.each([
    { name: "log n", times: { 1_000: 1.9, 10_000: 2.6, 100_000: 3.2, 1_000_000: 3.9, 10_000_000: 4.6 } },
    { name: "constant", times: { 1_000: 1.9, 10_000: 1.9, 100_000: 1.91, 1_000_000: 1.9, 10_000_000: 1.9 } },
  ])("[I3] $name of a file: no throughput, no verdict per item, any of the sizes", ({ times }) => {
    const { judgement, printed } = judged(times, "row");
    expect(judgement.recommendation.production).toBeNull();
    expect(judgement.recommendation.statement.text).toContain(
      "Any of the sizes will do: time hardly depends on size; quality unknown, not weighed.",
    );
    expect(printed).not.toMatch(/cheapest|rows\/s|per row|per item|more than 1,000/i);
  });
});

describe("steps of the times", () => {
  test("[B12] steps of seconds may be waves of work, and ask for no longer times", () => {
    const { printed } = judged({ 1: 1e4, 2: 1e4, 4: 1e4, 8: 2e4, 12: 2e4, 16: 3e4, 24: 3e4, 32: 4e4 }, "job");
    expect(printed).toContain("Times come in steps of 10 s: of the clock, or of the work (waves of workers, batches).");
    expect(printed).not.toMatch(/at least 1 min 40 s|too short|step of the clock hides/);
  });
  test("[B12] small steps are still those of the clock", () => {
    const { printed } = judged({ 100: 0.1, 200: 0.1, 400: 0.2, 800: 0.4 });
    expect(printed).toMatch(/the step of the clock hides|too few steps of the clock/);
  });
});

describe("outliers and limits", () => {
  test("[B12] a series that shifts to another level has no single outlier", () => {
    const { judgement } = judged({ 10: 105, 20: 210, 40: 415, 80: 5_820, 160: 6_650, 320: 8_300 });
    expect(judgement.growth.excluded).toEqual([]);
    expect(judgement.growth.statement.text).not.toContain("outlier");
  });
  test("[B12] what a time limit stopped is excluded for that, in every place", () => {
    const limited = { 1_000: 1_000, 2_000: 2_003, 4_000: 4_011, 8_000: 8_022, 16_000: 30_000, 32_000: 30_000 };
    const { judgement, printed } = judged(limited);
    expect(judgement.growth.excluded.map(({ items, reason }) => [items, reason])).toEqual([
      [16_000, "time-limit"],
      [32_000, "time-limit"],
    ]);
    expect(printed).toContain("stopped by a time limit at 30 s, not judged");
    expect(printed).toContain("× time limit");
    expect(printed).toContain("one worker sustains 1,000 items/s");
    expect(printed).not.toContain("outlier");
  });
  test("[B12] nobody is asked for twice the size of what grows exponentially", () => {
    const { judgement } = judged({ 10: 1, 20: 1_020, 22: 4_100 });
    expect(judgement.growth.advice?.text ?? "").not.toContain("twice");
  });
});

test("[B13] a fixed cost is no longer than the smallest time", () => {
  const { growth } = judged({ 10: 0.03, 100: 0.067, 1_000: 0.4, 10_000: 3.7 }).judgement;
  expect(growth.fixedCost?.high).toBeLessThanOrEqual(0.03);
});
