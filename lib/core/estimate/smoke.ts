import { toPower } from "./measured-defaults.ts";

/** What a smoke run measured of one scenario. */
export type SmokePace = {
  readonly scenarioId: string;
  /** the planned size, with which the smoke run's skill was opened */
  readonly items: number;
  readonly concurrency: number;
  /** time of one worker for an item while all workers of the run worked; null: no item was finished */
  readonly togetherMs: number | null;
  /** of the largest scenario, once only its workers worked; null for the others, or when not measured */
  readonly alone: AlonePace | null;
};

/** What a smoke run measured of warm workers of one scenario alone. */
export type AlonePace = {
  /** a worker's time for an item, without waits for a processor where those are known */
  readonly ownMs: number;
  /** what the start of its program costs a worker beyond that */
  readonly coldMs: number;
  /** how many processors the run's workers can have together; null: not known */
  readonly processors: number | null;
  /** how many workers were measured */
  readonly workers: number;
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
 * item at the planned size N while its scenario is alone, and a·cost(n)/cost(N) at size n; the start of its program comes once.
 * Workers that work side by side slow each other down, by a factor that rises evenly from 1 (the largest scenario alone) to that of
 * all of them; scenarios that end leave more to the others. Null when nothing was measured. `costOf`: relative time of an item at a
 * size; null: by the paces of the sizes. `areVariants`: the scenarios have one size and paces of their own, so that the slowest
 * variant decides.
 */
export function createPrediction(
  paces: readonly SmokePace[],
  costOf: ((items: number) => number) | null,
  areVariants = false,
): ((items: readonly number[]) => number) | null {
  const [largest, base] = [paces.at(-1), paces.findLast(isMeasured)];
  if (largest === undefined || base === undefined) return null;
  const cost = costOf ?? createPowerCost(paces);
  const crowd = paces.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const others = crowd - largest.concurrency;
  const { soloMs, coldMs, crowdedBy } = separateCrowding(base, base === largest ? largest.alone : null, crowd);
  const slowdown = (workers: number): number =>
    others === 0 ? 1 : 1 + ((crowdedBy - 1) * Math.max(0, workers - largest.concurrency)) / others;
  return (sizes) => {
    const works = paces.map(({ items, concurrency, togetherMs }, at) => {
      const size = sizes[at] ?? items;
      const relative = areVariants ? (togetherMs ?? base.togetherMs) / base.togetherMs : 1;
      return { concurrency, ms: coldMs + (relative * soloMs * cost(size) * size) / (cost(base.items) * concurrency) };
    });
    return computeLastEndMs(works, slowdown);
  };
}

type Separated = { readonly soloMs: number; readonly coldMs: number; readonly crowdedBy: number };

/**
 * How long a worker takes for an item while its scenario is alone, and how much longer beside all others: by the processors that
 * they have together, since programs that are still being compiled are slower for another reason; where that is not known, by the
 * two paces. Fair shares slow nobody down by more than the ratio of the workers; a pace alone that is not better is no slowdown.
 */
function separateCrowding({ togetherMs, concurrency }: Measured, alone: AlonePace | null, crowd: number): Separated {
  if (alone === null || alone.ownMs <= 0) return { soloMs: togetherMs, coldMs: 0, crowdedBy: 1 };
  const { ownMs, coldMs, processors, workers } = alone;
  if (processors !== null) {
    const waits = Math.max(1, concurrency / processors);
    return { soloMs: ownMs * waits, coldMs: coldMs * waits, crowdedBy: Math.max(1, crowd / processors) / waits };
  }
  const soloMs = (ownMs * concurrency) / workers;
  if (soloMs >= togetherMs) return { soloMs: (soloMs + togetherMs) / 2, coldMs, crowdedBy: 1 };
  return { soloMs, coldMs, crowdedBy: Math.min(togetherMs / soloMs, crowd / concurrency) };
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
