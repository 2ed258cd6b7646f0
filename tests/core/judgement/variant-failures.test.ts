import { describe, expect, test } from "vitest";
import { computeResults } from "../../../lib/core/judgement/compute-results.ts";
import type { ComparedMeasure, Judgement } from "../../../lib/core/run/judgement.ts";
import type { RunSpec } from "../../../lib/core/run/spec.ts";
import { selectComparison, toPairTable } from "../../../lib/view/variants/comparison.ts";
import { toItems, type PlantedResult } from "../support/planted-pairs.ts";
import { playVariants, type PlantedVariant } from "../support/variants-run.ts";

const ITEMS = 400;
const resultsOf = (failed: number, wrong: number): PlantedResult[] =>
  Array.from({ length: ITEMS }, (_, at) => (at < failed ? "failed" : at < failed + wrong ? "wrong" : "right"));

type Results = {
  readonly [id: string]: { readonly failed: number; readonly wrong: number; readonly slowness?: number };
};

/** A run whose variants have exactly these results. */
function judgeResults(results: Results, over: Partial<RunSpec> = {}) {
  const planted = Object.entries(results).map(([id, { slowness = 1 }]): PlantedVariant => ({
    id,
    wrong: 0.05,
    slowness,
  }));
  const { state } = playVariants(planted, { items: ITEMS });
  const scenarios = state.scenarios.map((each) => {
    const failed = results[each.id]?.failed ?? 0;
    return { ...each, totals: { ...each.totals, itemsOk: ITEMS - failed, itemsFailed: failed } };
  });
  const items = new Map(
    Object.entries(results).map(([id, { failed, wrong }]) => [id, toItems(resultsOf(failed, wrong))]),
  );
  const spec = { ...state.spec, ...over };
  return { results: computeResults({ ...state, spec, scenarios }, items), spec };
}

const measureOf = ({ comparison }: Judgement, id: ComparedMeasure["id"]): ComparedMeasure | undefined =>
  comparison?.measures.find((each) => each.id === id);

describe("a variant that fails items", () => {
  const { results, spec } = judgeResults({ a: { failed: 60, wrong: 0 }, b: { failed: 0, wrong: 40 } });
  const { judgement } = results;

  test("[A14] does not lead by what it left out, and its failures are said", () => {
    expect(judgement.headline.text).toBe(
      "B leads in quality (.90 against .85) in about the same time; 15 % failed in a.",
    );
    expect(judgement.recommendation).toMatchObject({
      scenarioId: "b",
      statement: { text: "Use b: the best quality, .90 against .85 of a." },
    });
    expect(judgement.recommendation.reasons.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^b: quality \.90, 0 % failed, \d+ ms per mail\.$/),
      expect.stringMatching(/^a: quality \.85, 15 % failed, \d+ ms per mail\.$/),
    ]);
    expect(measureOf(judgement, "quality")?.statement.text).toMatch(
      /^b leads in quality: .* A failed mail scores 0\.$/,
    );
    expect(measureOf(judgement, "failures")?.statement.text).toMatch(
      /^b fails least: 0 % of mails; a 15 % \(1[12].* to 1[89].* more\)\.$/,
    );
  });

  test("[A14] takes no longer for it", () => {
    expect(measureOf(judgement, "time")?.leaders).toHaveLength(2);
  });

  test("[A14] shows its failures in the picture and in the tables", () => {
    const panel = selectComparison(results, spec, "room").find(({ id }) => id === "failures");
    expect(panel).toMatchObject({ title: "Failed", verdict: "b leads", isClear: true });
    expect(panel?.lanes.map(({ figure, range }) => [figure, range])).toEqual([
      ["15 %", expect.stringMatching(/^11\.8 % to 18\.8 %$|^12 % to 19 %$/)],
      ["0 %", expect.stringMatching(/^0 % to (1|0\.9|1\.0) %$/)],
    ]);
    expect(
      toPairTable(judgement, spec)
        .rows.find(([, of]) => of === "Failed")
        ?.slice(2),
    ).toEqual(["+15 %", expect.stringMatching(/^\+1[12]/), expect.stringMatching(/^\+1[89]/), "yes"]);
  });
});

test("[A14] failures are named where quality is the same, and decide nothing then", () => {
  const { judgement } = judgeResults({
    a: { failed: 40, wrong: 0, slowness: 1 },
    b: { failed: 0, wrong: 40, slowness: 2 },
  }).results;
  expect(judgement.headline.text).toMatch(
    /^A is 2× as fast as b, with no clear difference in quality; 10 % failed in a\.$/,
  );
  expect(judgement.recommendation.scenarioId).toBe("a");
});

test("[A14] without a quality, failures decide before time", () => {
  const results = { a: { failed: 40, wrong: 0, slowness: 1 }, b: { failed: 0, wrong: 0, slowness: 2 } };
  const { judgement } = judgeResults(results, { metrics: [] }).results;
  expect(judgement.recommendation).toMatchObject({
    scenarioId: "b",
    statement: { text: expect.stringMatching(/^Use b: the fewest failures, 0 % against 10 % of a/) },
  });
});

test("[A14] several that are faster than the others are named, and no difference is denied that was found", () => {
  const same = { failed: 0, wrong: 20 };
  const results = { a: { ...same, slowness: 1 }, b: { ...same, slowness: 1.01 }, c: { ...same, slowness: 3 } };
  expect(judgeResults(results).results.judgement.headline.text).toMatch(
    /^(A and b|B and a) are the fastest, with no clear difference in quality\.$/,
  );
});
