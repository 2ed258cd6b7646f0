import { describe, expect, test } from "vitest";
import { selectBlocks } from "../../../lib/core/judgement/comparison/blocks.ts";
import { compareTimes } from "../../../lib/core/judgement/comparison/compare-amounts.ts";
import { compareFailures } from "../../../lib/core/judgement/comparison/compare-failures.ts";
import { compareQuality } from "../../../lib/core/judgement/comparison/compare-quality.ts";
import { beats, findLead } from "../../../lib/core/judgement/comparison/comparison.ts";
import { selectPaired } from "../../../lib/core/judgement/comparison/paired-groups.ts";
import { toSharedLevel } from "../../../lib/core/judgement/comparison/pairing.ts";
import { isAlike } from "../../../lib/core/judgement/comparison/score-parts.ts";
import type { VariantItems } from "../../../lib/core/judgement/comparison/variant-items.ts";
import type { ComparedMeasure } from "../../../lib/core/run/judgement.ts";
import type { MetricDefinition } from "../../../lib/core/run/metrics.ts";
import { toItems, toPaired, type PlantedResult } from "../support/planted-pairs.ts";
import { batchFailure, harmedFigures, runFigures } from "../support/run-figures.ts";
import { ACCURACY } from "../support/variants-run.ts";

const LEVEL = 0.95;
const times = (count: number, result: PlantedResult): PlantedResult[] => Array.from({ length: count }, () => result);
const resultsOf = (...counts: readonly (readonly [number, PlantedResult])[]) =>
  counts.flatMap(([count, result]) => times(count, result));

const metric = (over: Partial<MetricDefinition>): MetricDefinition => ({ ...ACCURACY, ...over });
function qualityOf(definitions: readonly MetricDefinition[], ...variants: readonly VariantItems[]) {
  const compared = compareQuality(toPaired(...variants), definitions, LEVEL);
  if (compared === null) throw new Error("No quality");
  return { ...compared, difference: compared.compare(0, 1) };
}

const errors = metric({
  formula: { kind: "ratio", numerator: { counted: 1, correct: -1 }, denominator: { counted: 1 } },
  target: { comparison: "<", value: 0.5 },
});

