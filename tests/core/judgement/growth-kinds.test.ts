import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import type { Judgement } from "../../../lib/core/run/judgement.ts";
import { toFigures, toInput } from "../support/growth-series.ts";

type Rows = readonly (readonly [items: number, ms: number])[];

/** Judges rows; `factors` are those of each size's repeats. */
function judgeRows(rows: Rows, factors: readonly (readonly number[])[] = []): Judgement {
  return judge(
    toInput(
      rows.map(([items, ms], i) => ({
        ...toFigures(`s${i + 1}`, items, ms),
        repeatsMs: (factors[i] ?? []).map((factor) => ms * factor),
      })),
    ),
  );
}

const seconds = (rows: Rows): Rows => rows.map(([items, s]) => [items, 1_000 * s]);

describe("a soft bend", () => {
  test("[B6][B12] is constant up to it and linear from there, not n log n", () => {
    const times = [1.1, 1.1, 1.2, 1.3, 1.9, 3.8, 7.7, 15.4, 30.9];
    const { growth, headline } = judgeRows(times.map((ms, i) => [2 ** i, ms]));
    expect(growth).toMatchObject({ kind: "knee", growthClass: null, knee: { items: 8 } });
    expect(growth.statement.text).toMatch(/^Constant up to s4 .*, then linear /);
    expect(headline.text).toBe("Time growth becomes linear beyond 8 items.");
  });

  test("[B13] linear growth beside a fixed cost is none", () => {
    const rows: Rows = [1, 2, 4, 8, 16, 32, 64, 128].map((items) => [items, 1 + items / 8]);
    expect(judgeRows(rows).growth).toMatchObject({ kind: "class", growthClass: "n", knee: null });
  });
});

describe("a time limit", () => {
  const limited = seconds([
    [10, 0.5],
    [20, 2.1],
    [40, 8.2],
    [80, 33],
    [160, 60],
    [320, 60],
  ]);

  test("[B9][I3] sizes that share the largest time are left out, named and not recommended", () => {
    const { growth, headline, recommendation } = judgeRows(limited);
    expect(growth).toMatchObject({ kind: "class", growthClass: "n²", knee: null });
    expect(growth.excluded.map(({ items }) => items)).toEqual([160, 320]);
    expect(growth.holds).toEqual({ fromItems: 10, toItems: 80 });
    expect(growth.statement.text).toContain(
      "The last 2 sizes (160 and 320 items) all took 1 min: a time limit? They are left out.",
    );
    expect(growth.advice?.text).toBe("Measure 160 and 320 items again without a time limit.");
    expect(headline.text).toBe("Time grows quadratically (n²) up to 80 items only.");
    expect(["s5", "s6"]).not.toContain(recommendation.scenarioId);
  });

  test.each<[string, Rows]>([
    ["every size of a constant series", [10, 100, 1_000, 10_000].map((items) => [items, 30_000])],
    ["the steps of a coarse clock", [1, 2, 4, 8, 16].map((items) => [items, 1_000 * Math.min(4, items)])],
    [
      "times that differ in their digits",
      [10, 20, 40, 80, 160].map((items) => [items, Math.min(60_000 + items * 40, items * 1_511)]),
    ],
  ])("[B9] is not taken from %s", (_, rows) => {
    expect(judgeRows(rows).growth.statement.text).not.toContain("time limit");
  });
});

