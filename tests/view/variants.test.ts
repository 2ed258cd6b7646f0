import { describe, expect, test } from "vitest";
import { describeResult } from "../../lib/core/judgement/text/result-sentence.ts";
import { toJudgementInput } from "../../lib/core/judgement/to-input.ts";
import { hasGrowth } from "../../lib/view/room/result-reach.ts";
import { selectResultAdvice } from "../../lib/view/room/result-advice.ts";
import { selectResultFigures } from "../../lib/view/room/result-figures.ts";
import { selectPoints, selectResultPages } from "../../lib/view/room/result-pages.ts";
import { selectReport } from "../../lib/view/report/report.ts";
import { selectComparison, toComparisonTable, toPairTable } from "../../lib/view/variants/comparison.ts";
import { toAudienceState } from "../../lib/realtime/audience/view.ts";
import { playVariants, type PlantedVariant } from "../core/support/variants-run.ts";

const variant = (id: string, wrong: number, slowness: number): PlantedVariant => ({ id, wrong, slowness });
const played = playVariants([variant("fast", 0.12, 1), variant("careful", 0.03, 1.8)]);
const { state, results, items } = played;
const { spec } = state;

describe("the picture of variants", () => {
  test("[A14] shows quality and time of each, the leader, and no growth", () => {
    expect(hasGrowth(results)).toBe(false);
    const panels = selectComparison(results, spec, "room");
    expect(panels.map(({ title, verdict }) => [title, verdict])).toEqual([
      ["Quality", "careful leads"],
      ["Time per mail", "fast leads"],
    ]);
    expect(panels[0]?.lanes.map(({ label, isLeader }) => [label, isLeader])).toEqual([
      ["fast", false],
      ["careful", true],
    ]);
    expect(panels.every(({ isClear }) => isClear)).toBe(true);
  });

  test("[A14] a value lies in its interval, and everything on the axis", () => {
    for (const { lanes } of selectComparison(results, spec, "reader"))
      for (const { from, at, to } of lanes) {
        expect([from, at, to]).toEqual([from, at, to].toSorted((one, other) => one - other));
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(1);
      }
  });

  test("[A14] equal variants are said to be: no clear difference, and nobody is marked", () => {
    const equal = playVariants([variant("a", 0.05, 1), variant("b", 0.05, 1)]);
    const panels = selectComparison(equal.results, equal.state.spec, "room");
    expect(panels.map(({ verdict }) => verdict)).toEqual(["no clear difference", "no clear difference"]);
    expect(panels.flatMap(({ lanes }) => lanes).some(({ isLeader }) => isLeader)).toBe(false);
    expect(selectResultFigures(equal.results, equal.state.spec).map(({ value }) => value)).toEqual(["≈", "≈"]);
  });

  test("[A14] sentence, figures and advice say the same", () => {
    const sentence = describeResult(state, results);
    expect(sentence.map(({ text }) => text).join("")).toBe(results.judgement.headline.text);
    expect(sentence.find(({ tone }) => tone !== null)?.text).toBe("leads in quality");
    expect(selectResultFigures(results, spec).map(({ value, note }) => [value, note])).toEqual([
      [expect.stringMatching(/^1\.\d×$/), "as fast: fast against careful"],
      [expect.stringMatching(/^\+\.\d\d$/), "quality: careful against fast"],
    ]);
    expect(selectResultAdvice(results, spec)).toMatchObject({ label: "careful", before: "Use " });
    expect(selectResultAdvice(results, spec).after).toMatch(/^: the best quality, \.9\d against \.8\d of fast/);
    expect(selectResultPages(results)).toEqual(["picture", "quality", "advice"]);
  });

  test("[A14] [G19] the page of the recommendation has each variant by its name, and marks the one to use", () => {
    expect(selectPoints(results.judgement, spec).map(({ variant, note }) => [variant, note])).toEqual([
      [{ index: 1, label: "careful", isChosen: true }, "recommended"],
      [{ index: 0, label: "fast", isChosen: false }, ""],
    ]);
    expect(selectPoints(results.judgement, spec)[0]?.text).toMatch(/^quality \.9\d, /);
  });

  test("[A14] [C7] a variant has one quality and one time per item, on every page", () => {
    const compared = (id: string) =>
      results.judgement.comparison?.measures.find((each) => each.id === id)?.values ?? [];
    expect(results.scenarios.map(({ totals }) => totals.quality)).toEqual(
      compared("quality").map(({ value }) => value),
    );
    expect(results.judgement.ranks.map(({ quality }) => quality)).toEqual(
      compared("quality").map(({ value }) => value),
    );
    expect(results.scenarios.map(({ timePerItemMs }) => timePerItemMs)).toEqual(
      compared("time").map(({ value }) => value),
    );
  });

  test("[A14] the tables have every figure with its interval, and every pair", () => {
    expect(toComparisonTable(results, spec).head).toEqual(["Variant", "Quality", "Time per mail", "Cost per mail"]);
    expect(toComparisonTable(results, spec).rows[1]).toEqual([
      "careful",
      expect.stringMatching(/^\.9\d \(\.9\d to (\.9\d|1\.00)\)$/),
      expect.stringMatching(/^\d+ ms \(\d+ ms to \d+ ms\)$/),
      expect.stringMatching(/of compute/),
    ]);
    expect(toPairTable(results.judgement, spec).rows[0]).toEqual([
      "fast against careful",
      "Quality",
      expect.stringMatching(/^−\.\d+$/),
      expect.stringMatching(/^−\.\d+$/),
      expect.stringMatching(/^−\.\d+$/),
      "yes",
    ]);
  });

  test("[A14] the report compares the variants instead of sizes", () => {
    const report = selectReport(results.judgement, toJudgementInput(state, items), { withCost: false, notes: [] });
    expect(report.sections.map(({ title }) => title)).toEqual([
      "Variants compared",
      "Quality and limits",
      "Recommendation",
    ]);
    expect(JSON.stringify(report)).not.toMatch(/[Gg]rowth|by size/);
  });

  test("[A14] [J4] of the cost the audience learns multiples, and no amount", () => {
    const planted = [
      { ...variant("small", 0.05, 1), tokens: 300 },
      { ...variant("large", 0.05, 1), tokens: 600 },
    ];
    const prices = {
      currency: "EUR",
      perMillionInputTokens: 1,
      perMillionOutputTokens: 5,
      computePerHour: 1,
      databasePerMillionItems: 0,
    };
    const run = playVariants(planted, { prices });
    expect(selectComparison(run.results, run.state.spec, "room").at(-1)).toMatchObject({
      id: "cost",
      verdict: "small leads",
      lanes: [{ figure: "1×" }, { figure: expect.stringMatching(/^(1\.9|2)×$/) }],
    });
    const shown = toAudienceState({ ...run.state, results: run.results }).results;
    const cost = shown?.judgement.comparison?.measures.find(({ id }) => id === "cost");
    expect(cost?.values[0]?.value).toBe(1);
    expect(JSON.stringify(shown)).not.toMatch(/EUR per|cost per item/);
  });
});
