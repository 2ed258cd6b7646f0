import { requireScenarioSpec } from "../barrier-view.ts";
import { computePace, type Pace } from "../pace.ts";
import type { RunState, ScenarioState } from "../state.ts";

/** What an item of a scenario takes of its active time, and between which bounds that lies. */
export type ActiveProjection = {
  readonly perItemMs: number;
  readonly lowPerItemMs: number;
  readonly highPerItemMs: number;
  /** "own": by its own pace; "smaller": by what the smaller scenarios took */
  readonly basis: "own" | "smaller";
};

/** From this share of its items on a scenario's own pace tells more than the smaller ones'. */
export const OWN_PACE_FROM = 0.3;
/** A smaller scenario counts from this share of its items on. */
const ENOUGH_OF_SMALLER = 0.25;
/** No pace is taken for surer than this: two sizes never tell the growth exactly. */
const MIN_RELATIVE_ERROR = 0.05;
const MAX_EXPONENT = 3;
/** Of a single smaller scenario the growth is unknown: linear, give or take. */
const UNKNOWN_EXPONENT_ERROR = 0.5;

/** By the scenario's own pace once it has one that counts, else by the smaller ones, else by whatever own pace there is. */
export function projectActiveMs(state: RunState, scenario: ScenarioState, asOfMs: number): ActiveProjection | null {
  const { items } = requireScenarioSpec(state, scenario.id);
  const pace = computePace(state, scenario, asOfMs);
  if (pace !== null && pace.itemsDone >= items * OWN_PACE_FROM) return byOwnPace(pace);
  return projectFromSmaller(state, scenario, asOfMs) ?? (pace === null ? null : byOwnPace(pace));
}

function byOwnPace({ elapsedMsPerItem, relativeError }: Pace): ActiveProjection {
  const spread = Math.max(MIN_RELATIVE_ERROR, 2 * (relativeError ?? MIN_RELATIVE_ERROR));
  return {
    perItemMs: elapsedMsPerItem,
    lowPerItemMs: elapsedMsPerItem * Math.max(0, 1 - spread),
    highPerItemMs: elapsedMsPerItem * (1 + spread),
    basis: "own",
  };
}

type Known = { readonly items: number; readonly workers: number; readonly pace: Pace };

/**
 * B8. With the two largest smaller scenarios of sizes n₁ < n₂ and times an item t₁, t₂ (work of workers): time an item
 * grows as n^q, q = ln(t₂/t₁)/ln(n₂/n₁), kept within −1 … 2, so t = t₂·(n/n₂)^q, spread over the scenario's own workers and stretched by what they wait;
 * the bounds take q two standard errors lower and higher. With one smaller scenario q = 0. Null without any.
 */
export function projectFromSmaller(state: RunState, scenario: ScenarioState, asOfMs: number): ActiveProjection | null {
  const { items } = requireScenarioSpec(state, scenario.id);
  const known = selectSmaller(state, items, asOfMs);
  const near = known.at(-1);
  if (near === undefined) return null;
  const workers = workersOf(state, scenario);
  const { exponent, error } = computeGrowth(known.at(-2), near);
  const size = items / near.items;
  const own = computePace(state, scenario, asOfMs);
  const stretch = own === null ? computeStretch(near.pace, near.workers) : computeStretch(own, workers);
  const at = (q: number): number => (near.pace.workMsPerItem * size ** clampExponent(q) * stretch) / workers;
  const spread = 1 + 2 * errorOf(near.pace);
  return {
    perItemMs: at(exponent),
    lowPerItemMs: at(exponent - 2 * error) / spread,
    highPerItemMs: at(exponent + 2 * error) * spread,
    basis: "smaller",
  };
}

/** How much longer than their work the workers take: they wait for processors and for each other. 1 or more. */
function computeStretch({ elapsedMsPerItem, workMsPerItem }: Pace, workers: number): number {
  return workMsPerItem > 0 ? Math.max(1, (elapsedMsPerItem * workers) / workMsPerItem) : 1;
}

/** Smaller scenarios whose pace counts, one of each size, ascending. */
function selectSmaller(state: RunState, items: number, asOfMs: number): readonly Known[] {
  const bySize = new Map<number, Known>();
  for (const scenario of state.scenarios) {
    const size = requireScenarioSpec(state, scenario.id).items;
    if (size >= items) continue;
    const pace = computePace(state, scenario, asOfMs);
    if (pace === null || !(pace.workMsPerItem > 0) || pace.itemsDone < size * ENOUGH_OF_SMALLER) continue;
    bySize.set(size, { items: size, workers: workersOf(state, scenario), pace });
  }
  return [...bySize.values()].toSorted((one, other) => one.items - other.items);
}

function workersOf(state: RunState, scenario: ScenarioState): number {
  return Math.max(1, scenario.load.concurrency + scenario.borrowedWorkers);
}

function computeGrowth(far: Known | undefined, near: Known): { readonly exponent: number; readonly error: number } {
  if (far === undefined) return { exponent: 0, error: UNKNOWN_EXPONENT_ERROR };
  const size = Math.log(near.items / far.items);
  return {
    exponent: Math.log(near.pace.workMsPerItem / far.pace.workMsPerItem) / size,
    error: Math.hypot(errorOf(far.pace), errorOf(near.pace)) / size,
  };
}

function errorOf({ relativeError }: Pace): number {
  return Math.max(MIN_RELATIVE_ERROR, relativeError ?? MIN_RELATIVE_ERROR);
}

/** Of the time an item: the whole grows by one more. */
function clampExponent(exponent: number): number {
  return Math.min(MAX_EXPONENT - 1, Math.max(-1, exponent));
}