describe("failed items", () => {
  const failing = toItems(resultsOf([60, "failed"], [340, "right"]));
  const wrong = toItems(resultsOf([40, "wrong"], [360, "right"]));

  test("[A14] score 0: 340 right and 60 failed are less than 360 right and 40 wrong", () => {
    const { values, difference, isBeyond } = qualityOf([ACCURACY], failing, wrong);
    expect(values.map(({ value }) => value)).toEqual([0.85, 0.9]);
    expect(difference?.value).toBeCloseTo(-0.05, 9);
    expect(difference !== null && isBeyond(difference)).toBe(true);
  });

  test("[A14] are no better than wrong ones, and no worse", () => {
    const { difference } = qualityOf([ACCURACY], toItems(resultsOf([40, "failed"], [360, "right"])), wrong);
    for (const end of Object.values(difference ?? {})) expect(end).toBeCloseTo(0, 12);
  });

  test.each([ACCURACY, errors])(
    "[A14] are like wrong ones, and unlike right ones: target $target.comparison",
    (each) => {
      const [failed, mistaken, right] = (["failed", "wrong", "right"] as const).map((result) => toItems([result]));
      if (failed === undefined || mistaken === undefined || right === undefined) throw new Error("Nothing was planted");
      const pairs = [
        [failed, mistaken],
        [failed, right],
        [mistaken, right],
        [right, right],
      ] as const;
      expect(pairs.map(([one, other]) => isAlike(each, one, other, 0))).toEqual([true, false, false, true]);
    },
  );

  test("[A14] score 0 where less is better, too, and in percentiles", () => {
    const good = toItems(times(100, "right"));
    const half = toItems(resultsOf([50, "failed"], [50, "right"]));
    expect(qualityOf([errors], good, half).values.map(({ value }) => value)).toEqual([1, 0.5]);
    const latency = metric({
      unit: "ms",
      formula: { kind: "percentile", of: "latency_ms", percentile: 95 },
      target: { comparison: "<", value: 1_000 },
    });
    const timed = [times(100, "right"), resultsOf([50, "failed"], [50, "right"])].map((each) =>
      toItems(each, { samples: true }),
    );
    expect(qualityOf([latency], ...timed).values.map(({ value }) => value)).toEqual([1, 0.5]);
  });

  test("[A14] count once where the metric counts them itself, and a rate loses what they do not yield", () => {
    const answered = metric({
      formula: { kind: "ratio", numerator: { answered: 1 }, denominator: { answered: 1, failed: 1 } },
    });
    expect(qualityOf([answered], failing, wrong).values.map(({ value }) => value)).toEqual([0.85, 1]);
    // 400 items in 4 s: 100 answers a second, or 85
    const rate = metric({
      unit: "/s",
      formula: { kind: "rate", of: "answered" },
      target: { comparison: ">=", value: 100 },
    });
    expect(qualityOf([rate], failing, wrong).values.map(({ value }) => value)).toEqual([0.85, 1]);
  });

  test("[A14] are a measure of their own, with an interval, and none where nothing failed", () => {
    const compared = compareFailures(toPaired(failing, wrong), LEVEL);
    expect(compared?.values.map(({ value }) => value)).toEqual([0.15, 0]);
    // Wilson's interval of 60 in 400, and of 0 in 400
    expect(compared?.values.map(({ low, high }) => [low, high].map((each) => each.toFixed(4)))).toEqual([
      ["0.1183", "0.1883"],
      ["0.0000", "0.0095"],
    ]);
    expect(compared?.compare(0, 1)).toMatchObject({ value: 0.15 });
    expect(compareFailures(toPaired(wrong, wrong), LEVEL)).toBeNull();
  });

  test("[A14] a few are noise, and those of the same items do not count", () => {
    const isBeyond = (one: PlantedResult[], other: PlantedResult[]): boolean => {
      const compared = compareFailures(toPaired(toItems(one), toItems(other)), LEVEL);
      const difference = compared?.compare(0, 1) ?? null;
      return difference !== null && compared?.isBeyond(difference) === true;
    };
    const failed = (count: number) => resultsOf([count, "failed"], [200 - count, "right"]);
    expect([4, 12].map((count) => isBeyond(failed(count), failed(0)))).toEqual([false, true]);
    expect(isBeyond(failed(20), failed(23))).toBe(false);
  });

  test("[A14] of an injected fault count for no variant", () => {
    const items = toItems(resultsOf([20, "failed"], [80, "right"]));
    const other = { scenario: runFigures("b", 100), items: toItems(times(100, "right")) };
    const fault = { fault: "fail" as const, fromMs: 900, toMs: 950 };
    const lost = batchFailure(0, { toItem: 10, message: "Fault button: made to fail" });
    const harmed = { scenario: runFigures("a", 100, { run: { faults: [fault], batchFailures: [lost] } }), items };
    const paired = selectPaired([harmed, other]);
    expect(paired?.items).toBe(90);
    expect(paired?.groups[0]).toBe(10);
  });
});

describe("items that count", () => {
  test("[A14] are those that every variant finished", () => {
    const whole = toItems(times(100, "right"));
    const broken = { ...whole, done: whole.done.map((done, group) => (group < 70 ? done : 0)) };
    expect(toPaired(whole, broken)).toMatchObject({ items: 70, groups: Array.from({ length: 70 }, (_, at) => at) });
    expect(selectPaired([{ scenario: runFigures("a", 100), items: null }])).toBeNull();
  });

  test("[A14] differ by what the scored metrics use: latencies and tokens take nothing from McNemar's test", () => {
    const [one, other] = [resultsOf([5, "wrong"], [195, "right"]), times(200, "right")];
    const bare = qualityOf([ACCURACY], toItems(one), toItems(other));
    const latency = metric({ weight: 0, formula: { kind: "percentile", of: "latency_ms", percentile: 95 } });
    const measured = qualityOf(
      [ACCURACY, latency],
      toItems(one, { samples: true, values: { input_tokens: 9 } }),
      toItems(other, { samples: true, values: { input_tokens: 8 } }),
    );
    expect(measured.difference).toEqual(bare.difference);
    // the exact test of 5 against 0: p = 2 · ½⁵ = .0625
    expect(measured.difference !== null && measured.isBeyond(measured.difference)).toBe(false);
  });
});

