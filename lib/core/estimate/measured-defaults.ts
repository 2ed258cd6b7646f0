import type { RunState } from "../run/state.ts";
import { requireScenarioSpec } from "../run/scenarios.ts";
import type { EstimateBasis, EstimateSample } from "./basis.ts";
import { scaleSamples } from "./scale.ts";

/** What a skill takes on its makers' machine; ships with the skill and is written by `npm run measure` alone. */
export type MeasuredDefaults = {
  readonly skillVersion: string;
  /** ISO 8601 date */
  readonly measuredAt: string;
  /** its processor */
  readonly machine: string;
  /** ascending by items; the time of one worker for an item, without waits for a processor */
  readonly samples: readonly { readonly items: number; readonly msPerItem: number }[];
  /** how long its first items took together at the largest size, ascending: a program is slower until it is compiled */
  readonly warmUp: readonly { readonly items: number; readonly ms: number }[];
};

/** Less work than this is mostly start-up. */
const MIN_BUSY_MS = 1_000;

/** Growth closer to proportional than this is noise of the measurement. */
const NOTABLE_GROWTH = 0.25;
const [MIN_POWER, MAX_POWER] = [0.5, 3];

/** The power of the growth of a run's time between the smallest and the largest measured size; 1 where it is not clear. */
export function computeMeasuredPower({ samples }: Pick<MeasuredDefaults, "samples">): number {
  const [small, large] = [samples.at(0), samples.at(-1)];
  if (small === undefined || large === undefined || !(large.items > small.items)) return 1;
  return toPower(Math.log(large.msPerItem / small.msPerItem) / Math.log(large.items / small.items));
}

/** `growth`: that of the time per item; from seconds of work it is only known roughly. */
export function toPower(growth: number): number {
  return Math.abs(growth) < NOTABLE_GROWTH ? 1 : Math.min(MAX_POWER, Math.max(MIN_POWER, 1 + growth));
}

/** The time of an item at a size; only the ratio to that at another size holds on other machines. */
export function createDefaultCost(defaults: MeasuredDefaults): (items: number) => number {
  const basis = toDefaultBasis(defaults, null);
  return (items) => scaleSamples(basis, { items, concurrency: 1 }).busyMs / items;
}

/** An item that takes at most this many times what it takes warm shows a warm program. */
const NEARLY_WARM = 1.3;

/** How a program starts: after how many items of a worker it was warm, and what they took beyond warm ones. */
export function describeColdStart({ warmUp, samples }: Pick<MeasuredDefaults, "warmUp" | "samples">): {
  readonly items: number;
  readonly extraMs: number;
} {
  const warmMs = samples.at(-1)?.msPerItem ?? 0;
  const slow = warmUp.findLast(({ items, ms }, at) => {
    const before = warmUp[at - 1] ?? { items: 0, ms: 0 };
    return ms - before.ms > NEARLY_WARM * warmMs * (items - before.items);
  });
  return slow === undefined ? { items: 0, extraMs: 0 } : { items: slow.items, extraMs: slow.ms - slow.items * warmMs };
}

/** `pace`: how many times faster this machine is than the makers'; null: not known, taken as 1. */
export function toDefaultBasis(defaults: MeasuredDefaults, pace: number | null): EstimateBasis {
  const samples = defaults.samples.map(({ items, msPerItem }): EstimateSample => {
    const busyMs = (items * msPerItem) / (pace ?? 1);
    return { items, busyMs, warmUpMs: 0, elapsedMs: busyMs, concurrency: 1, inputTokens: 0, outputTokens: 0 };
  });
  return {
    runId: null,
    finishedAt: null,
    isPaceKnown: pace !== null,
    differences: [],
    growthClass: null,
    growthPower: computeMeasuredPower(defaults),
    samples,
  };
}

/**
 * How many times faster this machine was than the makers': by the complete, undisturbed scenarios of a run, or else by its smoke
 * run. Null when it did too little.
 */
export function computeMachinePace(state: RunState, defaults: MeasuredDefaults): number | null {
  const basis = toDefaultBasis(defaults, null);
  const expectMs = (items: number): number => scaleSamples(basis, { items, concurrency: 1 }).busyMs;
  const done = state.scenarios
    .filter(({ status, faults, attempt }) => status === "complete" && faults.length === 0 && attempt === 1)
    .filter(({ totals }) => totals.busyMs >= MIN_BUSY_MS)
    .map(({ id, totals }) => ({ expectedMs: expectMs(requireScenarioSpec(state, id).items), tookMs: totals.busyMs }));
  const smoked = (state.sizesFitted?.scenarios ?? [])
    .flatMap(({ plannedItems, msPerItem }) =>
      msPerItem === null ? [] : [{ expectedMs: expectMs(plannedItems) / plannedItems, tookMs: msPerItem }],
    )
    // the largest was measured alone, and warm
    .slice(-1);
  const pairs = done.length > 0 ? done : smoked;
  const tookMs = pairs.reduce((sum, pair) => sum + pair.tookMs, 0);
  return tookMs > 0 ? pairs.reduce((sum, pair) => sum + pair.expectedMs, 0) / tookMs : null;
}
