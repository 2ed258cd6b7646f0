import { median, medianAbsoluteDeviation } from "simple-statistics";
import { findFaultBehind } from "../../run/fault-blame.ts";
import type { ScenarioFigures, ScenarioRunFigures } from "../input.ts";
import type { Growth } from "../../run/judgement.ts";

/** The items finished between two points, and the work time that they took. */
export type Stretch = {
  /** items finished at its start and at its end */
  readonly fromItem: number;
  readonly toItem: number;
  readonly ms: number;
  readonly perItemMs: number;
  /** an injected fault was active during it */
  readonly harmed: boolean;
};

/** Minimum of stretches for a usual time per item. */
export const MIN_STRETCHES = 5;
/** Shares of the finished items: minimum length of a stretch, and maximum length of a warm-up. */
const SHORTEST = 1 / 40;
const LONGEST_WARM_UP = 0.1;
/** maximum length of a warm-up that is a single stretch, where points lie far apart */
const LONGEST_FIRST = 0.2;
/** Modified z-score above which a value is an outlier (Iglewicz and Hoaglin 1993), and the minimum ratio to the median. */
const FAR_OUT = 3.5;
const CLEARLY_SLOWER = 1.5;
/** Maximum share of slow stretches that still count as exceptions. */
const RARE = 0.1;

/**
 * A scenario's points as stretches. Neighbours are merged until each has a fortieth of the items and a time above 0, since
 * sampled points may show items without time and time without items.
 */
export function toStretches({ points, itemsDone, workMs, run }: ScenarioFigures): readonly Stretch[] {
  const ends = [
    ...points.filter((point) => point.itemsDone < itemsDone),
    { itemsDone, workMs, atMs: points.at(-1)?.atMs ?? null },
  ];
  const stretches: Stretch[] = [];
  const spans = run === null ? [] : selectHarmedSpans(run);
  let from = { itemsDone: 0, workMs: 0, atMs: run === null ? null : 0 };
  for (const end of ends) {
    const [items, ms] = [end.itemsDone - from.itemsDone, end.workMs - from.workMs];
    const isLast = end.itemsDone === itemsDone;
    if (!(items > 0) || (!isLast && (items < itemsDone * SHORTEST || !(ms > 0)))) continue;
    const [fromMs, toMs] = [from.atMs, end.atMs ?? from.atMs];
    const harmed = spans.some((span) => fromMs !== null && toMs !== null && span.fromMs <= toMs && span.toMs >= fromMs);
    stretches.push({ fromItem: from.itemsDone, toItem: end.itemsDone, ms, perItemMs: ms / items, harmed });
    from = end;
  }
  return stretches;
}

/** From each injection until the fault ended and its last failure occurred: a hanging worker is killed later. */
function selectHarmedSpans(run: ScenarioRunFigures): readonly { fromMs: number; toMs: number }[] {
  return run.faults.map((fault) => {
    const made = run.batchFailures.filter((failure) => findFaultBehind({ ...run, faults: [fault] }, failure) !== null);
    const endMs = fault.toMs ?? Number.POSITIVE_INFINITY;
    return { fromMs: fault.fromMs, toMs: Math.max(endMs, ...made.map(({ atMs }) => atMs)) };
  });
}

export type UsualTime = {
  readonly warmUp: Omit<Growth["warmUps"][number], "scenarioId"> | null;
  readonly outliers: readonly Omit<Growth["outliers"][number], "scenarioId">[];
  /** extra time of the warm-up and of injected faults */
  readonly excessMs: number;
  /** the stretches that show the usual scatter */
  readonly usual: readonly Stretch[];
};

/**
 * B9. Warm-up: stretches at the start with ≥1.5× the median time per item of the others and more than 3.5 scaled median
 * deviations above it; if they cover more than a tenth of the items they are a trend instead. Outliers: later stretches by
 * the same measure. With fewer than 5 stretches there is neither.
 */
export function findUsualTime(stretches: readonly Stretch[]): UsualTime {
  const clean = stretches.filter(({ harmed }) => !harmed);
  const rates = clean.map(({ perItemMs }) => perItemMs);
  const usualPerItemMs = clean.length < MIN_STRETCHES ? 0 : median(rates.slice(1));
  if (!(usualPerItemMs > 0)) return { warmUp: null, outliers: [], excessMs: 0, usual: stretches };
  const spread = Math.max(medianDeviation(rates.slice(1)), usualPerItemMs / 100);
  const isSlow = ({ perItemMs, harmed }: Stretch): boolean =>
    !harmed && perItemMs >= CLEARLY_SLOWER * usualPerItemMs && perItemMs - usualPerItemMs > FAR_OUT * spread;
  // many slow stretches are the usual scatter of these figures, not exceptions
  const isRare = clean.slice(1).filter(isSlow).length <= RARE * clean.length;
  const isOut = (stretch: Stretch): boolean => isRare && isSlow(stretch);
  const warm = takeWarmUp(stretches, isOut);
  const warmItems = warm.at(-1)?.toItem ?? 0;
  const warmMs = warm.reduce((total, { ms }) => total + ms, 0);
  const harmedMs = stretches.reduce(
    (total, { harmed, ms, fromItem, toItem }) =>
      total + (harmed ? Math.max(0, ms - usualPerItemMs * (toItem - fromItem)) : 0),
    0,
  );
  const later = stretches.slice(warm.length);
  return {
    warmUp: warmItems === 0 ? null : { items: warmItems, perItemMs: warmMs / warmItems, usualPerItemMs },
    outliers: later
      .filter(isOut)
      .map(({ fromItem, toItem, perItemMs }) => ({ fromItem, toItem, perItemMs, usualPerItemMs })),
    excessMs: harmedMs + Math.max(0, warmMs - warmItems * usualPerItemMs),
    usual: later.filter(({ harmed }) => !harmed),
  };
}

function takeWarmUp(stretches: readonly Stretch[], isSlow: (stretch: Stretch) => boolean): readonly Stretch[] {
  const firstUsual = stretches.findIndex((stretch) => !isSlow(stretch));
  const warm = stretches.slice(0, Math.max(0, firstUsual));
  const reach = (warm.at(-1)?.toItem ?? 0) / (stretches.at(-1)?.toItem ?? 1);
  return reach <= (warm.length === 1 ? LONGEST_FIRST : LONGEST_WARM_UP) ? warm : [];
}

/** Scaled median absolute deviation: 1.4826 · median |x − median|, the standard deviation of normal values. */
export function medianDeviation(values: readonly number[]): number {
  return 1.4826 * medianAbsoluteDeviation(values);
}