describe("the clock", () => {
  test("[B13] too few steps at every size are no constant time", () => {
    for (const ms of [1, 2]) {
      const { growth, headline } = judgeRows([100, 1_000, 10_000, 100_000].map((items) => [items, ms]));
      expect(growth).toMatchObject({ kind: "unclear", growthClass: null, clockStepMs: 1 });
      expect(growth.advice?.text).toContain("at least 10 ms for this clock");
      expect(headline.tone).toBe("unsure");
    }
  });

  test.each<[string, readonly number[]]>([
    ["a multiple of equal times", [4e-6, 4e-6, 4e-6, 40e-6]],
    ["batches padded to 128 ms", [128, 128, 256, 384, 512, 1_024]],
    ["more digits deny it", [16, 16, 32.4, 48.3, 64]],
    ["doubling times", [5, 5, 5, 10, 20, 40]],
  ])("[B13] has no step when chance explains it: %s", (_, times) => {
    expect(judgeRows(times.map((ms, i) => [10 * 2 ** i, ms])).growth.clockStepMs).toBeNull();
  });

  test("[B13] ticks of 15.6 ms are found, rounded or not", () => {
    for (const ticks of [
      [15.6, 15.6, 31.2, 46.8, 109.2],
      [15.625, 15.625, 31.25, 46.875, 109.375],
    ]) {
      const { clockStepMs } = judgeRows(ticks.map((ms, i) => [10 * 2 ** i, ms])).growth;
      expect(clockStepMs).toBeCloseTo(15.6, 1);
    }
  });
});

describe("noise from repeats", () => {
  test("[B7] two repeats of each size give it together", () => {
    const rows: Rows = [100, 200, 400, 800].map((items) => [items, items]);
    const pairs = [
      [1.02, 0.98],
      [0.97, 1.01],
      [1.03, 0.99],
      [1, 1.02],
    ];
    const { noise } = judgeRows(rows, pairs).growth;
    expect(noise).toBeGreaterThan(0.01);
    expect(noise).toBeLessThan(0.03);
    expect(judgeRows(rows.slice(0, 2), pairs).growth.noise).toBeNull();
  });

  test("[B6] of 2 % shows a knee with three sizes; unknown noise does not", () => {
    const rows: Rows = [
      [100, 100],
      [200, 200],
      [400, 772],
    ];
    const repeats = [
      [1, 1.02, 0.98],
      [0.98, 1.01, 1.02],
      [1.02, 0.99, 1],
    ];
    expect(judgeRows(rows, repeats).growth).toMatchObject({ kind: "knee", knee: { items: 200 } });
    expect(judgeRows(rows).growth.knee).toBeNull();
  });
});

describe("factors that rise", () => {
  test("[B12] are faster than exponential", () => {
    const { growth, headline } = judgeRows([0.12, 0.72, 5.04, 40.3, 363, 3_629].map((ms, i) => [5 + i, ms]));
    expect(growth.kind).toBe("exponential");
    expect(growth.exponential).toMatchObject({ rises: true });
    for (const { text } of [headline, growth.statement])
      expect(text).toMatch(/faster than exponential.* by 6\.00 at first and 10\.00 in the end\.$/);
  });

  test("[B13] beside a fixed cost do not rise", () => {
    const rows: Rows = [2, 4, 6, 8, 10, 12].map((items) => [items, 20 + 2 ** items]);
    expect(judgeRows(rows).growth.exponential?.rises).toBeUndefined();
  });
});

describe("a fixed cost of a thousand times the first size's own time", () => {
  test.each([1, 1.5, 2, 3])("[B13] never shows another class, power or outlier beside n^%d", (power) => {
    for (const share of [1e3, 1e4, 1e5]) {
      const rows: Rows = [1, 10, 100, 1_000, 10_000].map((items) => [items, share + items ** power]);
      const { growth } = judgeRows(rows);
      expect(["unclear", "power", "class"]).toContain(growth.kind);
      const interval = growth.kind === "power" ? growth.power : null;
      expect(interval?.low ?? 0).toBeLessThanOrEqual(power + 0.005);
      expect(interval?.high ?? power).toBeGreaterThanOrEqual(power - 0.005);
      const isFlat = (rows.at(-1)?.[1] ?? 0) < 1.2 * share;
      const classes = [null, isFlat ? "1" : null, { 1: "n", 1.5: null, 2: "n²", 3: "n³" }[power]];
      expect(classes).toContain(growth.growthClass);
    }
  });
});
