import {
  formatCount,
  isOwnName,
  formatDuration,
  formatMultiple,
  formatQuantity,
  formatRough,
  formatRoughMultiple,
  formatScore,
  formatErrorShare,
  formatTarget,
} from "../../words/format.ts";
import { joinNames } from "../../words/names.ts";
import { pluralize, type Noun } from "../../words/plural.ts";

/** The recommended size, with pros and cons of each. */
export const recommendationText = {
  none: (isLive: boolean, why: string) => `No size can be recommended${isLive ? " yet" : ""}: ${why}.`,
  nothingFinished: "no items were finished",
  noneWithinLimits: "no size met its limits",
  noComparison: "there is no other size to compare with",
  use: ({ label, items, unit, isLargest, isLive, isLoad, isDearerBeyond, isFlat, isAny, unweighed }: Choice) => {
    if (isAny) return `Any of the sizes will do: time hardly depends on size${describeUnweighed(unweighed)}.`;
    const limits = [...WEIGHABLE.filter((each) => !unweighed.includes(each)), isLoad ? "time" : "time per item"];
    const size = isLoad ? "load" : "size";
    const why = isFlat
      ? "the largest size that meets its limits; time hardly depends on size"
      : isDearerBeyond
        ? "the largest size with about the lowest time per item, which rises again beyond"
        : isLargest
          ? `the largest ${size} measured; it meets its ${limits.length > 1 ? "limits" : "limit"} for ${joinNames(limits)}`
          : `the largest ${size} that meets every limit`;
    return `${describeUse(label, items, unit, isLive)}: ${why}${describeUnweighed(unweighed)}.`;
  },
  exponential: (factor: number, unit: string) =>
    ` Each further ${unit} multiplies the time by about ${formatMultiple(factor)}: larger sizes soon take too long.`,
  steep: (power: number) =>
    ` Time grows like n^${power.toFixed(1)}: twice the size takes about ${formatRoughMultiple(2 ** power)}× as long.`,
  lastStep: (fromItems: number, toItems: number, factor: number) =>
    ` From ${formatCount(fromItems)} to ${formatCount(toItems)}, time rises ${formatRoughMultiple(factor)}×: larger sizes may soon take too long.`,
  cons: (label: string, cons: readonly string[]) => `${label}: ${cons.join("; ")}.`,
  chosen: (label: string, figures: Measured) =>
    `${label}: a good balance of load and speed, ${formatMeasured(figures)}.`,
  measured: (label: string, figures: Measured) => `${label}: ${formatMeasured(figures)}.`,
  withinLimits: (
    label: string,
    figures: Measured,
    beside: "smaller" | "larger" | "same" | null,
    isAlso = beside !== null,
  ) =>
    `${label}: ${isAlso ? "also " : ""}meets every limit (${formatMeasured(figures)})${beside === "smaller" ? ", but too small to reveal scaling problems" : beside === "larger" ? ", but takes longer per item" : ""}.`,
  smallerLoads: (names: readonly string[]) => `${joinNames(names)}: also meet every limit.`,
  /** several sizes below the recommended one */
  smaller: (names: readonly string[]) =>
    `${joinNames(names)}: also meet every limit, but are too small to reveal scaling problems.`,
} as const;

/** What was measured for no size, and therefore not weighed. */
export type Unweighed = (typeof WEIGHABLE)[number];
const WEIGHABLE = ["quality", "errors"] as const;

type Choice = {
  readonly label: string;
  readonly items: number;
  readonly unit: Noun;
  readonly isLargest: boolean;
  readonly isLive: boolean;
  /** a size counts how many ask at once */
  readonly isLoad: boolean;
  /** larger sizes within the limits were left for their time per item */
  readonly isDearerBeyond: boolean;
  /** time hardly depends on size, and no size misses a limit */
  readonly isFlat: boolean;
  readonly isAny: boolean;
  readonly unweighed: readonly Unweighed[];
};

function describeUse(label: string, items: number, unit: Noun, isLive: boolean): string {
  const size = formatQuantity(items, unit);
  // a size of a file may be named by its number
  return `${isLive ? "So far: use" : "Use"} ${isOwnName(label, items) ? size : `${label} (${size})`}`;
}

function describeUnweighed(unweighed: readonly Unweighed[]): string {
  return unweighed.length === 0 ? "" : `; ${joinNames(unweighed)} unknown, not weighed`;
}

/** "complex", and for a size of a file that is named by its number "300 rows". */
export function nameSize(label: string, items: number, unit: Noun): string {
  return isOwnName(label, items) ? formatQuantity(items, unit) : label;
}

type Workers = {
  readonly label: string;
  readonly items: number;
  readonly fromItems: number;
  readonly speedup: number;
  /** whether a size is a number of workers, so that there is an ideal gain */
  readonly isWorkers: boolean;
  /** the size that takes clearly longer than the fastest, and how much */
  readonly loss: { readonly items: number; readonly factor: number } | null;
  /** more workers than the recommended were measured */
  readonly isPeak: boolean;
  readonly isBest: boolean;
  readonly unit: Noun;
  readonly isLive: boolean;
  readonly unweighed: readonly Unweighed[];
};

