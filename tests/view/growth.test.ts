import { describe, expect, test } from "vitest";
import { selectFreeCorner } from "../../lib/view/growth/corner.ts";
import { listEndTexts } from "../../lib/view/growth/end-texts.ts";
import { describeFindings } from "../../lib/view/growth/findings.ts";
import { selectGrowth } from "../../lib/view/growth/growth.ts";
import type { GrowthModel, GrowthScale } from "../../lib/view/growth/model.ts";
import { toGrowthTable } from "../../lib/view/growth/table.ts";
import { selectHeadlineTone, selectRecommendationTone } from "../../lib/view/results/tones.ts";
import { buildSampleGrowth, SAMPLE_GROWTHS, type SampleGrowth } from "../support/sample-growth.ts";

function modelOf(name: SampleGrowth, scale: GrowthScale = "linear"): GrowthModel {
  const { results, spec } = buildSampleGrowth(name);
  return selectGrowth(results, spec, { asked: null, scale });
}

function tableOf(name: SampleGrowth) {
  return toGrowthTable(modelOf(name), buildSampleGrowth(name).spec.unit).rows;
}

/** Time on the curve at the size of a point, relative to the measured one. */
function errorsOf({ measuredCurve, points }: GrowthModel): number[] {
  return points.map(({ items, ms }) => {
    const near = measuredCurve.toSorted((a, b) => Math.abs(a.items - items) - Math.abs(b.items - items))[0];
    return Math.abs((near?.ms ?? 0) / ms - 1);
  });
}

const ends = (name: SampleGrowth) =>
  listEndTexts(modelOf(name)).map(({ text, power, note }) => [text, power, note].filter(Boolean).join(" "));

describe.each(SAMPLE_GROWTHS)("[B5] [B12] the growth chart of a sample: %s", (name) => {
  test.each(["linear", "log"] as const)("everything drawn is finite and within the %s axes", (scale) => {
    const { xAxis, yAxis, ...model } = modelOf(name, scale);
    const lines = [...model.measuredCurve, ...model.projectedCurve, ...(model.comparison?.places ?? [])];
    const band = model.band.flatMap(({ items, lowMs, highMs }) => [
      { items, ms: lowMs },
      { items, ms: highMs },
    ]);
    for (const { items, ms } of [...model.points, ...lines, ...band]) {
      expect(items).toBeGreaterThanOrEqual(xAxis.domain[0]);
      expect(items).toBeLessThanOrEqual(xAxis.domain[1]);
      expect(ms).toBeGreaterThanOrEqual(yAxis.domain[0]);
      expect(ms).toBeLessThanOrEqual(yAxis.domain[1]);
    }
    expect(yAxis.ticks.length).toBeGreaterThan(model.points.length > 1 ? 1 : 0);
  });

  test("a size is a point or named as excluded, and every size has its row", () => {
    const { points, excluded } = modelOf(name);
    const sizes = buildSampleGrowth(name).spec.scenarios.map(({ id }) => id);
    expect([...points, ...excluded].map(({ id }) => id).toSorted()).toEqual(sizes.toSorted());
    expect(tableOf(name).length).toBeGreaterThanOrEqual(sizes.length);
  });
});

