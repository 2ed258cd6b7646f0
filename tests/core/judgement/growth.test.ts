import { describe, expect, test, vi } from "vitest";
import type { BatchFailure } from "../../../lib/core/run/batch-failures.ts";
import { judgeGrowth } from "../../../lib/core/judgement/growth/growth.ts";
import { growthAt } from "../../../lib/core/judgement/growth/weighing/shapes.ts";
import type { FigurePoint, ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import type { FaultSpan } from "../../../lib/core/run/state.ts";
import { GROWTH_CLASSES } from "../../../lib/core/run/judgement.ts";
import { batchFailure, runFigures } from "../support/run-figures.ts";
import { drawSeries, SERIES, tallyClasses, toFigures, toInput } from "../support/growth-series.ts";

vi.setConfig({ testTimeout: 60_000 });

const [withPoints, withFewPoints, fiveTotals, threeTotals] = SERIES;
const SEEDS = 25;

/** Points after every batch of ten, with a constant time per item except for `times`. */
function steady(id: string, items: number, perItemMs: number, times: Readonly<Record<number, number>> = {}) {
  let workMs = 0;
  const points: FigurePoint[] = Array.from({ length: items / 10 }, (_, batch) => {
    // a small, regular variation, as real batches have
    workMs += 10 * perItemMs * (times[batch] ?? 1 + 0.02 * ((batch % 3) - 1));
    return { itemsDone: 10 * (batch + 1), workMs, atMs: workMs, quality: null };
  });
  return toFigures(id, items, workMs, points);
}

describe("over seeded series of every class", () => {
  test.each([withPoints, withFewPoints, fiveTotals, threeTotals])(
    "[B5][B7] never another class at 5 % noise, and at 20 % in at most 3 of 100: $name",
    (kind) => {
      if (kind === undefined) throw new Error("no such series");
      const at5 = tallyClasses(kind, 0.05, SEEDS);
      expect(at5.reduce((total, { wrong }) => total + wrong, 0)).toBeLessThanOrEqual(
        0.01 * SEEDS * GROWTH_CLASSES.length,
      );
      const at20 = tallyClasses(kind, 0.2, SEEDS);
      expect(at20.reduce((total, { wrong }) => total + wrong, 0)).toBeLessThanOrEqual(
        0.03 * SEEDS * GROWTH_CLASSES.length,
      );
    },
  );

  test.each([withPoints, withFewPoints])("[B5] right in 95 of 100 at 5 %: $name", (kind) => {
    if (kind === undefined) throw new Error("no such series");
    const right = tallyClasses(kind, 0.05, SEEDS).reduce((total, tally) => total + tally.right, 0);
    expect(right).toBeGreaterThanOrEqual(0.95 * SEEDS * GROWTH_CLASSES.length);
  });

  test.each(GROWTH_CLASSES)("[B5] without noise the class is %s, with no error", (growthClass) => {
    if (withPoints === undefined) throw new Error("no such series");
    for (const batches of [withPoints.batches, null]) {
      const growth = judgeGrowth(drawSeries({ ...withPoints, batches }, growthClass, 0, 1));
      expect(growth.growthClass).toBe(growthClass);
      expect(growth.fits[0]).toMatchObject({ growthClass });
      expect(growth.fits[0]?.normalisedError).toBeLessThan(1e-9);
      expect(growth.fits[0]?.coefficientMs).toBeCloseTo(10, 6);
      expect(growth.knee).toBeNull();
    }
  });
});

describe("the noise", () => {
  test("[B7] is estimated from the points: about 20 %/√20 for twenty batches with 20 %", () => {
    if (withPoints === undefined) throw new Error("no such series");
    const noise = Array.from(
      { length: 50 },
      (_, seed) => judgeGrowth(drawSeries(withPoints, "n", 0.2, seed)).noise ?? 0,
    );
    const mean = noise.reduce((total, each) => total + each, 0) / noise.length;
    expect(mean).toBeGreaterThan(0.02);
    expect(mean).toBeLessThan(0.06);
  });

  test("[B7] a scenario that slows down towards its end does not count as noisier", () => {
    const trend = (id: string, items: number): ScenarioFigures => {
      const points = Array.from({ length: 20 }, (_, i) => {
        const share = (i + 1) / 20;
        return { itemsDone: items * share, workMs: items * (share + share ** 2), atMs: null, quality: null };
      });
      return toFigures(id, items, 2 * items, points);
    };
    const growth = judgeGrowth(toInput([trend("simple", 100), trend("medium", 300), trend("complex", 800)]));
    expect(growth.noise).toBeLessThan(0.05);
    expect(growth.growthClass).toBe("n");
  });

  test("[B7] too few points give no estimate: null, and the figures still count", () => {
    const growth = judgeGrowth(toInput([steady("a", 10, 5), steady("b", 20, 5), steady("c", 30, 5)]));
    expect(growth).toMatchObject({ noise: null, growthClass: "n", warmUps: [], outliers: [] });
    expect(growth.power?.value).toBeCloseTo(1, 1);
  });
});

describe("warm-up and outliers", () => {
  const medium = steady("medium", 300, 5);
  const complex = steady("complex", 800, 5, { 40: 4 });

  test("[B9] a slow first batch is reported, and excluded from the fit", () => {
    const growth = judgeGrowth(toInput([steady("simple", 100, 5, { 0: 8 }), medium, complex]));
    expect(growth.warmUps).toHaveLength(1);
    expect(growth.warmUps[0]).toMatchObject({ scenarioId: "simple", items: 10, perItemMs: 40 });
    expect(growth.warmUps[0]?.usualPerItemMs).toBeCloseTo(5, 0);
    const [simple] = growth.times;
    expect(simple?.timeMs).toBeGreaterThan(490);
    expect(simple?.timeMs).toBeLessThan(510);
    expect(growth.growthClass).toBe("n");
  });

  test("[B9] a slow later batch is an outlier at its position", () => {
    const growth = judgeGrowth(toInput([steady("simple", 100, 5), medium, complex]));
    expect(growth.warmUps).toEqual([]);
    expect(growth.outliers).toHaveLength(1);
    expect(growth.outliers[0]).toMatchObject({ scenarioId: "complex", fromItem: 400, toItem: 420 });
  });

  test("[B9] a scenario that slows down from beginning to middle has a trend, no warm-up", () => {
    const slowing = steady("simple", 100, 5, { 0: 8, 1: 6, 2: 5, 3: 4, 4: 3 });
    expect(judgeGrowth(toInput([slowing, medium, complex])).warmUps).toEqual([]);
  });
});

describe("the fault button", () => {
  /** Points at ten times the items; batch 20 takes 40 times as long. */
  const slowed = (fault: FaultSpan, batchFailures: readonly BatchFailure[] = []): ScenarioFigures => {
    const figures = steady("complex", 400, 10, { 20: 40 });
    const { run } = runFigures("complex", 400);
    return { ...figures, run: run && { ...run, faults: [fault], batchFailures } };
  };
  const others = [steady("simple", 100, 10), steady("medium", 200, 10)];

  test("[D9] its cost is excluded from the growth, and the text says so", () => {
    const growth = judgeGrowth(toInput([...others, slowed({ fault: "slow", fromMs: 2_100, toMs: 5_900 })]));
    expect(growth.growthClass).toBe("n");
    expect(growth.times[2]?.timeMs).toBeCloseTo(4_000, -2);
    expect(growth.outliers).toEqual([]);
    expect(growth.warnings[0]?.text).toContain(
      "A fault was injected into complex: the extra time it caused is excluded as far as it was measured.",
    );
  });

  test("[D9] so are its later effects: a hanging worker is ended after the stall limit", () => {
    const hang = { fault: "hang", fromMs: 1_950, toMs: 1_950 } as const;
    const ended = batchFailure(200, { kind: "timeout", atMs: 5_900 });
    expect(judgeGrowth(toInput([...others, slowed(hang, [ended])])).outliers).toEqual([]);
    expect(judgeGrowth(toInput([...others, slowed({ ...hang, fault: "kill" })])).outliers).toHaveLength(1);
  });
});

describe("partial data", () => {
  test("[D10] a scenario that ended early counts with the time of all its items at its pace", () => {
    const half = { ...steady("complex", 400, 5), items: 800 };
    const growth = judgeGrowth(toInput([steady("simple", 100, 5), steady("medium", 300, 5), half]));
    expect(growth.growthClass).toBe("n");
    expect(growth.times[2]?.timeMs).toBeCloseTo(4_000, -2);
    expect(growth.warnings.map(({ text }) => text)).toEqual([
      "The time of complex is projected from the completed items to all of them.",
    ]);
  });

  test("[B7] two sizes have an exponent but no class; one has neither", () => {
    const two = judgeGrowth(toInput([toFigures("a", 100, 500), toFigures("b", 200, 1_000)]));
    expect(two).toMatchObject({ growthClass: null, fits: [], knee: null, exponents: [{ exponent: 1 }] });
    expect(two.statement).toMatchObject({ tone: "unsure" });
    expect(judgeGrowth(toInput([toFigures("a", 100, 500)]))).toMatchObject({ growthClass: null, exponents: [] });
  });

  test("[B12] growth between two classes is told by its power", () => {
    const between = [100, 500, 2_500].map((items) => steady(`s${items}`, items, 100 * items ** -0.4));
    const { growthClass, exponents, statement } = judgeGrowth(toInput(between));
    expect(growthClass).toBeNull();
    expect(exponents.map(({ exponent }) => exponent.toFixed(1))).toEqual(["0.6", "0.6"]);
    expect(statement.text).toMatch(/^Time growth is sublinear: like n\^0\.\d\d \(/);
  });

  test("[B7] sizes too close to each other determine no class, however well one fits", () => {
    const near = [100, 105, 110].map((items) => toFigures(`s${items}`, items, 10 * growthAt("n log n", items)));
    expect(judgeGrowth(toInput(near)).growthClass).toBeNull();
  });

  test("[B7] a scenario with more workers has a quarter of uncertainty: its slower items are not growth", () => {
    const withWorkers = (concurrency: number): readonly ScenarioFigures[] =>
      [50, 150, 400].map((items, i) => {
        const isLast = i === 2;
        const figures = steady(`s${i}`, items, isLast ? 6 : 5);
        const { run } = runFigures(figures.id, items);
        return { ...figures, run: run && { ...run, concurrency: isLast ? concurrency : 1 } };
      });
    const [mixed, alike] = [judgeGrowth(toInput(withWorkers(4))), judgeGrowth(toInput(withWorkers(1)))];
    expect(mixed).toMatchObject({ growthClass: "n", knee: null, warnings: [{ rule: "growth-warning" }] });
    expect(mixed.noise).toBe(alike.noise);
    expect(alike).toMatchObject({ growthClass: null, warnings: [] });
  });

  test("[B6] a change of growth within the noise is not a knee", () => {
    const noisy = (id: string, items: number, perItemMs: number) =>
      steady(id, items, perItemMs, { 1: 6, 3: 0.1, 5: 5, 7: 0.1, 8: 4, 9: 0.2 });
    const growth = judgeGrowth(toInput([noisy("a", 100, 5), noisy("b", 200, 6), noisy("c", 300, 5)]));
    expect(growth.noise).toBeGreaterThan(0.1);
    expect(growth.knee).toBeNull();
  });
});
