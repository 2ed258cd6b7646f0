import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLead } from "../../../lib/core/judgement/comparison/comparison.ts";
import { compareTimes } from "../../../lib/core/judgement/comparison/compare-amounts.ts";
import { computeSumRatio, computeTrimmedMean, toInterval } from "../../../lib/core/judgement/comparison/pairing.ts";
import { computeStudentQuantile } from "../../../lib/core/judgement/comparison/student.ts";
import { groupVariantItems } from "../../../lib/core/judgement/comparison/variant-items.ts";
import { computeResults } from "../../../lib/core/judgement/compute-results.ts";
import { toFigures } from "../../../lib/core/judgement/to-input.ts";
import type { ComparedMeasure, Judgement } from "../../../lib/core/run/judgement.ts";
import { ACCURACY, playVariants, type PlantedVariant } from "../support/variants-run.ts";

const variant = (id: string, wrong: number, slowness: number): PlantedVariant => ({ id, wrong, slowness });

function measureOf({ comparison }: Judgement, id: ComparedMeasure["id"]): ComparedMeasure {
  const found = comparison?.measures.find((each) => each.id === id);
  if (found === undefined) throw new Error(`No comparison of ${id}`);
  return found;
}

describe("variants compared item by item", () => {
  test("[A14] three equal variants show no difference", () => {
    const { judgement } = playVariants(
      ["a", "b", "c"].map((id) => variant(id, 0.05, 1)),
      { items: 300 },
    ).results;
    for (const { leaders } of judgement.comparison?.measures ?? []) expect(leaders).toHaveLength(3);
    expect(judgement.comparison?.measures.map(({ id }) => id)).toEqual(["quality", "time", "cost"]);
  });

  test("[A14] the better variant is recommended, and what the faster one loses is said", () => {
    const { judgement } = playVariants([variant("fast", 0.12, 1), variant("careful", 0.03, 1.8)]).results;
    expect(judgement.headline.text).toMatch(
      /^Careful leads in quality \(\.9\d against \.8\d\), but fast is 1\.[789]× as fast\.$/,
    );
    expect(judgement.recommendation.scenarioId).toBe("careful");
    expect(judgement.recommendation.statement.text).toMatch(/fast is 1\.[789]× as fast, with less quality\.$/);
    expect(judgement.recommendation.reasons[0]?.text).toMatch(/^careful: quality \.9\d, \d+ ms per mail/);
  });

  test("[A14] without a difference in quality the faster variant is recommended", () => {
    const { judgement } = playVariants([variant("fast", 0.05, 1), variant("careful", 0.05, 1.8)]).results;
    expect(judgement.headline.text).toMatch(
      /^Fast is 1\.[789]× as fast as careful, with no clear difference in quality\.$/,
    );
    expect(judgement.recommendation.statement.text).toMatch(
      /^Use fast: 1\.[789]× as fast as careful, with no clear difference in quality\.$/,
    );
  });

  test("[A14] one that is both better and faster leads in both", () => {
    const { judgement } = playVariants([variant("old", 0.12, 1.8), variant("new", 0.03, 1)]).results;
    expect(judgement.headline.text).toMatch(/^New leads in quality .* and is 1\.[789]× as fast\.$/);
    expect(judgement.recommendation.scenarioId).toBe("new");
  });

  test("[A14] equal variants get no recommendation: either will do", () => {
    const { judgement } = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 1)]).results;
    expect(judgement.headline.text).toBe("No clear difference between a and b in quality or time.");
    expect(judgement.recommendation.scenarioId).toBeNull();
    expect(judgement.recommendation.statement.text).toBe(
      "Use either of a and b: no clear difference in quality, time or cost.",
    );
  });

  test("[A14] growth gives way: no class, no scaling, no size is claimed", () => {
    const { judgement, timePerItemRatio } = playVariants([variant("a", 0.05, 1), variant("b", 0.1, 1.5)]).results;
    expect(judgement.growth.statement.text).toBe("Growth is not measured: all variants have the same size.");
    expect(judgement.growth).toMatchObject({ kind: "unclear", growthClass: null, power: null, advice: null });
    expect(judgement.comparative).toEqual([]);
    expect(judgement.stability.map(({ id }) => id)).toEqual(["error-consistency"]);
    expect(judgement.patterns.map(({ id }) => id)).toEqual([]);
    expect(timePerItemRatio).toBeNull();
  });

  test("[A14] two of three variants that are equal lead together", () => {
    const planted = [variant("a", 0.03, 1), variant("b", 0.03, 1), variant("c", 0.2, 2)];
    const { judgement } = playVariants(planted, { seed: 3 }).results;
    expect(measureOf(judgement, "quality").leaders.toSorted()).toEqual(["a", "b"]);
    expect(measureOf(judgement, "quality").statement.text).toMatch(
      /lead in quality, with no clear difference between them/,
    );
    expect(judgement.recommendation.statement.text).toMatch(
      /^Use either of a and b: no clear difference in what was measured\.$/,
    );
  });

  test("[A14] variants that answer every item alike are equal, without an interval", () => {
    const { state, items } = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 1)]);
    const same = new Map([...items.keys()].map((id) => [id, items.get("a") ?? groupVariantItems(1, [])]));
    const quality = measureOf(computeResults(state, same).judgement, "quality");
    expect(quality.pairs[0]).toMatchObject({ difference: { value: 0, low: 0, high: 0 }, isBeyondNoise: false });
  });

  test("[A14] variants that are both beyond the target of a metric are still found to differ", () => {
    const { state, items } = playVariants([variant("a", 0.01, 1), variant("b", 0.08, 1)]);
    const lenient = { ...ACCURACY, target: { comparison: ">=", value: 0.9 } } as const;
    const judged = computeResults({ ...state, spec: { ...state.spec, metrics: [lenient] } }, items);
    expect(measureOf(judged.judgement, "quality")).toMatchObject({ leaders: ["a"], pairs: [{ isBeyondNoise: true }] });
  });

  test("[A14] of a share that is to be small the lower one is better", () => {
    const { state, items } = playVariants([variant("a", 0.02, 1), variant("b", 0.2, 1)]);
    const errors = { ...ACCURACY, target: { comparison: "<", value: 0.5 } } as const;
    const judged = computeResults({ ...state, spec: { ...state.spec, metrics: [errors] } }, items);
    expect(measureOf(judged.judgement, "quality").leaders).toEqual(["b"]);
  });

  test("[A14] a few items that differ are noise: four of two hundred", () => {
    const { state } = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 1)], { items: 200 });
    const withWrong = (wrong: number) =>
      groupVariantItems(
        200,
        Array.from({ length: 200 }, (_, index) => ({
          index,
          ok: true,
          samples: {},
          values: { correct: index < wrong ? 0 : 1, counted: 1 },
        })),
      );
    const judged = (wrong: number) =>
      measureOf(
        computeResults(
          state,
          new Map([
            ["a", withWrong(0)],
            ["b", withWrong(wrong)],
          ]),
        ).judgement,
        "quality",
      ).pairs[0]?.isBeyondNoise;
    expect([4, 12].map(judged)).toEqual([false, true]);
  });

  test("[A14] before the end of a run the results are not at hand, and quality is not compared", () => {
    const { state } = playVariants([variant("a", 0.05, 1), variant("b", 0.1, 1.5)]);
    const quality = measureOf(computeResults(state).judgement, "quality");
    expect(quality).toMatchObject({ values: [], pairs: [], leaders: [] });
    expect(quality.statement.text).toBe("Quality is not compared: the results are compared at the end of the run.");
  });

  test("[A14][J2] variants that report money are compared by it, not by the price of their tokens", () => {
    const prices = {
      currency: "USD",
      computePerHour: 0,
      perMillionInputTokens: 1_000,
      perMillionOutputTokens: 1_000,
      databasePerMillionItems: 0,
    };
    const agents = [
      { ...variant("small", 0.05, 1), tokens: 500, usd: 0.01 },
      { ...variant("large", 0.05, 1), tokens: 500, usd: 0.02 },
    ];
    const cost = measureOf(playVariants(agents, { prices }).results.judgement, "cost");
    expect(cost).toMatchObject({ unit: "USD", leaders: ["small"] });
    expect(cost.values.map(({ value }) => value.toFixed(3))).toEqual(["0.010", "0.020"]);
  });

  test("[A14] tokens are the cost where no prices are set, and money where they are", () => {
    const planted = [
      { ...variant("small", 0.05, 1), tokens: 300 },
      { ...variant("large", 0.05, 1), tokens: 600 },
    ];
    const { state, items, results } = playVariants(planted);
    const cost = measureOf(results.judgement, "cost");
    expect(cost).toMatchObject({ unit: "tokens", leaders: ["small"] });
    expect(cost.statement.text).toMatch(
      /^small costs least: \d+ tokens per mail; large costs 2× as much, [\d,]+ tokens per mail/,
    );
    const prices = {
      currency: "EUR",
      perMillionInputTokens: 1,
      perMillionOutputTokens: 5,
      computePerHour: 0,
      databasePerMillionItems: 0,
    };
    const priced = { ...state, spec: { ...state.spec, prices } };
    expect(measureOf(computeResults(priced, items).judgement, "cost")).toMatchObject({
      unit: "EUR",
      leaders: ["small"],
    });
    const free = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 1)]).results;
    expect(measureOf(free.judgement, "cost").unit).toBe("s");
  });

  test("[A14] a variant that fails its items is left out and named", () => {
    const { state, items } = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 1), variant("c", 0.05, 1)]);
    const scenarios = state.scenarios.map((each) =>
      each.id === "c" ? { ...each, totals: { ...each.totals, itemsOk: 200, itemsFailed: 200 } } : each,
    );
    const { judgement } = computeResults({ ...state, scenarios }, items);
    expect(measureOf(judgement, "quality").values.map(({ scenarioId }) => scenarioId)).toEqual(["a", "b"]);
    expect(judgement.headline).toMatchObject({ tone: "bad" });
    expect(judgement.headline.text).toMatch(/c is left out/);
  });

  test("[A14] a variant that broke off is not recommended, however good it was until then", () => {
    const { state, items } = playVariants([variant("good", 0.03, 1), variant("poor", 0.2, 2)]);
    const failure = { kind: "exception", message: "boom" } as const;
    const scenarios = state.scenarios.map((each) => {
      if (each.id !== "good") return each;
      const totals = { ...each.totals, itemsDone: 200, itemsOk: 200 };
      return { ...each, status: "failed" as const, failure, totals };
    });
    const { judgement } = computeResults({ ...state, scenarios }, items);
    expect(judgement.headline).toMatchObject({ tone: "bad", text: expect.stringMatching(/; good failed\.$/) });
    expect(judgement.recommendation).toMatchObject({
      scenarioId: "poor",
      statement: { text: "Use poor: the only variant that finished its items." },
    });
    expect(judgement.patterns.map(({ statement }) => statement.text)).toContain("Failed in 1 of 2 variants: good.");
  });

  test("[A14] no sentence about variants speaks of scales or sizes", () => {
    const { judgement } = playVariants([variant("a", 0.05, 1), variant("b", 0.1, 1.5)]).results;
    const texts = JSON.stringify(judgement).match(/"text":"[^"]*"/g) ?? [];
    expect(texts.filter((text) => /\bscales?\b|\bsizes\b|largest|smallest/.test(text))).toEqual([]);
  });

  test("[A14] a run too short for its times says so instead of guessing", () => {
    const { results } = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 3)], { items: 12, itemMs: 5 });
    expect(measureOf(results.judgement, "time").statement.text).toBe(
      "Time is not compared: the run is too short for enough measurements.",
    );
  });

  test("[A14] the same figures always give the same comparison", () => {
    const { state, items, results } = playVariants([variant("a", 0.05, 1), variant("b", 0.08, 1.1)]);
    expect(computeResults(state, items)).toEqual(results);
  });
});

