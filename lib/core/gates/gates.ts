import type { RunSpec, ScenarioSpec } from "../run/spec.ts";

/** A point of every scenario's progress, numerator/denominator of its items, at which scenarios may have to wait. */
export type Gate = {
  /** position in the run's order of gates */
  readonly index: number;
  readonly numerator: number;
  readonly denominator: number;
  /** the milestone here; null at a mere step end */
  readonly percent: number | null;
  /** the step of lock-step that ends here, counted from 1; null at a mere milestone */
  readonly step: number | null;
};

/** A gate that is a milestone. */
export type MilestoneGate = Gate & { readonly percent: number };

type Plan = {
  readonly gates: readonly Gate[];
  readonly milestones: readonly MilestoneGate[];
  readonly boundaries: Map<number, readonly number[]>;
};

/** Asked at every decision and every fold, and a spec never changes. */
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

/** Whether a gate is a milestone, be it a step end too or not. */
export function isMilestone(gate: Gate): gate is MilestoneGate {
  return gate.percent !== null;
}

type Point = Omit<Gate, "index">;

/** Percentages with up to three decimals stay exact as a fraction of integers. */
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

/** Two ascending lists as one; a step end that is a milestone too becomes one gate. */
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

/** Every gate of a run, ascending: its milestones and, in lock-step, its step ends; 100 % is none. */
export function planGates(spec: RunSpec): readonly Gate[] {
  return planOf(spec).gates;
}

/** The gates that are milestones, ascending. */
export function planMilestones(spec: RunSpec): readonly MilestoneGate[] {
  return planOf(spec).milestones;
}

/** How many steps a lock-step run has: the largest batch count of its scenarios. */
export function countSteps(spec: RunSpec): number {
  return Math.max(...spec.scenarios.map((scenario) => Math.ceil(scenario.items / scenario.batchSize)));
}

/** The items, ascending, at which a scenario's batches end: its gates, released or not, so that batches are the same in every run. */
export function planBoundaries(spec: RunSpec, scenario: ScenarioSpec): readonly number[] {
  const { gates, boundaries } = planOf(spec);
  const known = boundaries.get(scenario.items);
  if (known !== undefined) return known;
  const items = gates.map((gate) => gateItem(gate, scenario.items));
  boundaries.set(scenario.items, items);
  return items;
}

/** How many items a scenario of so many has finished at a gate: ⌈numerator·items/denominator⌉. */
export function gateItem(gate: Gate, items: number): number {
  return divideUp(gate.numerator * items, gate.denominator);
}

function divideUp(numerator: number, denominator: number): number {
  const rest = numerator % denominator;
  return (numerator - rest) / denominator + (rest > 0 ? 1 : 0);
}

/** How many finished items already count as arrived: those of the gate less `tolerance` percentage points, at least 1. */
export function gateItemWithTolerance(gate: Gate, items: number, tolerance: number): number {
  if (tolerance === 0) return gateItem(gate, items);
  const permille = gate.numerator * 1_000 - Math.round(tolerance * 10) * gate.denominator;
  return Math.max(1, divideUp(permille * items, gate.denominator * 1_000));
}

/** Whether a scenario with so many of its items finished counts as arrived; tolerance counts in milestone mode alone. */
export function isAtGate(itemsDone: number, gate: Gate, scenario: ScenarioSpec, spec: RunSpec): boolean {
  const tolerance = spec.sync === "milestone" ? spec.arrivalTolerance : 0;
  return itemsDone >= gateItemWithTolerance(gate, scenario.items, tolerance);
}

/** Whether scenarios wait for each other at gates at all. */
export function holdsAtGates(spec: RunSpec): boolean {
  return spec.sync !== "free-running";
}
