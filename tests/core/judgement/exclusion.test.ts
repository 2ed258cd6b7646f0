import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  computeErrorRate,
  listExcluded,
  selectComparable,
  selectQuality,
} from "../../../lib/core/judgement/figures.ts";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { computePerItemMs } from "../../../lib/core/judgement/growth/timed-scenario.ts";
import type { ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { batchFailure, harmedFigures, runFigures } from "../support/run-figures.ts";

const labelsOf = (scenarios: readonly ScenarioFigures[]) => scenarios.map(({ label }) => label);
const reasonsOf = (scenarios: readonly ScenarioFigures[]) =>
  listExcluded(scenarios).map(({ scenario, reason, share }) => [scenario.label, reason, Number(share.toFixed(3))]);

describe("sizes that do not count", () => {
  test("[D10] more than 20 % failed items, unless its own tolerance is larger", () => {
    const failing = (itemsFailed: number, errorTolerance = 0.05) =>
      runFigures("large", 800, { itemsFailed, run: { errorTolerance } });
    expect(reasonsOf([failing(160)])).toEqual([]);
    expect(reasonsOf([failing(161)])).toEqual([["large", "failures", 0.201]]);
    expect(reasonsOf([failing(240, 0.3)])).toEqual([]);
    expect(reasonsOf([failing(800, 1)])).toEqual([["large", "failures", 1]]);
    expect(reasonsOf([{ ...toFigures("file", 800, 2_100), itemsFailed: 700 }])).toEqual([["file", "failures", 0.875]]);
  });

  test("[D10] less than a tenth of the items without error", () => {
    const early = (itemsDone: number, itemsFailed: number) => runFigures("large", 800, { itemsDone, itemsFailed });
    expect(reasonsOf([early(79, 0)])).toEqual([["large", "few-items", 0.099]]);
    expect(reasonsOf([early(80, 0)])).toEqual([]);
    expect(reasonsOf([early(85, 10)])).toEqual([["large", "few-items", 0.094]]);
    expect(reasonsOf([early(0, 0)])).toEqual([["large", "few-items", 0]]);
  });

  test("[D9] too little undisturbed work after a fault: fewer than five stretches, or less than a third", () => {
    expect(reasonsOf([harmedFigures("complex", 800, [500, 4_000])])).toEqual([]);
    expect(reasonsOf([harmedFigures("complex", 800, [500, 6_500])])).toEqual([["complex", "fault", 0.225]]);
    expect(reasonsOf([runFigures("bare", 300, { run: { faults: [{ fault: "kill", fromMs: 9, toMs: 9 }] } })])).toEqual([
      ["bare", "fault", 0],
    ]);
  });

  test("[D10] are listed smallest first, and no size is both compared and left out", () => {
    const anySize = fc.record({
      items: fc.integer({ min: 1, max: 2_000 }),
      done: fc.double({ min: 0, max: 1, noNaN: true }),
      failed: fc.double({ min: 0, max: 1, noNaN: true }),
      fault: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anySize, { maxLength: 6 }), (sizes) => {
        const scenarios = sizes.map(({ items, done, failed, fault }, i) => {
          const itemsDone = Math.round(items * done);
          const faults = fault ? [{ fault: "slow", fromMs: 0, toMs: null } as const] : [];
          return runFigures(`s${i}`, items, {
            itemsDone,
            itemsFailed: Math.round(itemsDone * failed),
            run: { faults },
          });
        });
        const [counted, excluded] = [selectComparable(scenarios), listExcluded(scenarios)];
        expect([...labelsOf(counted), ...excluded.map(({ scenario }) => scenario.label)].toSorted()).toEqual(
          labelsOf(scenarios).toSorted(),
        );
        const itemsOf = [counted, excluded.map(({ scenario }) => scenario)].map((some) =>
          some.map(({ items }) => items),
        );
        for (const items of itemsOf) expect(items).toEqual(items.toSorted((one, other) => one - other));
        expect(counted.every((each) => (computePerItemMs(each) ?? 0) > 0)).toBe(true);
      }),
    );
  });
});

