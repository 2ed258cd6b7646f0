import { requireScenarioSpec } from "../run/scenarios.ts";
import { computePace, type Pace } from "./pace.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import type { Lane } from "./simulate.ts";
import { computeUsableWorkers } from "./usable-workers.ts";

/** What an item of a scenario takes one worker, with a processor to itself where they are short, and between which bounds that lies. */
export type ItemProjection = {
  readonly itemMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** how many workers share the items, on average */
  readonly workers: number;
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
/** Workers that have a processor for less of their time than this are short of them. */
const CROWDED_BELOW = 0.9;

/**
 * How many processors the workers share: Σ workers · work / busy time, over the scenarios at work, or over all that have
 * not ended when none is. Infinity when they hardly wait for one.
 */
export function computeProcessors(state: RunState, asOfMs: number): number {
  const open = state.scenarios.filter((scenario) => !isEnded(scenario));
  const running = open.filter(({ status }) => status === "running");
  let workers = 0;
  let processors = 0;
  for (const scenario of running.length > 0 ? running : open) {
    const pace = computePace(state, scenario, asOfMs);
    if (pace === null || !(pace.busyMsPerItem > 0)) continue;
    workers += workersOf(scenario);
    processors += (workersOf(scenario) * pace.workMsPerItem) / pace.busyMsPerItem;
  }
  return processors > 0 && processors < CROWDED_BELOW * workers ? processors : Infinity;
}

/** By the scenario's own pace once it has one that counts, else by the smaller ones, else by whatever own pace there is. */
export function projectItem(
  state: RunState,
  scenario: ScenarioState,
  asOfMs: number,
  processors: number,
): ItemProjection | null {
  const { items } = requireScenarioSpec(state, scenario.id);
  const pace = computePace(state, scenario, asOfMs);
  const own = pace === null ? null : byOwnPace(pace, workersOf(scenario), processors);
  if (pace !== null && pace.itemsDone >= items * OWN_PACE_FROM) return own;
  return projectFromSmaller(state, scenario, asOfMs, processors) ?? own;
}

function byOwnPace(pace: Pace, workers: number, processors: number): ItemProjection {
  const itemMs = toItemMs(pace, workers, processors);
  const spread = Math.max(MIN_RELATIVE_ERROR, 2 * (pace.relativeError ?? MIN_RELATIVE_ERROR));
  return { itemMs, lowMs: itemMs * Math.max(0, 1 - spread), highMs: itemMs * (1 + spread), workers, basis: "own" };
}

/** Worker time an item. Where processors are short only the work of it, and what workers stand idle between batches. */
function toItemMs(
  { elapsedMsPerItem, busyMsPerItem, workMsPerItem }: Pace,
  workers: number,
  processors: number,
): number {
  const spentMs = elapsedMsPerItem * workers;
  if (processors === Infinity || !(busyMsPerItem > 0) || !(workMsPerItem > 0)) return spentMs;
  return workMsPerItem * Math.max(1, spentMs / busyMsPerItem);
}

/** `workers`: how many of them it keeps at work on average, since its pace has the idle ones in it. */
type Known = { readonly items: number; readonly workers: number; readonly pace: Pace };

/**
 * B8. With the two largest smaller scenarios of sizes n₁ < n₂ and times an item t₁, t₂ (work of workers): time an item
 * grows as n^q, q = ln(t₂/t₁)/ln(n₂/n₁), kept within −1 … 2, so t = t₂·(n/n₂)^q; the bounds take q two standard errors
 * lower and higher. With one smaller scenario q = 0. Null without any.
 */
export function projectFromSmaller(
  state: RunState,
  scenario: ScenarioState,
  asOfMs: number,
  processors: number,
): ItemProjection | null {
  const { items } = requireScenarioSpec(state, scenario.id);
  const known = selectSmaller(state, items, asOfMs);
  const near = known.at(-1);
  if (near === undefined) return null;
  const { exponent, error } = computeGrowth(known.at(-2), near);
  const nearMs = toItemMs(near.pace, near.workers, processors);
  const at = (q: number): number => nearMs * (items / near.items) ** clampExponent(q);
  const spread = 1 + 2 * errorOf(near.pace);
  return {
    itemMs: at(exponent),
    lowMs: at(exponent - 2 * error) / spread,
    highMs: at(exponent + 2 * error) * spread,
    workers: usableWorkersOf(state, scenario),
    basis: "smaller",
  };
}

/** Smaller scenarios whose pace counts, one of each size, ascending. */
function selectSmaller(state: RunState, items: number, asOfMs: number): readonly Known[] {
  const bySize = new Map<number, Known>();
  for (const scenario of state.scenarios) {
    const size = requireScenarioSpec(state, scenario.id).items;
    if (size >= items) continue;
    const pace = computePace(state, scenario, asOfMs);
    if (pace === null || !(pace.workMsPerItem > 0) || pace.itemsDone < size * ENOUGH_OF_SMALLER) continue;
    bySize.set(size, { items: size, workers: usableWorkersOf(state, scenario), pace });
  }
  return [...bySize.values()].toSorted((one, other) => one.items - other.items);
}

function workersOf({ load, borrowedWorkers }: ScenarioState): number {
  return Math.max(1, load.concurrency + borrowedWorkers);
}

function usableWorkersOf(state: RunState, scenario: ScenarioState): number {
  const { batchSize } = scenario.load;
  const spec = requireScenarioSpec(state, scenario.id);
  return computeUsableWorkers(state.spec, spec, { batchSize, workers: workersOf(scenario) });
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

/** A scenario that goes on at such a pace. */
export function toLane(
  state: RunState,
  scenario: ScenarioState,
  { itemMs, workers }: Pick<ItemProjection, "itemMs" | "workers">,
): Lane {
  const { items } = requireScenarioSpec(state, scenario.id);
  return { id: scenario.id, items, itemsDone: scenario.totals.itemsDone, workers, itemMs };
}