describe("times", () => {
  const steady = (id: string, itemsFailed: number, startMs = 0) => {
    const workAt = (item: number): number => startMs + item * 500 + (item % 2);
    const points = Array.from({ length: 59 }, (_, at) => ({
      itemsDone: at + 1,
      workMs: workAt(at + 1),
      atMs: workAt(at + 1),
      quality: null,
    }));
    return { scenario: runFigures(id, 60, { itemsFailed, workMs: workAt(60), points }), items: null };
  };

  test("[A14] failed items make none longer: equal times stay equal", () => {
    const difference = compareTimes([steady("a", 0), steady("b", 6)], LEVEL)?.compare(0, 1);
    expect(difference?.value).toBeCloseTo(1, 9);
  });

  test("[A14] what a program takes at its start is not compared", () => {
    const [first] = selectBlocks([steady("a", 0).scenario, steady("b", 0).scenario]);
    expect(first?.fromItem).toBe(4);
    const compared = compareTimes([steady("a", 0), steady("b", 0, 60_000)], LEVEL);
    expect(compared?.compare(0, 1)?.high).toBeLessThan(1.001);
    expect(compared?.values[1]?.high).toBeLessThan(502);
  });

  test("[A14] blocks that an injected fault disturbed in one variant count in none", () => {
    const harmed = harmedFigures("a", 400, [1_000, 2_000]);
    const blocks = selectBlocks([harmed, { ...harmed, id: "b", run: runFigures("b", 400).run }]);
    expect(blocks.length).toBeGreaterThan(10);
    // 10 ms an item: items 90 to 210 with the stretches at either end
    expect(blocks.filter(({ fromItem, toItem }) => toItem > 100 && fromItem < 200)).toEqual([]);
  });
});

describe("intervals and leads", () => {
  test("[A14] more pairs need clearer differences (Bonferroni)", () => {
    expect([1, 3, 15].map((pairs) => toSharedLevel(pairs).toFixed(4))).toEqual(["0.9500", "0.9833", "0.9967"]);
  });

  const pair = (value: number, low: number, high: number): ComparedMeasure["pairs"] => [
    { firstId: "a", secondId: "b", difference: { value, low, high }, isBeyondNoise: true },
  ];
  test.each([
    ["quality", pair(0.05, 0.02, 0.09), { value: 0.05, low: 0.02, high: 0.09 }],
    ["failures", pair(-0.05, -0.09, -0.02), { value: 0.05, low: 0.02, high: 0.09 }],
    ["time", pair(0.5, 0.4, 0.8), { value: 2, low: 1.25, high: 2.5 }],
    ["cost", pair(0.5, 0.4, 0.8), { value: 2, low: 1.25, high: 2.5 }],
  ] as const)("[A14] a lead in %s reads from its least to its most, the other way round as well", (id, pairs, lead) => {
    const swapped = pairs.map((each) => ({ ...each, firstId: "b", secondId: "a" }));
    expect(findLead({ id, pairs }, "a", "b")).toEqual(lead);
    const behind = findLead({ id, pairs: swapped }, "a", "b");
    expect(behind?.low).toBeLessThan(behind?.value ?? 0);
    expect(behind?.value).toBeLessThan(behind?.high ?? 0);
    expect([beats({ id, pairs }, "a", "b"), beats({ id, pairs: swapped }, "a", "b")]).toEqual([true, false]);
  });
});
