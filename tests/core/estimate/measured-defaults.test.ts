import { describe, expect, test } from "vitest";
import { areLikeSizes } from "../../../lib/core/estimate/like-run.ts";
import {
  computeMachinePace,
  computeMeasuredPower,
  createDefaultCost,
  describeColdStart,
  toDefaultBasis,
  type MeasuredDefaults,
} from "../../../lib/core/estimate/measured-defaults.ts";
import { computeEstimate } from "../../../lib/core/estimate/compute.ts";
import { expectSizes } from "../../../lib/core/estimate/expect-sizes.ts";
import { startState } from "../../../lib/core/run/start-state.ts";
import type { RunState } from "../../../lib/core/run/state.ts";
import { AT, buildTotals, RUNNER } from "../../support/spec.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

/** Twice the items, twice the time for each. */
const QUADRATIC: MeasuredDefaults = {
  skillVersion: "1",
  measuredAt: "2030-01-02",
  machine: "a processor",
  samples: [
    { items: 100, msPerItem: 10 },
    { items: 400, msPerItem: 40 },
  ],
  warmUp: [
    { items: 1, ms: 100 },
    { items: 3, ms: 200 },
  ],
};
const spec = runSpec({ scenarios: [scenarioSpec("a", 100), scenarioSpec("b", 200)] });

function ranWith(busyMs: readonly number[], over: Partial<RunState> = {}): RunState {
  const stamp = { seq: 1, atMs: 0, at: AT, actor: RUNNER };
  const state = startState({ type: "run.queued", runId: "run_1", spec, ...stamp });
  const scenarios = state.scenarios.map((scenario, at) => ({
    ...scenario,
    status: "complete" as const,
    totals: buildTotals(100, { busyMs: busyMs[at] ?? 0 }),
  }));
  return { ...state, scenarios, ...over };
}

describe("[J1] measured defaults", () => {
  test("stand in for an earlier run, at their growth, and say so", () => {
    const { total, scenarios, basis } = computeEstimate(spec, toDefaultBasis(QUADRATIC, null));
    expect(scenarios.map(({ likelySeconds }) => likelySeconds)).toEqual([1, expect.closeTo(4)]);
    expect(total.likelySeconds).toBeCloseTo(4);
    expect(basis).toEqual({
      runId: null,
      text: "No similar run yet: measured on the makers' machine; this one may be faster or slower.",
    });
  });

  test("are scaled to the pace of this machine", () => {
    const estimate = computeEstimate(spec, toDefaultBasis(QUADRATIC, 2));
    expect(estimate.total.likelySeconds).toBeCloseTo(2);
    expect(estimate.basis.text).toBe(
      "No similar run yet: measured on the makers' machine, scaled to the pace of this one.",
    );
  });

  test("know the growth of an item's time; what seconds of work cannot show counts as none", () => {
    expect(computeMeasuredPower(QUADRATIC)).toBeCloseTo(2);
    const nearly = QUADRATIC.samples.map(({ items }, at) => ({ items, msPerItem: 10 + at }));
    expect(computeMeasuredPower({ samples: nearly })).toBe(1);
    expect(computeMeasuredPower({ samples: nearly.slice(1) })).toBe(1);
    const cost = createDefaultCost(QUADRATIC);
    expect([cost(100), cost(200), cost(800)].map(Math.round)).toEqual([10, 20, 80]);
  });

  test("say after how many items a program was warm, and what its start cost", () => {
    expect(describeColdStart(QUADRATIC)).toEqual({ items: 1, extraMs: 60 });
    expect(describeColdStart({ samples: [], warmUp: [] })).toEqual({ items: 0, extraMs: 0 });
  });

  test("show the pace of a machine by what it has done, or by its smoke run; too little work shows nothing", () => {
    expect(computeMachinePace(ranWith([2_000, 8_000]), QUADRATIC)).toBeCloseTo(0.5);
    expect(computeMachinePace(ranWith([999, 8_000]), QUADRATIC)).toBeCloseTo(0.5);
    expect(computeMachinePace(ranWith([900, 900]), QUADRATIC)).toBeNull();
    const scenarios = [
      { scenarioId: "a", items: 5, plannedItems: 100, msPerItem: 5 },
      { scenarioId: "b", items: 9, plannedItems: 200, msPerItem: null },
    ];
    const sizesFitted = { lengthSeconds: 60, scenarios, failure: null };
    expect(computeMachinePace(ranWith([0, 0], { sizesFitted }), QUADRATIC)).toBeCloseTo(2);
    const disturbed = ranWith([2_000, 8_000]);
    const faults = [{ fault: "slow" as const, fromMs: 0, toMs: 1 }];
    const faulted = disturbed.scenarios.map((scenario) => ({ ...scenario, faults }));
    expect(computeMachinePace({ ...disturbed, scenarios: faulted }, QUADRATIC)).toBeNull();
  });
});

describe("[G20] the estimate of a run with a length", () => {
  const withLength = (lengthSeconds: number, max = 100_000) => {
    const basis = toDefaultBasis(QUADRATIC, null);
    const planned = { ...spec, lengthSeconds };
    return computeEstimate({ ...planned, scenarios: expectSizes(planned, basis, max) }, basis);
  };

  test("is the length, with the sizes that are expected", () => {
    const { total, scenarios, basis } = withLength(60);
    expect(total.likelySeconds).toBe(60);
    expect(scenarios.map(({ likely }) => likely?.storedItems)).toEqual([390, 780]);
    expect(basis.text).toBe("Sizes are fitted to this machine at the start, probably 390 and 780 mails.");
  });

  test("is shorter where there are no more items, and longer where one takes longer", () => {
    expect(withLength(3_600, 400).total.likelySeconds).toBeCloseTo(16);
    const slow = { ...QUADRATIC, samples: [{ items: 2, msPerItem: 60_000 }] };
    const planned = { ...spec, lengthSeconds: 10 };
    const basis = toDefaultBasis(slow, null);
    const { total } = computeEstimate({ ...planned, scenarios: expectSizes(planned, basis, 100) }, basis);
    expect(total.likelySeconds).toBe(120);
  });

  test("is the length even where nothing is known of the skill; without a length the sizes are as planned", () => {
    const { total, basis } = computeEstimate({ ...spec, lengthSeconds: 60 }, null);
    expect([total.likely, total.likelySeconds]).toEqual([null, 60]);
    expect(basis.text).toBe("Sizes are fitted to this machine at the start.");
    expect(expectSizes(spec, toDefaultBasis(QUADRATIC, null), 100)).toBe(spec.scenarios);
    expect(expectSizes({ ...spec, lengthSeconds: null }, toDefaultBasis(QUADRATIC, null), 100)).toBe(spec.scenarios);
  });
});

test("[J1] a like run has a size within a factor of 10 of each planned size", () => {
  expect(areLikeSizes([100, 300, 800], [1_000, 3_000, 8_000])).toBe(true);
  expect(areLikeSizes([100, 300, 800], [10, 8_000])).toBe(true);
  expect(areLikeSizes([3, 3, 3], [250, 750, 2_000])).toBe(false);
  expect(areLikeSizes([100, 300, 800], [9, 800])).toBe(false);
  expect(areLikeSizes([100, 300, 800], [100, 8_001])).toBe(false);
  expect(areLikeSizes([], [1])).toBe(false);
});