describe("[B5] [B12] [B13] each kind of growth", () => {
  test("a class is a curve through the times, with its name", () => {
    expect(modelOf("linear")).toMatchObject({ line: "curve", band: [], comparison: null, fixedCost: null });
    expect(Math.max(...errorsOf(modelOf("linear")))).toBeLessThan(0.08);
    expect(ends("linear")).toEqual(["linear"]);
    expect(ends("quadratic")).toEqual(["n²", "if linear"]);
  });

  test("[B13] a fixed cost lies under the curve and the whole times, and is no growth", () => {
    const model = modelOf("fixed");
    expect(model).toMatchObject({ fixedCost: { label: "2.0\u00a0s before the first mail" }, line: "curve", steps: [] });
    expect(model.points.map(({ ms }) => (ms / 1_000).toFixed(2))).toEqual(["2.50", "4.00", "10.00"]);
    for (const { items, ms } of model.measuredCurve) expect(Math.abs(ms - 2_000 - 5 * items)).toBeLessThan(2);
    expect(ends("fixed")).toEqual(["linear"]);
    expect(tableOf("fixed").map(([name, , time, rate]) => [name, time, rate])).toEqual([
      ["before the first mail", "2.0\u00a0s", ""],
      ["simple", "2.5\u00a0s", "5\u00a0ms"],
      ["medium", "4.0\u00a0s", "5\u00a0ms"],
      ["complex", "10\u00a0s", "5\u00a0ms"],
    ]);
    expect(tableOf("fixed")[0]).toHaveLength(4);
  });

  test("a power has its interval as a band that meets the curve in the middle", () => {
    const { band, measuredCurve } = modelOf("power");
    const widths = band.map(({ lowMs, highMs }) => highMs / lowMs);
    expect(Math.min(...widths)).toBeLessThan(1.01);
    expect(widths.at(-1)).toBeGreaterThan(1.1);
    band.forEach(({ lowMs, highMs }, i) => {
      expect(lowMs).toBeLessThanOrEqual((measuredCurve[i]?.ms ?? 0) + 1e-6);
      expect(highMs).toBeGreaterThanOrEqual((measuredCurve[i]?.ms ?? 0) - 1e-6);
    });
    expect(ends("power")).toEqual(["n 1.50 1.46–1.54", "if linear"]);
  });

  test("falling times have their best size and the ideal, and no other line", () => {
    const model = modelOf("falling");
    expect(model).toMatchObject({
      line: "smooth",
      best: { items: 40, label: "3.3× as fast at 40\u00a0threads" },
      steps: [],
    });
    expect(model.comparison?.places.at(-1)).toEqual({ items: 80, ms: 5_000 });
    expect(ends("falling")).toEqual(["ideal"]);
    expect(tableOf("falling")[2]?.at(-1)).toBe("3.3× as fast at 40\u00a0threads");
    expect(tableOf("falling").map((row) => row[3])).toEqual(["1.00×", "1.90×", "3.33×", "3.23×"]);
  });

  test("an exponential has its factor per item, or the items that double the time", () => {
    expect(Math.max(...errorsOf(modelOf("exponential")))).toBeLessThan(0.08);
    expect(ends("exponential")).toEqual(["×1.5 per mail"]);
    const { results, spec } = buildSampleGrowth("exponential");
    const { growth } = results.judgement;
    const slow = { ...growth, exponential: { value: 1.003, low: 1.002, high: 1.004 } };
    const judgement = { ...results.judgement, growth: slow };
    const model = selectGrowth({ ...results, judgement }, spec, { asked: null, scale: "linear" });
    expect(model.curveLabel).toEqual({ text: "doubles", power: null, note: "every 230 mails" });
  });

  test("[B6] a knee joins the sizes by their powers, each with its exponent", () => {
    const { results, spec } = buildSampleGrowth("knee");
    const growth = { ...results.judgement.growth, growthClass: null };
    const judgement = { ...results.judgement, growth };
    const model = selectGrowth({ ...results, judgement }, spec, { asked: null, scale: "linear" });
    expect(model).toMatchObject({ line: "curve", knee: { items: 900 }, curveLabel: null });
    expect(model.steps.map(({ exponent }) => exponent.toFixed(2))).toEqual(["1.00", "2.00"]);
    const middle = model.measuredCurve.find(({ items }) => items > 1_640 && items < 1_660);
    expect(middle?.ms).toBeCloseTo(10_800 * ((middle?.items ?? 0) / 900) ** 2, 0);
  });

  test("[B7] without evidence the times are only joined, and a corner is free for the advice", () => {
    const model = modelOf("unclear");
    expect(model).toMatchObject({ line: "thin", comparison: null, curveLabel: null, steps: [], band: [] });
    expect(model.measuredCurve).toEqual(model.points);
    expect(selectFreeCorner(model)).toBe("top-left");
    expect(selectFreeCorner(modelOf("falling"))).toBe("top-right");
  });

  test("a growth that holds from a size on is drawn from there, and nowhere else", () => {
    const { measuredCurve, steps, projectedCurve } = modelOf("holds");
    expect(measuredCurve[0]?.items).toBe(16);
    expect(steps.map(({ from }) => from.items)).toEqual([16, 64, 256]);
    expect(projectedCurve).toEqual([]);
    expect(ends("holds")).toEqual(["linear from 16 on"]);
  });
});