test("[B4] failed items are no work done: the time per item is that per success", () => {
  expect(computePerItemMs(runFigures("large", 800, { itemsFailed: 80 }))).toBeCloseTo(8_000 / 720);
  expect(computePerItemMs(runFigures("large", 800, { itemsFailed: 800 }))).toBeNull();
});

describe("work that a fault disturbed", () => {
  test("[D9] items that it made fail are no errors of the skill", () => {
    const made = batchFailure(0, { message: "Fault button: this batch was made to fail." });
    const harmed = harmedFigures("complex", 800, [1, 200], { itemsFailed: 18, run: { batchFailures: [made] } });
    expect(computeErrorRate(harmed)).toBeCloseTo(8 / 790);
    expect(computePerItemMs(harmed)).toBeCloseTo((8_000 / 792) * 1, 1);
  });

  test("[D9] quality is that before the first fault, if a third of the items came before", () => {
    const quality = (fromMs: number, overrides = {}) =>
      selectQuality(harmedFigures("complex", 800, [fromMs, fromMs + 500], { quality: 0.6, ...overrides }));
    expect(quality(6_000)).toBe(0.95);
    expect(quality(500)).toBeNull();
    expect(quality(500, { quality: 0.91 })).toBe(0.91);
    expect(quality(0)).toBeNull();
    expect(quality(0, { quality: 0.91 })).toBe(0.91);
    expect(selectQuality(runFigures("simple", 100, { quality: 0.6 }))).toBe(0.6);
    const killed = runFigures("medium", 300, { run: { faults: [{ fault: "kill", fromMs: 9, toMs: 9 }] } });
    expect(selectQuality(killed)).toBe(0.95);
  });
});

describe("a size of which 88 % failed fast", () => {
  const failing = { ...toFigures("l", 800, 2_100, [], 0.95), itemsFailed: 700 };
  const judgement = judge(toInput([toFigures("s", 50, 500, [], 0.9), toFigures("m", 200, 2_000, [], 0.91), failing]));

  test("[D10][C2] is left out and named, and the other two are judged", () => {
    const { headline, growth, comparative, stability, recommendation } = judgement;
    expect(headline.text).toContain("Quality holds (.90 to .91)");
    expect(headline.text).toContain("l is left out: 88 % failed");
    expect(growth.statement.text).toContain("Without l (too many failures).");
    for (const { verdict, statement } of comparative) {
      expect(verdict).toBe("pass");
      expect(statement.text).toContain("from s to m");
      expect(statement.text).toContain("Without l (too many failures).");
    }
    expect(stability.map(({ verdict }) => verdict)).toEqual(["pass", "fail"]);
    expect(recommendation.scenarioId).toBe("m");
    expect(recommendation.reasons.map(({ text }) => text)).toContain("l: left out, too many failures.");
    expect(recommendation.production?.statement.text).toContain("one worker sustains 100 items/s");
  });

  test("[D10][I2][C7] is no part of a good pattern, and its quality has no rank", () => {
    const holds = judgement.patterns.find(({ id }) => id === "quality-holds");
    expect(holds).toMatchObject({ support: 2, of: 2 });
    expect(judgement.patterns.map(({ id }) => id)).toContain("items-failed");
    expect(judgement.ranks.map(({ rank }) => rank)).toEqual(["excellent", "excellent", null]);
  });
});

test("[D10][I3] a size that is left out is not the cheapest that others are measured against", () => {
  const early = runFigures("huge", 8_000, { itemsDone: 700, workMs: 70, elapsedMs: 70 });
  const { scenarioId, reasons } = judge(
    toInput([runFigures("simple", 100), runFigures("medium", 300), early]),
  ).recommendation;
  expect(scenarioId).toBe("medium");
  expect(reasons.map(({ text }) => text).join()).not.toContain("cheapest");
});