describe("laws of the comparison", () => {
  const figuresOf = (seed: number) => {
    const { state } = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 1.1)], { seed, items: 120 });
    return state.scenarios.map((scenario) => ({ scenario: toFigures(state, scenario), items: null }));
  };

  test("[A14] the other way round is the inverse", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (seed) => {
        const compared = compareTimes(figuresOf(seed), 0.95);
        const [there, back] = [compared?.compare(0, 1), compared?.compare(1, 0)];
        expect((there?.value ?? 0) * (back?.value ?? 0)).toBeCloseTo(1, 9);
        expect((there?.low ?? 0) * (back?.high ?? 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });

  test("[A14] a lead is ≥1 for the better one and its inverse for the other", () => {
    const { judgement } = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 2)]).results;
    const time = measureOf(judgement, "time");
    const [there, back] = [findLead(time, "a", "b"), findLead(time, "b", "a")];
    expect(there?.value).toBeGreaterThan(1.5);
    expect((there?.value ?? 0) * (back?.value ?? 0)).toBeCloseTo(1, 9);
    expect(findLead(time, "a", "nobody")).toBeNull();
  });

  test("[A14] single disturbed blocks hardly move a trimmed mean, and shifts move it by as much", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 24 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (values, shift) => {
          const plain = computeTrimmedMean(values);
          expect(computeTrimmedMean(values.map((value) => value + shift)).value).toBeCloseTo(plain.value + shift, 9);
          expect(Math.abs(computeTrimmedMean([...values.slice(1), 1e6]).value)).toBeLessThan(2);
          expect(plain.error).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test("[A14] alike neighbours widen the error", () => {
    const mixed = [0.1, -0.1, 0.12, -0.12, 0.08, -0.08, 0.11, -0.11, 0.09, -0.09];
    const drifting = mixed.toSorted((one, other) => one - other);
    expect(computeTrimmedMean(drifting).error).toBeGreaterThan(2 * computeTrimmedMean(mixed).error);
  });

  test("[A14] a ratio of sums does not depend on the unit, and is undefined without an amount", () => {
    const [one, other] = [
      [1, 2, 3, 4],
      [2, 3, 7, 8],
    ];
    expect(computeSumRatio(one, other)?.value).toBeCloseTo(Math.log(0.5), 9);
    expect(
      computeSumRatio(
        one.map((value) => value * 60),
        other.map((value) => value * 60),
      ),
    ).toEqual(computeSumRatio(one, other));
    expect(computeSumRatio([0, 0], [1, 1])).toBeNull();
  });

  test("[A14] Student's quantiles are those of the tables", () => {
    const table = [
      [0.95, 1, 12.706],
      [0.95, 2, 4.303],
      [0.95, 5, 2.571],
      [0.95, 10, 2.228],
      [0.99, 23, 2.807],
      [0.95, 100_000, 1.962],
    ] as const;
    for (const [level, degrees, expected] of table)
      expect(computeStudentQuantile(level, degrees)).toBeCloseTo(expected, 3);
    expect(toInterval({ value: 3, error: 0, degrees: 0 }, 0.95)).toEqual({ value: 3, low: 3, high: 3 });
  });

  test("[A14] groups count every item once, whatever their number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), (items) => {
        const results = Array.from({ length: items }, (_, index) => ({
          index,
          ok: true,
          values: { one: 1 },
          samples: { ms: [index] },
        }));
        const grouped = groupVariantItems(items, results);
        const total = (column: Iterable<number>) => [...column].reduce((sum, value) => sum + value, 0);
        expect(total(grouped.sizes)).toBe(items);
        expect(grouped.done).toEqual(grouped.sizes);
        expect(total(grouped.sums.get("one") ?? [])).toBe(items);
        const samples = [...(grouped.samples.get("ms")?.values ?? [])];
        expect(samples).toEqual(samples.toSorted((one, other) => one - other));
      }),
      { numRuns: 30 },
    );
  });
});
