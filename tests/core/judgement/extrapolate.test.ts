import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extrapolate, type GrowthSample } from "../../../lib/core/judgement/growth/extrapolate.ts";
import { judge } from "../../../lib/core/judgement/judge.ts";
import type { Growth } from "../../../lib/core/run/judgement.ts";
import { RULES } from "../../../lib/core/judgement/text/rules.ts";

/** The figures of the seed document. */
const SEED: readonly GrowthSample[] = [
  { scenarioId: "simple", items: 100, timeMs: 1_200 },
  { scenarioId: "medium", items: 300, timeMs: 3_500 },
  { scenarioId: "complex", items: 800, timeMs: 25_700 },
];

function growthOf(samples: readonly GrowthSample[]): Growth {
  const scenarios = samples.map(({ scenarioId: id, items, timeMs }) => ({
    id,
    label: id,
    items,
    itemsDone: items,
    itemsFailed: 0,
    elapsedMs: timeMs,
    workMs: timeMs,
    quality: 0.9,
    points: [],
    repeatsMs: [],
    run: null,
  }));
  const unit = { one: "mail", many: "mails" };
  const rest = { prices: null, estimate: null, isLive: false, capped: false, skillChanged: null, projections: [] };
  const input = { scenarios, unit, ...rest };
  return judge(input).growth;
}

const askOf = (samples: readonly GrowthSample[], items: number) =>
  extrapolate(growthOf(samples), samples, items, "mails");

describe("[B8] a size that the viewer enters", () => {
  test("follows the certain class, with bounds and the figures behind them", () => {
    const asked = askOf(SEED, 1_600);
    expect(asked?.timeMs).toBeCloseTo(103_000, -4);
    expect(asked?.statement.text).toMatch(/^1,600 mails: about 1 min \d+ s of work/);
    expect(asked?.statement.text).toContain(
      "1,600 mails: about 1 min 43 s of work if time keeps growing like n²; 1 min 38 s to 1 min 50 s across all plausible fits.",
    );
    expect(asked?.lowMs).toBeLessThan(asked?.timeMs ?? 0);
    expect(asked?.highMs).toBeGreaterThan(asked?.timeMs ?? 0);
    expect(asked?.statement.rows.map(({ label }) => label)).toEqual([
      "100 mails, measured",
      "300 mails, measured",
      "800 mails, measured",
      "1,600 mails by n²",
      "1,600 mails by T ∝ n^2.03, from the two nearest sizes",
    ]);
    expect(RULES[asked?.statement.rule ?? ""]).toBeDefined();
  });

  test("below a knee the exponent of the smaller sizes continues, not the class of all sizes", () => {
    const asked = askOf(SEED, 50);
    expect(asked?.timeMs).toBeCloseTo(1_200 * 0.5 ** (Math.log(3_500 / 1_200) / Math.log(3)), 6);
    expect(asked?.statement.text).toContain(
      "50 mails: about 611 ms of work if time keeps growing like n^0.97; 96 ms to 641 ms across all plausible fits.",
    );
  });

  test.each([-5, 0, Number.NaN, Number.POSITIVE_INFINITY])("%d is not a size", (items) => {
    expect(askOf(SEED, items)).toBeNull();
  });

  test("far beyond the measured sizes it is called a trend, not a forecast", () => {
    expect(askOf(SEED, 8_000)?.statement.text).not.toContain("direction");
    const far = askOf(SEED, 100_000_000)?.statement;
    expect(far?.text).toMatch(
      /if time keeps growing like n²; [\d,]+ years to [\d,]+ years.*125,000× the largest size measured: a rough direction/,
    );
    expect(far?.tone).toBe("unsure");
  });

  test("between measured sizes it interpolates between the neighbours, and returns a measured size unchanged", () => {
    expect(askOf(SEED, 500)?.timeMs).toBeGreaterThan(3_500);
    expect(askOf(SEED, 500)?.timeMs).toBeLessThan(25_700);
    for (const { items, timeMs } of SEED) expect(askOf(SEED, items)?.timeMs).toBeCloseTo(timeMs, 6);
    expect(askOf(SEED, 500)?.statement.text).toMatch(/^500 mails: about [\d.]+ s of work, between measured sizes\.$/);
  });

  test("without a certain class there are bounds but no figure", () => {
    const vague = [...SEED.slice(0, 2), { scenarioId: "complex", items: 800, timeMs: 13_500 }];
    const asked = extrapolate({ ...growthOf(vague), growthClass: null }, vague, 2_000, "mails");
    expect(asked?.timeMs).toBeNull();
    expect(asked?.highMs).toBeGreaterThan((asked?.lowMs ?? 0) * 1.3);
    expect(asked?.statement.text).toContain(
      "2,000 mails: 35 s to 51 s of work. The measured sizes do not determine the growth.",
    );
    expect(asked?.statement.tone).toBe("unsure");
  });

  test("of two sizes the bounds are wide; of one there is no statement", () => {
    const two = askOf(SEED.slice(0, 2), 3_000);
    expect(two?.timeMs).toBeNull();
    expect((two?.highMs ?? 0) / (two?.lowMs ?? 1)).toBeGreaterThan(5);
    expect(askOf(SEED.slice(0, 1), 3_000)).toBeNull();
    expect(askOf([], 3_000)).toBeNull();
  });

  test("below the smallest size it continues downwards", () => {
    const asked = askOf(SEED, 10);
    expect(asked?.highMs).toBeLessThan(1_200);
    expect(asked?.lowMs).toBeGreaterThan(0);
  });

  test("bounds are finite, above 0 and contain the figure, for any measurements", () => {
    const size = fc.integer({ min: 1, max: 100_000 });
    const sample = fc.record({
      scenarioId: fc.constant("any"),
      items: size,
      timeMs: fc.double({ min: 1e-3, max: 1e8, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 6 }), fc.integer({ min: 1, max: 1_000_000_000 }), (samples, items) => {
        const asked = askOf(samples, items);
        if (asked === null) return;
        for (const ms of [asked.lowMs, asked.highMs, asked.timeMs ?? 0]) expect(Number.isFinite(ms)).toBe(true);
        expect(asked.lowMs).toBeGreaterThanOrEqual(0);
        expect(asked.lowMs).toBeLessThanOrEqual(asked.highMs);
        // without a single estimate only the bounds are given
        const shown = asked.timeMs ?? asked.lowMs;
        expect(shown).toBeGreaterThanOrEqual(asked.lowMs * (1 - 1e-9));
        expect(shown).toBeLessThanOrEqual(asked.highMs * (1 + 1e-9));
        expect(asked.statement.text).not.toMatch(/NaN|Infinity/);
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});
