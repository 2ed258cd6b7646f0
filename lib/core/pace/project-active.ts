import { requireScenarioSpec } from "../run/scenarios.ts";
import { computePace, type Pace } from "./pace.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import { computeRecentShare, shareEvenly, type ProcessorShare } from "./processor-share.ts";
import type { Lane } from "./simulate.ts";
import { computeUsableWorkers } from "./usable-workers.ts";

/** Projected time per item of one worker, with a CPU of its own where CPUs are short, and its bounds. */
export type ItemProjection = {
  readonly itemMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** average number of busy workers */
  readonly workers: number;
  /** "own": from its own pace; "smaller": from the smaller scenarios */
  readonly basis: "own" | "smaller";
};

/** Share of its items from which a scenario's own pace is more reliable than the smaller ones'. */
export const OWN_PACE_FROM = 0.3;
/** Share of its items from which a smaller scenario is used. */
const ENOUGH_OF_SMALLER = 0.25;
/** Lower bound of the relative error of a pace: two sizes never determine the growth exactly. */
const MIN_RELATIVE_ERROR = 0.05;
const MAX_EXPONENT = 3;
/** With a single smaller scenario growth is assumed to be linear, with this error of the exponent. */
const UNKNOWN_EXPONENT_ERROR = 0.5;
/** Share of the time with a CPU below which workers count as short of CPUs. */
const CROWDED_BELOW = 0.9;

/**
 * Number of CPUs that the workers share: Σ workers · work time / busy time over the running scenarios, or over all open ones
 * when none is running. Infinity when they hardly queue for a CPU.
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

/** How workers share the processors, as known at a moment: by the machine's measured load, else by their own queueing. */
export function computeProcessorShare(state: RunState, asOfMs: number): ProcessorShare {
  return computeRecentShare(state, asOfMs) ?? shareEvenly(computeProcessors(state, asOfMs));
}

/** From the scenario's own pace once it is reliable, else from the smaller scenarios, else from any own pace. Null without a basis. */
export function projectItem(
  state: RunState,
  scenario: ScenarioState,
  asOfMs: number,
  processors: ProcessorShare,
): ItemProjection | null {
  const { items } = requireScenarioSpec(state, scenario.id);
  const pace = computePace(state, scenario, asOfMs);
  const own = pace === null ? null : projectFromOwnPace(pace, workersOf(scenario), processors);
  if (pace !== null && pace.itemsDone >= items * OWN_PACE_FROM) return own;
  return projectFromSmaller(state, scenario, asOfMs, processors) ?? own;
}

function projectFromOwnPace(pace: Pace, workers: number, processors: ProcessorShare): ItemProjection {
  const itemMs = toItemMs(pace, workers, processors);
  const spread = Math.max(MIN_RELATIVE_ERROR, 2 * (pace.relativeError ?? MIN_RELATIVE_ERROR));
  return { itemMs, lowMs: itemMs * Math.max(0, 1 - spread), highMs: itemMs * (1 + spread), workers, basis: "own" };
}

/** Worker time per item. Where CPUs are short: work time plus idle time between batches, without CPU queueing. */
function toItemMs(
  { elapsedMsPerItem, busyMsPerItem, workMsPerItem }: Pace,
  workers: number,
  processors: ProcessorShare,
): number {
  const spentMs = elapsedMsPerItem * workers;
  if (!processors.excludesQueueing || !(busyMsPerItem > 0) || !(workMsPerItem > 0)) return spentMs;
  return workMsPerItem * Math.max(1, spentMs / busyMsPerItem);
}

/** `workers`: the average number of busy ones, since the pace includes idle workers. */
type Known = { readonly items: number; readonly workers: number; readonly pace: Pace };

/**
 * B8. Projects from the two largest smaller scenarios, with sizes n₁ < n₂ and work times per item t₁, t₂: time per item grows
 * like n^q with q = ln(t₂/t₁)/ln(n₂/n₁), limited to −1 … 2, so t = t₂·(n/n₂)^q; the bounds use q ± two standard errors. With
 * one smaller scenario q = 0. Null without any.
 */
export function projectFromSmaller(
  state: RunState,
  scenario: ScenarioState,
  asOfMs: number,
  processors: ProcessorShare,
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

/** Whether at least two smaller scenarios show how the time grows; else it is assumed to be linear. */
export function isGrowthKnown(state: RunState, scenario: ScenarioState, asOfMs: number): boolean {
  return selectSmaller(state, requireScenarioSpec(state, scenario.id).items, asOfMs).length > 1;
}

/** The smaller scenarios with a reliable pace, one per size, ascending. */
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

/** Limits the exponent of the time per item, which is one less than that of the total time. */
function clampExponent(exponent: number): number {
  return Math.min(MAX_EXPONENT - 1, Math.max(-1, exponent));
}

/** The lane that simulates a scenario at a projected pace. */
export function toLane(
  state: RunState,
  scenario: ScenarioState,
  { itemMs, workers }: Pick<ItemProjection, "itemMs" | "workers">,
): Lane {
  const { items } = requireScenarioSpec(state, scenario.id);
  return { id: scenario.id, items, itemsDone: scenario.totals.itemsDone, workers, itemMs };
}
