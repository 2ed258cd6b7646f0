import type { RunSpec, ScenarioSpec } from "../run/spec.ts";

/** A point at which scenarios may have to wait for each other, as a fraction numerator/denominator of their items. */
export type Gate = {
  /** position among the run's gates, ascending */
  readonly index: number;
  readonly numerator: number;
  readonly denominator: number;
  /** the milestone at this gate; null if it is only the end of a step */
  readonly percent: number | null;
  /** the lock-step step that ends here, counted from 1; null if it is only a milestone */
  readonly step: number | null;
};

/** A gate that is a milestone. */
export type MilestoneGate = Gate & { readonly percent: number };

type Plan = {
  readonly gates: readonly Gate[];
  readonly milestones: readonly MilestoneGate[];
  readonly boundaries: Map<number, readonly number[]>;
};

/** Cached, since every decision and every fold reads it; a spec never changes. */
const plans = new WeakMap<RunSpec, Plan>();

function planOf(spec: RunSpec): Plan {
  const known = plans.get(spec);
  if (known !== undefined) return known;
  const milestones = spec.milestones.map((percent) => ({ ...toFraction(percent), percent, step: null }));
  const points = spec.sync === "lock-step" ? mergePoints(planSteps(spec), milestones) : milestones;
  const gates = points.map((point, index): Gate => ({ index, ...point }));
  const plan = { gates, milestones: gates.filter(isMilestone), boundaries: new Map() };
  plans.set(spec, plan);
  return plan;
}

/** Whether a gate is a milestone; it may be the end of a step as well. */
export function isMilestone(gate: Gate): gate is MilestoneGate {
  return gate.percent !== null;
}

type Point = Omit<Gate, "index">;

/** Exact for percentages with up to three decimals. */
function toFraction(percent: number): { numerator: number; denominator: number } {
  if (Number.isInteger(percent)) return { numerator: percent, denominator: 100 };
  return { numerator: Math.round(percent * 1_000), denominator: 100_000 };
}

function planSteps(spec: RunSpec): Point[] {
  const steps = countSteps(spec);
  return Array.from({ length: steps - 1 }, (_, index) => ({
    numerator: index + 1,
    denominator: steps,
    percent: null,
    step: index + 1,
  }));
}

/** Merges two ascending lists; a step end that coincides with a milestone becomes one gate. */
function mergePoints(steps: readonly Point[], milestones: readonly Point[]): Point[] {
  const points: Point[] = [];
  let next = 0;
  for (const milestone of milestones) {
    for (let step = steps[next]; step !== undefined && comparePoints(step, milestone) < 0; step = steps[next]) {
      points.push(step);
      next += 1;
    }
    const step = steps[next];
    const meets = step !== undefined && comparePoints(step, milestone) === 0;
    points.push(meets ? { ...milestone, step: step.step } : milestone);
    if (meets) next += 1;
  }
  return [...points, ...steps.slice(next)];
}

function comparePoints(a: Point, b: Point): number {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}

/** All gates of a run, ascending: its milestones and, in lock-step, its step ends; 100 % is not a gate. */
export function planGates(spec: RunSpec): readonly Gate[] {
  return planOf(spec).gates;
}

/** The gates that are milestones, ascending. */
export function planMilestones(spec: RunSpec): readonly MilestoneGate[] {
  return planOf(spec).milestones;
}

/** Number of steps of a lock-step run: the largest number of batches of its scenarios. */
export function countSteps(spec: RunSpec): number {
  return Math.max(...spec.scenarios.map((scenario) => Math.ceil(scenario.items / scenario.batchSize)));
}

/** The items, ascending, at which a scenario's batches end: all gates, released or not, so that batches are the same in every run. */
export function planBoundaries(spec: RunSpec, scenario: ScenarioSpec): readonly number[] {
  const { gates, boundaries } = planOf(spec);
  const known = boundaries.get(scenario.items);
  if (known !== undefined) return known;
  const items = gates.map((gate) => gateItem(gate, scenario.items));
  boundaries.set(scenario.items, items);
  return items;
}

/** Number of finished items at a gate for a scenario of `items` items: ⌈numerator·items/denominator⌉. */
export function gateItem(gate: Gate, items: number): number {
  return divideUp(gate.numerator * items, gate.denominator);
}

function divideUp(numerator: number, denominator: number): number {
  const remainder = numerator % denominator;
  return (numerator - remainder) / denominator + (remainder > 0 ? 1 : 0);
}

/** Number of finished items that already count as arrived: the gate minus `tolerance` percentage points, at least 1. */
export function gateItemWithTolerance(gate: Gate, items: number, tolerance: number): number {
  if (tolerance === 0) return gateItem(gate, items);
  const permille = gate.numerator * 1_000 - Math.round(tolerance * 10) * gate.denominator;
  return Math.max(1, divideUp(permille * items, gate.denominator * 1_000));
}

/** Whether a scenario with `itemsDone` finished items has arrived; the tolerance applies in milestone mode only. */
export function isAtGate(itemsDone: number, gate: Gate, scenario: ScenarioSpec, spec: RunSpec): boolean {
  const tolerance = spec.sync === "milestone" ? spec.arrivalTolerance : 0;
  return itemsDone >= gateItemWithTolerance(gate, scenario.items, tolerance);
}

/** Whether scenarios wait for each other at gates. */
export function holdsAtGates(spec: RunSpec): boolean {
  return spec.sync !== "free-running";
}
