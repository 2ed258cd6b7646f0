import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  countSteps,
  gateItem,
  gateItemWithTolerance,
  holdsAtGates,
  isAtGate,
  planBoundaries,
  planGates,
  planMilestones,
  type Gate,
} from "../../../lib/core/gates/gates.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const gateAt = (percent: number): Gate => ({ index: 0, numerator: percent, denominator: 100, percent, step: null });
const lockStep = (batches: number, milestones: number[]) =>
  runSpec({
    sync: "lock-step",
    milestones,
    scenarios: [scenarioSpec("small", 3), scenarioSpec("large", batches, { batchSize: 1 })],
  });

test("[A3] a milestone run's gates are its milestones", () => {
  const gates = planGates(runSpec({ milestones: [30, 50] }));
  expect(gates).toEqual([
    { index: 0, numerator: 30, denominator: 100, percent: 30, step: null },
    { index: 1, numerator: 50, denominator: 100, percent: 50, step: null },
  ]);
});

test("[A4] lock-step: step ends and milestones in one order, a single gate where they coincide, none at 100 %", () => {
  const gates = planGates(lockStep(4, [30, 50, 90]));
  expect(gates.map(({ percent, step }) => [percent, step])).toEqual([
    [null, 1],
    [30, null],
    [50, 2],
    [null, 3],
    [90, null],
  ]);
  expect(gates.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  expect(planMilestones(lockStep(4, [30, 50, 90])).map(({ index }) => index)).toEqual([1, 2, 4]);
});

test("[A4] a single step, or no milestone, leaves only the other gates", () => {
  expect(planGates(lockStep(1, []))).toEqual([]);
  expect(planGates(lockStep(3, [])).map(({ step }) => step)).toEqual([1, 2]);
  expect(planGates(lockStep(1, [50])).map(({ percent }) => percent)).toEqual([50]);
});

test("[A4] a thousand steps stay exact: gates strictly ascend", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 99 })),
      (batches, percents) => {
        const gates = planGates(
          lockStep(
            batches,
            percents.toSorted((a, b) => a - b),
          ),
        );
        const ascends = gates.every((gate, index) => {
          const before = gates[index - 1];
          return before === undefined || before.numerator * gate.denominator < gate.numerator * before.denominator;
        });
        expect(ascends).toBe(true);
      },
    ),
  );
});

test("[A4] the number of steps is the largest batch count", () => {
  expect(countSteps(runSpec())).toBe(4);
  expect(countSteps(runSpec({ scenarios: [scenarioSpec("a", 11), scenarioSpec("b", 21)] }))).toBe(3);
});

test("[A6] the item of n % is rounded up, in integers", () => {
  expect(gateItem(gateAt(30), 10)).toBe(3);
  expect(gateItem(gateAt(30), 11)).toBe(4);
  expect(gateItem(gateAt(70), 1)).toBe(1);
  expect(gateItem(gateAt(29), 100)).toBe(29);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 1_000_000 }), (percent, items) => {
      const item = gateItem(gateAt(percent), items);
      expect(item * 100).toBeGreaterThanOrEqual(percent * items);
      expect((item - 1) * 100).toBeLessThan(percent * items);
    }),
  );
});

test("[A5] a milestone with decimals is exact too", () => {
  const [gate] = planGates(runSpec({ milestones: [33.3] }));
  expect(gate).toMatchObject({ numerator: 33_300, denominator: 100_000, percent: 33.3 });
  expect(gate && gateItem(gate, 1_000)).toBe(333);
});

test("[A5] tolerance counts whole points below a milestone, never below the first item", () => {
  expect(gateItemWithTolerance(gateAt(50), 100, 0)).toBe(50);
  expect(gateItemWithTolerance(gateAt(50), 100, 5)).toBe(45);
  expect(gateItemWithTolerance(gateAt(50), 100, 2.5)).toBe(48);
  expect(gateItemWithTolerance(gateAt(3), 100, 5)).toBe(1);
});

test("[A5] tolerance applies in milestone mode only", () => {
  const spec = runSpec({ arrivalTolerance: 5 });
  const scenario = scenarioSpec("large", 100);
  expect(isAtGate(45, gateAt(50), scenario, spec)).toBe(true);
  expect(isAtGate(44, gateAt(50), scenario, spec)).toBe(false);
  expect(isAtGate(45, gateAt(50), scenario, { ...spec, sync: "lock-step" })).toBe(false);
});

test("[A6] boundaries are the items of all gates, and are cached", () => {
  const spec = runSpec({ milestones: [30, 50] });
  const scenario = scenarioSpec("simple", 10);
  expect(planBoundaries(spec, scenario)).toEqual([3, 5]);
  expect(planBoundaries(spec, scenario)).toBe(planBoundaries(spec, scenario));
});

test("[A2] only free-running never holds", () => {
  expect(holdsAtGates(runSpec({ sync: "free-running" }))).toBe(false);
  expect(holdsAtGates(runSpec({ sync: "milestone" }))).toBe(true);
  expect(holdsAtGates(runSpec({ sync: "lock-step" }))).toBe(true);
});
