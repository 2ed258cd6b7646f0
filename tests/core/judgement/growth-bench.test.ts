import { describe, expect, test } from "vitest";
import { judgeGrowth } from "../../../lib/core/judgement/growth/growth.ts";
import { GROWTH_CLASSES, type Growth } from "../../../lib/core/run/judgement.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { drawGrowthSeries } from "../support/growth/drawn-series.ts";
import { normalForm, normalFormOfClasses, smallestRms } from "../support/growth/rivals.ts";
import { scoreGrowth, scoreRival } from "../support/growth/score.ts";
import { TRUTHS, truthAt, type Truth } from "../support/growth/truth.ts";

const SIZES = [10, 30, 100, 300, 1_000, 3_000];
const timesOf = (truth: Truth, fixedMs = 0) =>
  SIZES.map((items) => ({ items, ms: fixedMs + 3 * truthAt(truth, items) }));

describe("the rules that the bench compares with", () => {
  test.each(GROWTH_CLASSES)("[B12] each finds %s in exact times", (growthClass) => {
    const truth: Truth = { kind: "class", growthClass };
    for (const rival of [smallestRms, normalForm, normalFormOfClasses])
      expect(rival(timesOf(truth))?.growthClass).toBe(growthClass);
  });

  test.each(GROWTH_CLASSES)("[B12] the normal form finds %s beside a fixed cost", (growthClass) => {
    const truth: Truth = { kind: "class", growthClass };
    for (const rival of [normalForm, normalFormOfClasses])
      expect(rival(timesOf(truth, 500))?.growthClass).toBe(growthClass);
  });

  test.each([1 / 3, 0.5, 1.5])("[B12] the normal form finds the power %d", (power) => {
    expect(normalForm(timesOf({ kind: "power", power }, 20))?.power).toBeCloseTo(power, 6);
  });

  test("[B12] the normal form sees that times fall; two sizes are not enough for any", () => {
    const falling = normalForm(timesOf({ kind: "falling", power: -0.8 }));
    expect(falling?.power).toBeLessThan(0);
    for (const rival of [smallestRms, normalForm])
      expect(rival(timesOf({ kind: "class", growthClass: "n" }).slice(0, 2))).toBeNull();
  });
});

describe("the score of a judgement", () => {
  const linear: Truth = { kind: "class", growthClass: "n" };
  const nothing: Growth = {
    ...judgeGrowth(toInput([toFigures("s1", 10, 5)])),
    kind: "unclear",
    growthClass: null,
    knee: null,
  };
  const power = (value: number, by: number) => ({ value, low: value - by, high: value + by });

  test.each<[string, Partial<Growth>, Truth]>([
    ["right", { kind: "class", growthClass: "n" }, linear],
    ["wrong", { kind: "class", growthClass: "n log n" }, linear],
    ["wrong", { kind: "class", growthClass: "n²" }, { kind: "power", power: 1.5 }],
    ["power", { kind: "power", power: power(1.02, 0.05) }, linear],
    ["wrong", { kind: "power", power: power(1.2, 0.1) }, linear],
    ["power", { kind: "power", power: power(1.12, 0.05) }, { kind: "class", growthClass: "n log n" }],
    ["right", { kind: "power", power: power(1.5, 0.1) }, { kind: "power", power: 1.5 }],
    ["wrong", { kind: "falling" }, linear],
    ["right", { kind: "falling" }, { kind: "falling", power: -0.8 }],
    ["right", { kind: "exponential", exponential: power(2, 0.1) }, { kind: "exponential", factor: 2 }],
    ["wrong", { kind: "exponential", exponential: power(1.5, 0.1) }, { kind: "exponential", factor: 2 }],
    ["withheld", {}, linear],
  ])("[B12] is %s for %j", (score, claims, truth) => {
    expect(scoreGrowth({ ...nothing, ...claims }, truth, SIZES)).toBe(score);
  });

  test("[B12] a knee in a series without one is wrong, whatever the class", () => {
    const knee = { scenarioId: "s2", items: 30, exponentBefore: 1, exponentAfter: 2 };
    expect(scoreGrowth({ ...nothing, kind: "knee", growthClass: "n", knee }, linear, SIZES)).toBe("wrong");
  });

  test("[B12] a rule without doubt is right by its class, or near the power", () => {
    expect(scoreRival({ growthClass: "n", power: 1 }, linear)).toBe("right");
    expect(scoreRival({ growthClass: "n", power: 1.45 }, { kind: "power", power: 1.5 })).toBe("right");
    expect(scoreRival({ growthClass: "n³", power: 3 }, { kind: "power", power: 4 })).toBe("wrong");
  });
});

describe("a drawn series", () => {
  const drawn = TRUTHS.flatMap((truth, kind) =>
    Array.from({ length: 200 }, (_, i) => drawGrowthSeries(truth, 0.05, kind * 1_000 + i)),
  );
  const shareOf = (isCounted: (series: (typeof drawn)[number]) => boolean): number =>
    drawn.filter(isCounted).length / drawn.length;

  test("[B12] has 3 to 10 ascending sizes up to a thousand million, and times above 0", () => {
    for (const { sizes, input } of drawn) {
      expect(sizes.length).toBeGreaterThanOrEqual(3);
      expect(sizes.length).toBeLessThanOrEqual(10);
      expect([...new Set(sizes)].toSorted((one, other) => one - other)).toEqual(sizes);
      expect(sizes.at(-1)).toBeLessThanOrEqual(1e9);
      expect(input.scenarios.filter(({ workMs }) => !(workMs > 0 && Number.isFinite(workMs)))).toEqual([]);
    }
  });

  test("[B12] is the same for the same seed; a third has no fixed cost, a fifth an outlier", () => {
    const [truth] = TRUTHS;
    if (truth === undefined) throw new Error("no growth to draw");
    expect(drawGrowthSeries(truth, 0.05, 7)).toEqual(drawGrowthSeries(truth, 0.05, 7));
    expect(shareOf(({ fixedShare }) => fixedShare === 0)).toBeCloseTo(1 / 3, 1);
    expect(shareOf(({ outlierId }) => outlierId !== null)).toBeCloseTo(0.2, 1);
    expect(shareOf(({ measured }) => measured === "once")).toBeCloseTo(0.5, 1);
  });
});
