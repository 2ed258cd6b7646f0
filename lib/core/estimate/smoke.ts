import { toPower } from "./measured-defaults.ts";

/** What a smoke run measured of one scenario. */
export type SmokePace = {
  readonly scenarioId: string;
  /** the planned size, with which the smoke run's skill was opened */
  readonly items: number;
  readonly concurrency: number;
  /** time of one worker for an item while all workers of the run worked; null: no item was finished */
  readonly togetherMs: number | null;
  /** the same while only the largest scenario's workers worked; null for the others, or when not measured */
  readonly aloneMs: number | null;
};

/** A moment at which a worker had finished this many items. */
export type ItemMoment = { readonly atMs: number; readonly items: number };

/** The first part of a stretch is left out where enough items follow, since programs are slower at first. */
const COLD_SHARE = 0.4;
const MIN_WARM_ITEMS = 3;

/** Time of one worker per item, between the first and the last moment that each worker reports; null without items. */
export function computePaceMs(workers: readonly (readonly ItemMoment[])[]): number | null {
  const stretches = workers.flatMap((moments) => {
    const stretch = toWarmStretch(moments);
    return stretch === null ? [] : [stretch];
  });
  const items = stretches.reduce((sum, stretch) => sum + stretch.items, 0);
  return items === 0 ? null : stretches.reduce((sum, stretch) => sum + stretch.ms, 0) / items;
}

function toWarmStretch(moments: readonly ItemMoment[]): { readonly ms: number; readonly items: number } | null {
  const [first, last] = [moments.at(0), moments.at(-1)];
  if (first === undefined || last === undefined || last.items <= first.items) return null;
  const warm = moments.find(({ atMs }) => atMs >= first.atMs + (last.atMs - first.atMs) * COLD_SHARE) ?? first;
  const from = last.items - warm.items >= MIN_WARM_ITEMS ? warm : first;
  return { ms: last.atMs - from.atMs, items: last.items - from.items };
}

/**
 * The time of the slowest scenario by a smoke run, as a function of the sizes. One worker of the largest scenario takes a for an
 * item at the planned size N while its scenario is alone, and a·cost(n)/cost(N) at size n. Workers that work side by side slow
 * each other down, by a factor that rises evenly from 1 (the largest scenario alone) to the one measured (all of them);
 * scenarios that end leave more to the others. Null when nothing was measured. `costOf`: relative time of an item at a size; null:
 * by the paces of the sizes.
 */
export function createPrediction(
  paces: readonly SmokePace[],
  costOf: ((items: number) => number) | null,
): ((items: readonly number[]) => number) | null {
  const [largest, base] = [paces.at(-1), paces.findLast(isMeasured)];
  if (largest === undefined || base === undefined) return null;
  const cost = costOf ?? createPowerCost(paces);
  const crowd = paces.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const others = crowd - largest.concurrency;
  const { soloMs, crowdedBy } = separateCrowding(base, base === largest ? largest.aloneMs : null, crowd);
  const slowdown = (workers: number): number =>
    others === 0 ? 1 : 1 + ((crowdedBy - 1) * Math.max(0, workers - largest.concurrency)) / others;
  return (sizes) => {
    const works = paces.map(({ items, concurrency }, at) => {
      const size = sizes[at] ?? items;
      return { concurrency, ms: (soloMs * cost(size) * size) / (cost(base.items) * concurrency) };
    });
    return computeLastEndMs(works, slowdown);
  };
}

/** Fair shares slow nobody down by more than the ratio of the workers; a pace alone that is not better than together is no slowdown. */
function separateCrowding(
  { togetherMs, concurrency }: Measured,
  aloneMs: number | null,
  crowd: number,
): { readonly soloMs: number; readonly crowdedBy: number } {
  if (aloneMs === null || aloneMs <= 0) return { soloMs: togetherMs, crowdedBy: 1 };
  if (aloneMs >= togetherMs) return { soloMs: (aloneMs + togetherMs) / 2, crowdedBy: 1 };
  return { soloMs: aloneMs, crowdedBy: Math.min(togetherMs / aloneMs, crowd / concurrency) };
}

function createPowerCost(paces: readonly SmokePace[]): (items: number) => number {
  const power = computePower(paces);
  return (items) => items ** (power - 1);
}

/** Scenarios end in the order of their work, since all are slowed down alike. */
function computeLastEndMs(
  works: readonly { readonly concurrency: number; readonly ms: number }[],
  slowdown: (workers: number) => number,
): number {
  let workers = works.reduce((sum, { concurrency }) => sum + concurrency, 0);
  let [doneMs, endMs] = [0, 0];
  for (const { ms, concurrency } of works.toSorted((one, other) => one.ms - other.ms)) {
    endMs += (ms - doneMs) * slowdown(workers);
    doneMs = ms;
    workers -= concurrency;
  }
  return endMs;
}

type Measured = SmokePace & { readonly togetherMs: number };

function isMeasured(pace: SmokePace): pace is Measured {
  return pace.togetherMs !== null && pace.togetherMs > 0;
}

/** The power of the growth of time between the smallest and the largest measured size; 1 where it is not clear. */
function computePower(paces: readonly SmokePace[]): number {
  const measured = paces.filter(isMeasured);
  const [small, large] = [measured.at(0), measured.at(-1)];
  if (small === undefined || large === undefined || !(large.items > small.items)) return 1;
  return toPower(Math.log(large.togetherMs / small.togetherMs) / Math.log(large.items / small.items));
}
