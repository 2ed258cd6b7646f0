import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PriceTable } from "../../../lib/core/run/prices.ts";
import { toEstimateBasis, type EstimateBasis, type EstimateSample } from "../../../lib/core/estimate/basis.ts";
import { computeEstimate } from "../../../lib/core/estimate/compute.ts";
import { GROWTH_CLASSES } from "../../../lib/core/run/judgement.ts";
import { SYNC_MODES, type RunSpec } from "../../../lib/core/run/spec.ts";
import { startState } from "../../../lib/core/run/start-state.ts";
import type { ProgressPoint, RunState, ScenarioState } from "../../../lib/core/run/state.ts";
import { AT, buildTotals, RUNNER } from "../../support/spec.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const PRICES: PriceTable = {
  currency: "EUR",
  computePerHour: 3.6,
  perMillionInputTokens: 2,
  perMillionOutputTokens: 10,
  databasePerMillionItems: 1_000,
};

const POINT: ProgressPoint = {
  itemsDone: 0,
  atMs: 0,
  elapsedMs: 0,
  busyMs: 0,
  cpuWaitMs: 0,
  quality: null,
  memoryMb: null,
  workers: 1,
};

function sample(items: number, busyMs: number, over: Partial<EstimateSample> = {}): EstimateSample {
  return { items, busyMs, warmUpMs: 0, elapsedMs: busyMs, concurrency: 1, inputTokens: 0, outputTokens: 0, ...over };
}

function basis(samples: readonly EstimateSample[], over: Partial<EstimateBasis> = {}): EstimateBasis {
  return {
    runId: "run_before",
    finishedAt: "2030-01-02T03:04:05.000Z",
    differences: [],
    growthClass: null,
    samples,
    ...over,
  };
}

const plan = (items: readonly number[], over: Parameters<typeof runSpec>[0] = {}) =>
  runSpec({ scenarios: items.map((count, index) => scenarioSpec(`s${index}`, count)), ...over });
/** All numbers of a usage, those of reported money included. */
const listFigures = (usage: object): number[] =>
  Object.values(usage).flatMap((value: unknown) =>
    typeof value === "object" && value !== null ? listFigures(value) : Number(value),
  );
const likelySeconds = (items: readonly number[], from: EstimateBasis) =>
  computeEstimate(plan(items), from).scenarios.map(({ likely }) => likely?.busySeconds);