describe("[B12] sizes that do not count", () => {
  test("are off the curve, with the reason and the expected time", () => {
    const { excluded, points, steps } = modelOf("outlier");
    expect(points.map(({ items }) => items)).toEqual([100, 200, 800, 1_600]);
    expect(excluded).toMatchObject([{ id: "complex", index: 2, items: 400, ms: 16_000, reason: "outlier" }]);
    expect(excluded[0]?.expectedMs).toBeCloseTo(4_020, -1);
    expect(Math.max(...errorsOf(modelOf("outlier")))).toBeLessThan(0.1);
    expect(steps.some(({ from, to }) => from.items < 400 && to.items > 400)).toBe(false);
    expect(tableOf("outlier")[2]?.at(-1)).toBe("outlier, expected 4.0\u00a0s");
  });

  test("failed items are named with their share, and an unknown time stays unknown", () => {
    expect(modelOf("failures").excluded[0]?.reason).toBe("88\u00a0% failed");
    expect(tableOf("fault")[2]).toEqual(["complex", "2,000", "–", "", "fault injected"]);
  });

  test("one far off does not flatten the others", () => {
    const { results, spec } = buildSampleGrowth("outlier");
    const { growth } = results.judgement;
    const excluded = growth.excluded.map((each) => ({ ...each, timeMs: 9_000_000 }));
    const judgement = { ...results.judgement, growth: { ...growth, excluded } };
    const { yAxis } = selectGrowth({ ...results, judgement }, spec, { asked: null, scale: "linear" });
    expect(yAxis.domain[1]).toBeLessThan(60_000);
  });
});

describe("[B5] [B12] [B13] growth in detail", () => {
  const findingsOf = (name: SampleGrowth) => {
    const { results, spec } = buildSampleGrowth(name);
    return describeFindings(results.judgement.growth, spec);
  };

  test("names the fixed cost, the power, the factor, the gain and the sizes that do not count", () => {
    expect(findingsOf("linear")).toEqual([expect.stringMatching(/^Power of the size: 1\.0\d \(/)]);
    expect(findingsOf("fixed")).toEqual([
      "Power of the size: 1.00 (0.93 to 1.08)",
      "Fixed cost: 2.0\u00a0s (2.0\u00a0s to 2.0\u00a0s), from the course within the scenarios",
    ]);
    expect(findingsOf("power")).toEqual(["Power of the size: 1.50 (1.46 to 1.54)"]);
    expect(findingsOf("exponential")).toEqual(["Factor per further mail: 1.50 (1.48 to 1.52)"]);
    expect(findingsOf("falling")).toEqual([
      "3.33× as fast at 40\u00a0threads as at 10\u00a0threads",
      "no further gain beyond 40\u00a0threads",
    ]);
    expect(findingsOf("holds")).toContain("Holds from 16\u00a0mails to 1,024\u00a0mails");
    expect(findingsOf("outlier")).toContain("complex (400\u00a0mails) does not count: outlier, expected 4.0\u00a0s");
  });

  test("a small factor keeps the decimals that tell it from 1", () => {
    const { results, spec } = buildSampleGrowth("exponential");
    const growth = { ...results.judgement.growth, exponential: { value: 1.0031, low: 1.0029, high: 1.0033 } };
    expect(describeFindings(growth, spec)).toEqual(["Factor per further mail: 1.0031 (1.0029 to 1.0033)"]);
  });
});

test("[B7] no good news stands above an unsure judgement", () => {
  const { judgement } = buildSampleGrowth("linear").results;
  expect([selectHeadlineTone(judgement), selectRecommendationTone(judgement)]).toEqual(["good", "good"]);
  const unsure = buildSampleGrowth("unclear").results.judgement;
  const mixed = { ...judgement, growth: unsure.growth };
  expect([selectHeadlineTone(mixed), selectRecommendationTone(mixed)]).toEqual(["unsure", "unsure"]);
  expect([selectHeadlineTone(unsure), selectRecommendationTone(unsure)]).toEqual(["unsure", "unsure"]);
});
