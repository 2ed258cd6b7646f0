import {
  formatCount,
  formatDuration,
  formatFactor,
  formatMultiple,
  formatQuantity,
  formatScore,
  formatShare,
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
  use: ({ label, items, unit, isLargest, isLive, unweighed }: Choice) => {
    const limits = [...WEIGHABLE.filter((each) => !unweighed.includes(each)), "time per item"];
    const why = isLargest
      ? `the largest size measured; it meets its ${limits.length > 1 ? "limits" : "limit"} for ${joinNames(limits)}`
      : "the largest size that meets every limit";
    return `${describeUse(label, items, unit, isLive)}: ${why}${describeUnweighed(unweighed)}.`;
  },
  exponential: (factor: number, unit: string) =>
    ` Each further ${unit} multiplies the time by about ${formatMultiple(factor)}: larger sizes soon take too long.`,
  steep: (power: number) =>
    ` Time grows like n^${power.toFixed(1)}: twice the size takes about ${formatMultiple(2 ** power)}× as long.`,
  cons: (label: string, cons: readonly string[]) => `${label}: ${cons.join("; ")}.`,
  chosen: (label: string, figures: Measured) =>
    `${label}: a good balance of load and speed, ${formatMeasured(figures)}.`,
  measured: (label: string, figures: Measured) => `${label}: ${formatMeasured(figures)}.`,
  withinLimits: (label: string, figures: Measured, isBesideChosen: boolean, isTooSmall: boolean) =>
    `${label}: ${isBesideChosen ? "also " : ""}meets every limit (${formatMeasured(figures)})${isTooSmall ? ", but too small to reveal scaling problems" : ""}.`,
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
  readonly unweighed: readonly Unweighed[];
};

function describeUse(label: string, items: number, unit: Noun, isLive: boolean): string {
  const size = formatQuantity(items, unit);
  // a size of a file may be named by its number
  return `${isLive ? "So far: use" : "Use"} ${label === formatCount(items) ? size : `${label} (${size})`}`;
}

function describeUnweighed(unweighed: readonly Unweighed[]): string {
  return unweighed.length === 0 ? "" : `; ${joinNames(unweighed)} unknown, not weighed`;
}

/** Where a size is a number of workers or threads. */
export const workersText = {
  use: (
    choice: Omit<Choice, "isLargest"> & {
      readonly fromItems: number;
      readonly speedup: number;
      readonly stops: boolean;
      readonly isBest: boolean;
    },
  ) => {
    const { label, items, fromItems, speedup, stops, isBest, unit, isLive, unweighed } = choice;
    const gain =
      items === fromItems
        ? ""
        : `, ${formatMultiple(speedup)}× as fast as ${formatQuantity(fromItems, unit)} (ideal ${formatMultiple(items / fromItems)}×)`;
    const beyond = stops ? `more ${unit.many} gain nothing` : `more ${unit.many} may gain more: measure larger sizes`;
    const why = isBest ? `the fastest measured${gain}; ${beyond}` : `the fastest that meets every limit${gain}`;
    return `${describeUse(label, items, unit, isLive)}: ${why}${describeUnweighed(unweighed)}.`;
  },
  fastest: (label: string, ms: number) => `${label}: ${formatDuration(ms)}.`,
  slower: (label: string, ms: number, factor: number) =>
    `${label}: ${formatDuration(ms)}, ${formatMultiple(factor)}× the time of the recommended size.`,
  notTimed: (label: string) => `${label}: its time is not known.`,
} as const;

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
  errors: (rate: number, tolerance: number) => `${formatShare(rate, tolerance)} of its items failed`,
  cost: (relativeCost: number, isRetried: boolean) =>
    `an item takes ${formatMultiple(relativeCost)}× the time of the cheapest${isRetried ? ", discarded work included" : ""}`,
} as const;

type Measured = { readonly quality: number | null; readonly perItemMs: number | null };

function formatMeasured({ quality, perItemMs }: Measured): string {
  return [
    ...(quality === null ? [] : [`quality ${formatScore(quality)}`]),
    ...(perItemMs === null ? [] : [`${formatDuration(perItemMs)} per item`]),
  ].join(" at ");
}

export const productionText = {
  /** `workers` keep up with the rate, by Little's law. */
  capacity: (items: number, responseTimeMs: number, workers: number, perSecond: number, unit: Noun) =>
    `In production: batches of ${formatCount(items)}, about ${formatDuration(responseTimeMs)} each; ${workers === 1 ? "one" : formatCount(workers)} ${pluralize(workers, { one: "worker sustains", many: "workers sustain" })} ${formatFactor(perSecond)} ${unit.many}/s.`,
} as const;