describe("[J1] likely use of a run", () => {
  test("a measured size keeps its figures, including tokens", () => {
    const {
      scenarios,
      total,
      basis: shown,
    } = computeEstimate(
      plan([100, 200]),
      basis([sample(100, 2_000, { inputTokens: 500, outputTokens: 50 }), sample(200, 8_000, { elapsedMs: 9_000 })]),
    );
    expect(scenarios[0]).toMatchObject({
      likely: { busySeconds: 2, inputTokens: 500, outputTokens: 50, storedItems: 100 },
      likelySeconds: 2,
    });
    expect(total).toMatchObject({ likely: { busySeconds: 10, storedItems: 300 }, likelySeconds: 9 });
    expect(shown).toEqual({
      runId: "run_before",
      text: "Based on the run of this skill that ended at 2030-01-02 03:04 UTC, scaled per item where sizes differ.",
    });
  });

  test("between two sizes it follows the growth between them; outside them the class, otherwise the items", () => {
    const quadratic = [sample(100, 1_000), sample(400, 16_000)];
    expect(likelySeconds([200, 200], basis(quadratic))).toEqual([4, 4]);
    expect(likelySeconds([50, 800], basis(quadratic))).toEqual([0.5, 32]);
    expect(likelySeconds([50, 800], basis(quadratic, { growthClass: "n²" }))).toEqual([0.25, 64]);
    expect(likelySeconds([50, 800], basis(quadratic, { growthPower: 1.5 }))[1]).toBeCloseTo(16 * 2 ** 1.5);
    expect(computeEstimate(plan([800]), basis(quadratic, { growthPower: 1.5 })).basis?.text).toContain(
      "scaled by its growth (n^1.50)",
    );
  });

  test("the warm-up does not grow with the items", () => {
    const warm = basis([sample(10, 3_000, { warmUpMs: 2_000 })], { growthClass: "n" });
    expect(likelySeconds([10, 20, 100], warm)).toEqual([3, 4, 12]);
  });

  test("figures with the same number of workers are preferred; the time is divided among them", () => {
    const before = basis([sample(100, 1_000), sample(100, 3_000, { concurrency: 4, elapsedMs: 1_000 })]);
    const spec = plan([], {
      scenarios: [
        scenarioSpec("one", 200),
        scenarioSpec("four", 200, { concurrency: 4 }),
        scenarioSpec("two", 200, { concurrency: 2 }),
      ],
    });
    const { scenarios } = computeEstimate(spec, before);
    expect(scenarios.map(({ likely, likelySeconds: seconds }) => [likely?.busySeconds, seconds])).toEqual([
      [2, 2],
      [6, 2],
      [2, 1],
    ]);
  });

  test("without an earlier run or prices nothing is likely, and no money is shown", () => {
    const { total, basis: shown, currency } = computeEstimate(plan([10, 20]), null);
    expect(total).toMatchObject({ likely: null, likelyAmounts: null, likelySeconds: null, atMostAmounts: null });
    expect([currency, shown]).toEqual([
      null,
      { runId: null, text: "No similar run yet, so nothing is measured: “at most” is what the time budgets allow." },
    ]);
  });

  test("without an earlier run the amounts are said to exclude those of a model", () => {
    const { total, basis: shown } = computeEstimate(plan([10, 20], { prices: PRICES }), null);
    expect(total.atMostAmounts?.model).toBe(0);
    expect(shown.text).toContain(
      "No similar run yet, so nothing is measured: “at most” is what the time budgets allow. Token usage is not known yet, so the amounts exclude it.",
    );
    expect(computeEstimate(plan([10], { prices: PRICES }), basis([sample(10, 1_000)])).basis.text).not.toContain(
      "Token usage",
    );
  });

  test("a scenario that exceeds its budget is cut off there, and the estimate says so", () => {
    const spec = plan([], { scenarios: [scenarioSpec("a", 10), scenarioSpec("b", 1_000, { timeBudgetMs: 50_000 })] });
    const { scenarios, warnings } = computeEstimate(spec, basis([sample(10, 1_000)]));
    expect(scenarios[1]).toMatchObject({ likely: { busySeconds: 50, storedItems: 500 }, likelySeconds: 50 });
    expect(warnings).toEqual([
      "b will probably need 100 s, more than its time budget of 50 s: reduce its items or raise its budget.",
    ]);
  });
});

describe("[J1] maximum use of a run", () => {
  const scenarios = [
    scenarioSpec("a", 10, { timeBudgetMs: 30_000 }),
    scenarioSpec("b", 30, { timeBudgetMs: 60_000, concurrency: 4 }),
  ];
  test.each([
    ["free-running", false, [30, 240], 60],
    ["lock-step", false, [150, 300], 60],
    ["milestone", true, [60, 300], 120],
  ] as const)("%s, reduced load %j", (sync, reducedLoad, busySeconds, longest) => {
    const { scenarios: found, total } = computeEstimate(runSpec({ scenarios, sync, reducedLoad }), null);
    expect(found.map(({ atMost }) => atMost.busySeconds)).toEqual(busySeconds);
    expect(total).toMatchObject({ atMost: { storedItems: 40 }, atMostSeconds: longest });
  });
});

describe("[J2] in money, at the operator's prices", () => {
  const before = basis([sample(100, 10_000, { inputTokens: 1_000_000, outputTokens: 100_000 })]);
  test("model, compute and database separately and in total", () => {
    const { scenarios, currency } = computeEstimate(plan([100, 100], { prices: PRICES }), before);
    expect(currency).toBe("EUR");
    expect(scenarios[0]?.likelyAmounts).toEqual({ model: 3, compute: 0.01, database: 0.1, total: 3.11 });
  });

  test("[J4] a cap below the likely use causes a warning before the start", () => {
    const warn = (unit: "money" | "busy-seconds" | "tokens", limit: number) =>
      computeEstimate(plan([100, 100], { prices: PRICES, costCap: { unit, limit } }), before).warnings.join();
    expect(warn("money", 1)).toContain(
      "About 6.22 EUR will probably be used, more than the spending limit of 1 EUR: the run would stop early.",
    );
    expect(warn("busy-seconds", 5)).toContain(
      "About 20 s of compute will probably be used, more than the spending limit of 5 s of compute: the run would stop early.",
    );
    expect(warn("tokens", 1_000)).toContain("About 2200000 tokens");
    expect(warn("money", 7)).toBe("");
  });
});

