import { formatCount, formatDuration, formatFactor, formatShare, formatQuantity } from "../../words/format.ts";
import { formatPercent, joinNames } from "../../words/names.ts";
import { WORKERS } from "../../words/plural.ts";
import { formatScales } from "./scales.ts";

/** Speed-up of running the scenarios side by side. */
export const efficiencyText = {
  speedup: (figures: {
    readonly totalMs: number;
    readonly longestMs: number;
    readonly longest: string;
    readonly speedup: number;
    readonly efficiency: number;
    readonly scenarios: number;
    readonly isPartial: boolean;
    readonly harmed: readonly string[];
  }) => {
    const { totalMs, longestMs, longest, speedup, efficiency, scenarios, isPartial, harmed } = figures;
    const times = `Active times total ${formatDuration(totalMs)}; the longest is ${formatDuration(longestMs)}`;
    const gain = `speed-up ${speedup.toFixed(2)} (${formatShare(efficiency)} of the ideal ${scenarios})`;
    return `${times}: ${gain}; ${longest} is the critical path.${isPartial ? " Completed items only." : ""}${harmed.length > 0 ? ` The fault injected into ${joinNames(harmed)} is included.` : ""}`;
  },
} as const;

export const bottleneckText = {
  criticalPath: (label: string, share: number) =>
    `${label} is the critical path: ${formatShare(share)} of all active time.`,
  knee: (label: string, size: string, before: number, after: number) =>
    `Beyond ${label} (${size}), time grows like n^${after.toFixed(2)}; before, like n^${before.toFixed(2)}.`,
  memory: (label: string, share: number) => `${label} reaches ${formatShare(share)} of its memory limit.`,
  timeBudget: (label: string, share: number) => `${label} uses ${formatShare(share)} of its time budget.`,
  waiting: (longest: { readonly label: string; readonly share: number; readonly waitedMs: number }, least: string) =>
    `${longest.label} spends ${formatShare(longest.share)} of its time waiting for the others (${formatDuration(longest.waitedMs)}); ${least} waits least.`,
  idle: (label: string, workers: number, used: number) =>
    `${label} keeps its ${formatQuantity(workers, WORKERS)} busy ${formatShare(used)} of the time: ${formatFactor(used * workers)} busy on average.`,
} as const;

/** A forecast of active time against the actual one. */
export const projectionText = {
  exact: (label: string, actualMs: number) => `${label} took ${formatDuration(actualMs)}, as forecast.`,
  off: (label: string, actualMs: number, projectedMs: number, percent: number, isHigh: boolean) =>
    `${label} took ${formatDuration(actualMs)}; forecast ${formatDuration(projectedMs)}, ${formatPercent(percent)} too ${isHigh ? "high" : "low"}.`,
  /** one smaller size does not tell how the time grows */
  assumedLinear: "With one smaller size to go by, it assumed linear growth.",
  /** the forecast could not know that other programs would take more or less of the processors */
  restated: (figures: {
    readonly label: string;
    readonly actualMs: number;
    readonly forecastMs: number;
    readonly restatedMs: number;
    readonly tookMore: boolean;
    readonly percent: number;
    readonly isHigh: boolean;
  }) => {
    const { label, actualMs, forecastMs, restatedMs, tookMore, percent, isHigh } = figures;
    const change = `afterwards other programs used ${tookMore ? "more" : "less"} of this computer than before`;
    const deviation = percent === 0 ? "as measured" : `${formatPercent(percent)} too ${isHigh ? "high" : "low"}`;
    return `${label} took ${formatDuration(actualMs)}; the forecast was ${formatDuration(forecastMs)}, but ${change}. Had it known, it would have said ${formatDuration(restatedMs)}: ${deviation}.`;
  },
} as const;

/** Patterns of pace: the time an item takes over the run, by batch size, and at the start. */
export const pacePatterns = {
  slower: (slower: readonly { readonly label: string; readonly ratio: number }[], of: number) =>
    `Slower towards the end ${formatScales(slower.length, of)}: ${joinNames(slower.map(({ label, ratio }) => `${label} ${formatFactor(ratio)}×`))} the time per item.`,
  steady: (of: number) => `Steady pace from start to end ${formatScales(of, of)}.`,
  largerBatches: (larger: number, smaller: number, ratio: number, areAlsoLargerSizes: boolean) =>
    `Larger batches are cheaper: in batches of ${larger} an item takes ${formatFactor(ratio)}× the time it takes in batches of ${smaller}${areAlsoLargerSizes ? "; these are also the larger sizes, so either may be the cause" : ""}.`,
  slowStart: (support: number, of: number, factor: number) =>
    `Slow start ${formatScales(support, of)}: the first items take up to ${formatFactor(factor)}× the usual time.`,
} as const;

/** Patterns of memory and time budgets. */
export const resourcePatterns = {
  memoryExceeded: (hit: number, of: number) =>
    `A worker was killed for exceeding its memory limit ${formatScales(hit, of)}.`,
  memoryNearLimit: (share: number, near: number, of: number) =>
    `Memory reaches ${formatShare(share)} of its limit or more ${formatScales(near, of)}.`,
  memoryBounded: (boundMb: number, of: number, isFaultExcluded: boolean) =>
    `Memory stays below ${formatCount(boundMb)} MB per worker ${formatScales(of, of)}${isFaultExcluded ? ", injected faults excluded" : ""}.`,
  withinTimeBudget: (share: number, of: number) =>
    `Time to spare ${formatScales(of, of)}: at most ${formatShare(share)} of the time budget used.`,
} as const;