/** Where a size is a number of workers or threads, or time falls with size. */
export const workersText = {
  use: (choice: Workers) => {
    const { label, items, unit, isLive, isBest, unweighed } = choice;
    const why = isBest ? describeFastest(choice) : `the fastest that meets every limit${describeGain(choice)}`;
    return `${describeUse(label, items, unit, isLive)}: ${why}${describeUnweighed(unweighed)}.`;
  },
  fastest: (name: string, ms: number) => `${name}: ${formatDuration(ms)}.`,
  slower: (name: string, ms: number, factor: number) =>
    factor < ABOUT_ALIKE
      ? `${name}: ${formatDuration(ms)}, about the same.`
      : `${name}: ${formatDuration(ms)}, ${formatRoughMultiple(factor)}× as long.`,
  notTimed: (name: string) => `${name}: its time is not known.`,
} as const;

/** Times closer than this read the same. */
const ABOUT_ALIKE = 1.05;

function describeFastest({ loss, isPeak, items, fromItems, unit, ...rest }: Workers): string {
  if (items === fromItems && loss !== null)
    return `the fastest; more ${unit.many} slow it down (${formatCount(loss.items)} take ${formatRoughMultiple(loss.factor)}× as long)`;
  const gain = describeGain({ loss, isPeak, items, fromItems, unit, ...rest });
  if (loss !== null)
    return `the fastest measured${gain}; ${formatQuantity(loss.items, unit)} take ${formatRoughMultiple(loss.factor)}× as long`;
  if (items === fromItems) return `more ${unit.many} gain nothing`;
  return `the fastest measured${gain}; ${isPeak ? `more ${unit.many} gain nothing` : `more ${unit.many} may gain more: measure larger sizes`}`;
}

function describeGain({ items, fromItems, speedup, isWorkers, unit }: Workers): string {
  if (items === fromItems) return "";
  const ideal = isWorkers ? ` (ideal ${formatRoughMultiple(items / fromItems)}×)` : "";
  return `, ${formatRoughMultiple(speedup)}× as fast as ${formatQuantity(fromItems, unit)}${ideal}`;
}

/** Reasons against a size, after its name. */
export const conText = {
  nothingFinished: "finished no items",
  failed: "failed",
  failedByFault: "failed by the injected fault",
  harmedQuality: "quality not judged, fault injected",
  unfinished: (done: number, items: number) => `finished ${formatCount(done)} of ${formatCount(items)}`,
  unknownQuality: "quality unknown",
  quality: (quality: number, target: number) =>
    `quality ${formatScore(quality, target)} misses its target of ${formatTarget(target)}`,
  errors: (rate: number, tolerance: number, isRun: boolean) =>
    `${formatErrorShare(rate, tolerance)} ${isRun ? "of its items failed" : "failed"}`,
  cost: (relativeCost: number, most: number, isRetried: boolean) =>
    `an item takes ${formatRoughMultiple(relativeCost, most)}× the time of the cheapest${isRetried ? ", discarded work included" : ""}`,
  /** under load */
  slower: (factor: number, most: number) => `takes ${formatRoughMultiple(factor, most)}× as long as the fastest load`,
} as const;

type Measured = {
  readonly quality: number | null;
  readonly perItemMs: number | null;
  readonly timeMs: number | null;
  /** the fixed cost after which the time per item counts, where it is to be stated */
  readonly afterMs: number | null;
};

function formatMeasured({ quality, perItemMs, timeMs, afterMs }: Measured): string {
  const after = afterMs === null ? "" : ` after ${formatDuration(afterMs)} before the first item`;
  return [
    ...(quality === null ? [] : [`quality ${formatScore(quality)}`]),
    ...(perItemMs === null ? [] : [`${formatDuration(perItemMs)} per item${after}`]),
    ...(timeMs === null ? [] : [formatDuration(timeMs)]),
  ].join(" at ");
}

type Request = {
  readonly items: number;
  readonly responseTimeMs: number;
  /** its work without the wait for shared processors, where that is clearly less */
  readonly aloneMs: number | null;
};

export const productionText = {
  /** `workers` keep up with the rate, by Little's law. */
  capacity: ({ items, responseTimeMs, aloneMs }: Request, workers: number, perSecond: number, unit: Noun) =>
    `In production: batches of ${formatCount(items)}, about ${formatDuration(responseTimeMs)} each${aloneMs === null ? "" : ` beside the other work on this machine (${formatDuration(aloneMs)} of it work)`}; ${workers === 1 ? "one" : formatCount(workers)} ${pluralize(workers, { one: "worker sustains", many: "workers sustain" })} ${formatRough(perSecond)} ${unit.many}/s.`,
} as const;
