import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { judgeGrowth } from "../../../lib/core/judgement/growth/growth.ts";
import type { JudgementInput, ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { judge } from "../../../lib/core/judgement/judge.ts";
import type { Growth } from "../../../lib/core/run/judgement.ts";
import { drawGrowthSeries } from "../support/growth/drawn-series.ts";
import { anyCleanSeries, timesOf, toCleanInput, toSeriesInput } from "../support/growth/clean-series.ts";
import { scoreGrowth } from "../support/growth/score.ts";
import { nameTruth, TRUTHS } from "../support/growth/truth.ts";
import { expectAgreement, listClassesNamed } from "../support/growth-laws.ts";
import { expectSound } from "../support/judgement-laws.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Series of every growth, noise and disturbance. */
const anyDrawn = fc
  .record({
    truth: fc.constantFrom(...TRUTHS),
    noise: fc.constantFrom(0, 0.02, 0.05, 0.2),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(({ truth, noise, seed }) => drawGrowthSeries(truth, noise, seed));

/** What a judgement says of growth, without ids that a change of the input changes. */
function verdictOf({ kind, growthClass, knee, falling, excluded }: Growth): unknown {
  return {
    kind,
    growthClass,
    knee: knee?.items ?? null,
    best: falling?.bestItems ?? null,
    excluded: excluded.map(({ items, reason }) => [items, reason]),
  };
}

const claimOf = ({ kind, growthClass }: Growth): string => `${kind} ${growthClass ?? ""}`;

/** Two judgements claim one class, or at least one of them none. */
const isSameClass = ([one, other]: readonly Growth[]): boolean =>
  one?.growthClass === other?.growthClass || one?.growthClass === null || other?.growthClass === null;

function mapScenarios(
  input: JudgementInput,
  change: (scenario: ScenarioFigures, index: number) => ScenarioFigures,
): JudgementInput {
  return { ...input, scenarios: input.scenarios.map(change) };
}

function inUnit(scenario: ScenarioFigures, factor: number): ScenarioFigures {
  return {
    ...scenario,
    elapsedMs: scenario.elapsedMs * factor,
    workMs: scenario.workMs * factor,
    repeatsMs: scenario.repeatsMs.map((ms) => ms * factor),
    points: scenario.points.map((point) => ({ ...point, workMs: point.workMs * factor })),
  };
}

describe("the same figures, written differently", () => {
  test("[B12] times in another unit change neither class nor kind", () => {
    fc.assert(
      fc.property(anyDrawn, fc.constantFrom(1e-6, 1e-3, 1 / 60, 0.25, 1_000, 3.6e6), ({ input }, factor) => {
        const rescaled = judgeGrowth(mapScenarios(input, (each) => inUnit(each, factor)));
        expect(verdictOf(rescaled)).toEqual(verdictOf(judgeGrowth(input)));
      }),
      { numRuns: 30, seed: 9 },
    );
  });

  test("[B12] rows in another order change nothing that is said of growth", () => {
    fc.assert(
      fc.property(
        anyDrawn.chain((series) =>
          fc.record({
            input: fc.constant(series.input),
            shuffled: fc.shuffledSubarray([...series.input.scenarios], { minLength: series.sizes.length }),
          }),
        ),
        ({ input, shuffled }) => {
          const [growth, other] = [judgeGrowth(input), judgeGrowth({ ...input, scenarios: shuffled })];
          expect(verdictOf(other)).toEqual(verdictOf(growth));
          expect(other.statement.text).toBe(growth.statement.text);
        },
      ),
      { numRuns: 30, seed: 9 },
    );
  });

  test("[B12] other ids and labels change nothing that is said of growth", () => {
    fc.assert(
      fc.property(anyDrawn, ({ input }) => {
        const count = input.scenarios.length;
        const renamed = mapScenarios(input, (each, i) => ({
          ...each,
          id: `z${count - i}`,
          label: `size ${count - i}`,
        }));
        expect(verdictOf(judgeGrowth(renamed))).toEqual(verdictOf(judgeGrowth(input)));
      }),
      { numRuns: 25, seed: 9 },
    );
  });
});

describe("a change that is no growth", () => {
  test("[B12] a size that is measured again with the same time keeps what was said", () => {
    fc.assert(
      fc.property(anyCleanSeries(), fc.nat(), (series, place) => {
        const input = toCleanInput(series);
        const growth = judgeGrowth(input);
        const twin = input.scenarios[place % input.scenarios.length];
        if (twin === undefined) throw new Error("a series without sizes");
        const again = judgeGrowth({
          ...input,
          scenarios: [...input.scenarios, { ...twin, id: "again", label: "again" }],
        });
        expect(again.knee).toBeNull();
        expect([growth, again]).toSatisfy(isSameClass);
        expect([growth.kind, again.kind]).toSatisfy(([before, after]) => before === "unclear" || before === after);
      }),
      { numRuns: 30, seed: 9 },
    );
  });

  test("[B13] a doubled fixed cost never turns one class into another, nor into a knee", () => {
    fc.assert(
      fc.property(anyCleanSeries(), (series) => {
        const growth = judgeGrowth(toCleanInput(series));
        const fixedMs = 2 * (series.fixedMs === 0 ? (series.ownMs[0] ?? 0) : series.fixedMs);
        const doubled = judgeGrowth(toCleanInput({ ...series, fixedMs }));
        expect([growth.knee, doubled.knee]).toEqual([null, null]);
        expect([growth, doubled], nameTruth(series.truth)).toSatisfy(isSameClass);
      }),
      { numRuns: 40, seed: 9 },
    );
  });

  test("[B13] a fixed cost as large as the largest size's own time is no growth class beyond the truth", () => {
    fc.assert(
      fc.property(anyCleanSeries(), (series) => {
        const growth = judgeGrowth(toCleanInput({ ...series, fixedMs: series.ownMs.at(-1) ?? 0 }));
        expect(growth.knee).toBeNull();
        expect(["n²", "n³"].filter((each) => each === growth.growthClass && each !== nameTruth(series.truth))).toEqual(
          [],
        );
      }),
      { numRuns: 25, seed: 9 },
    );
  });

  test("[B12] sizes counted in another unit never turn one class of a power into another", () => {
    const truths = TRUTHS.filter(({ kind }) => kind === "class").filter((truth) => !nameTruth(truth).includes("log"));
    fc.assert(
      fc.property(anyCleanSeries({ truths }), fc.constantFrom(2, 10, 12, 60, 1_000), (series, factor) => {
        const growth = judgeGrowth(toCleanInput(series));
        const sizes = series.sizes.map((items) => items * factor);
        const scaled = judgeGrowth(toSeriesInput(sizes, timesOf(series)));
        expect([growth, scaled]).toSatisfy(isSameClass);
      }),
      { numRuns: 30, seed: 9 },
    );
  });
});

describe("a single reading", () => {
  test("[B9][B12] decides neither class, nor power, nor knee with four sizes or more", () => {
    const disturbance = fc.constantFrom(1 / 1_000, 1 / 30, 1 / 5, 1 / 2, 2, 5, 30, 1_000);
    const truths = TRUTHS.filter(({ kind }) => kind === "class");
    fc.assert(
      fc.property(anyCleanSeries({ truths, minSizes: 4 }), fc.nat(), disturbance, (series, place, factor) => {
        const at = place % series.sizes.length;
        const times = timesOf(series).map((ms, i) => (i === at ? ms * factor : ms));
        const growth = judgeGrowth(toSeriesInput(series.sizes, times));
        expect(growth.knee).toBeNull();
        expect([claimOf(growth), scoreGrowth(growth, series.truth, series.sizes)]).not.toEqual([
          claimOf(growth),
          "wrong",
        ]);
      }),
      { numRuns: 40, seed: 9 },
    );
  });

  test("[B12] a class that is certain stays so, or is withheld, whichever size is left out", () => {
    fc.assert(
      fc.property(anyDrawn, ({ input }) => {
        const growth = judgeGrowth(input);
        if (growth.kind !== "class" || growth.times.length < 4) return;
        const counted = input.scenarios.filter(({ id }) => growth.times.some(({ scenarioId }) => scenarioId === id));
        for (const { id } of counted) {
          const rest = judgeGrowth({ ...input, scenarios: counted.filter((each) => each.id !== id) });
          expect([growth.growthClass, null]).toContain(rest.growthClass);
        }
      }),
      { numRuns: 25, seed: 9 },
    );
  });
});

describe("what is said", () => {
  test.each([
    ["Time growth is linear (exponents 1.00, 1.02).", ["n"]],
    ["Quality holds at .9, and time grows slightly more than linearly (n log n).", ["n log n"]],
    ["Time grows hardly with size (log n).", ["log n"]],
    ["Time does not grow with size.", ["1"]],
    ["Time grows faster than cubic, like n^4.0.", []],
    ["Time grows sublinearly, like n^0.5; more than linear growth is ruled out.", []],
    ["Linear up to 800, then quadratic: a knee.", ["n²"]],
  ])("[B12] the classes named in %j are %j", (text, classes) => {
    expect(listClassesNamed(text)).toEqual(classes);
  });

  test("[B12][I5] text, headline and fields never contradict each other", () => {
    fc.assert(
      fc.property(anyDrawn, ({ input }) => {
        const judgement = judge(input);
        expectAgreement(judgement);
        expectSound(judgement, input.scenarios.length);
      }),
      { numRuns: 30, seed: 9 },
    );
  });

  test("[B12] nothing that is wrong is said for sure of series without noise or with 5 %, but in one of a hundred", () => {
    const drawn = TRUTHS.flatMap((truth) =>
      Array.from({ length: 12 }, (_, i) => drawGrowthSeries(truth, i % 2 === 0 ? 0 : 0.05, 1_000 + i)),
    );
    const wrong = drawn.filter(({ input, truth, sizes }) => scoreGrowth(judgeGrowth(input), truth, sizes) === "wrong");
    const classes = drawn.filter(({ truth }) => truth.kind === "class");
    const wrongClasses = wrong.filter(({ truth }) => truth.kind === "class");
    expect(wrongClasses.length / classes.length).toBeLessThanOrEqual(0.01);
    // an interval holds the power in 99 of 100
    expect(wrong.length / drawn.length).toBeLessThanOrEqual(0.03);
  });
});