test("[J1] for any earlier runs, no figure is NaN or infinite, and likely never exceeds maximum", () => {
  const anySample = fc.record({
    items: fc.integer({ min: 1, max: 100_000 }),
    busyMs: fc.integer({ min: 1, max: 1_000_000 }),
    warmUpMs: fc.constant(0),
    elapsedMs: fc.integer({ min: 1, max: 1_000_000 }),
    concurrency: fc.integer({ min: 1, max: 4 }),
    inputTokens: fc.nat(1_000_000),
    outputTokens: fc.nat(1_000_000),
  });
  const any = fc.record({
    samples: fc.uniqueArray(anySample, { minLength: 1, maxLength: 4, selector: ({ items }) => items }),
    growthClass: fc.constantFrom(null, ...GROWTH_CLASSES),
    items: fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 6 }),
    sync: fc.constantFrom(...SYNC_MODES),
  });
  fc.assert(
    fc.property(any, ({ samples, growthClass, items, sync }) => {
      const ascending = samples.toSorted((one, other) => one.items - other.items);
      const estimate = computeEstimate(plan(items, { sync, prices: PRICES }), basis(ascending, { growthClass }));
      for (const { likelySeconds: seconds, atMostSeconds, likely, atMost } of estimate.scenarios) {
        const figures = [seconds, atMostSeconds, ...listFigures(likely ?? {}), ...listFigures(atMost)];
        expect(figures.every((figure) => Number.isFinite(figure) && (figure ?? 0) >= 0)).toBe(true);
        expect(seconds ?? 0).toBeLessThanOrEqual(atMostSeconds * 1.000001);
        expect(likely?.busySeconds ?? 0).toBeLessThanOrEqual(atMost.busySeconds * 1.000001);
        expect(likely?.storedItems ?? 0).toBeLessThanOrEqual(atMost.storedItems);
      }
    }),
    { seed: 3, numRuns: 300 },
  );
});

describe("[J1] an earlier run as the basis", () => {
  const points = (busy: readonly (readonly [number, number])[]) =>
    busy.map(([itemsDone, busyMs]) => ({ ...POINT, itemsDone, busyMs }));
  const finished = (over: Partial<ScenarioState> = {}, spec: Partial<RunSpec> = {}): RunState => {
    const planned = runSpec({ scenarios: [scenarioSpec("a", 20), scenarioSpec("b", 20)], ...spec });
    const queued = {
      type: "run.queued",
      seq: 1,
      atMs: 0,
      at: AT,
      actor: RUNNER,
      runId: "run_x",
      spec: planned,
    } as const;
    const state = startState(queued);
    const totals = buildTotals(20, { busyMs: 3_000, elapsedMs: 3_100 });
    const [a, b] = state.scenarios as [ScenarioState, ScenarioState];
    return { ...state, finishedAt: AT, scenarios: [{ ...a, status: "complete", totals, ...over }, b] };
  };

  test("the pace of the second half determines the warm-up", () => {
    const shown = points([
      [5, 2_000],
      [10, 2_250],
      [20, 2_750],
    ]);
    expect(toEstimateBasis(finished({ points: shown }), runSpec())?.samples).toMatchObject([
      { items: 20, busyMs: 3_000, warmUpMs: 2_000 },
    ]);
    expect(toEstimateBasis(finished({ points: shown.slice(2) }), runSpec())?.samples[0]?.warmUpMs).toBe(0);
  });

  test("disturbed, retried and unfinished scenarios are ignored", () => {
    const fault = { fault: "slow", fromMs: 0, toMs: 1 } as const;
    for (const over of [{ faults: [fault] }, { attempt: 2 }, { status: "failed" as const }])
      expect(toEstimateBasis(finished(over), runSpec())).toBeNull();
    expect(toEstimateBasis({ ...finished(), finishedAt: null }, runSpec())).toBeNull();
  });

  test("other versions, options and inputs are named; the order of options does not matter", () => {
    const made = finished({}, { options: { a: 1, b: [1, { c: null }] } });
    const differences = (planned: Partial<RunSpec>) => toEstimateBasis(made, runSpec(planned))?.differences;
    expect(differences({ options: { b: [1, { c: null }], a: 1 } })).toEqual([]);
    expect(differences({ options: { a: 1 }, skillVersion: "2", input: { inputId: "i", name: "n", rows: 1 } })).toEqual([
      "version 1 of the skill",
      "other options",
      "other input",
    ]);
  });
});
