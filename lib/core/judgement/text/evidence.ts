import { capitalise, formatCount, formatDuration, formatShare } from "../../words/format.ts";
import { joinNames } from "../../words/names.ts";
import type { Noun } from "../../words/plural.ts";
import type { Exclusion } from "../figures.ts";
import type { Interval } from "../../run/judgement.ts";

type Minima = { readonly items: number; readonly spread: number };

/** What is missing for a comparison, and the measurement that would provide it. */
export const shortfallText = {
  sizes: "it takes two sizes that finished a tenth of their items",
  items: (minima: Minima) =>
    `too few items: run at least ${minima.items} in each of two sizes, ${minima.spread}× apart`,
  time: (_: Minima, leastMs: number) =>
    `the times are too short for their clock: each size must take at least ${formatDuration(leastMs)}`,
  fixedCost: (ms: number) =>
    `too little of the times is beyond the fixed cost of ${formatDuration(ms)}: measure larger sizes`,
  spread: (minima: Minima) =>
    `the sizes are too close together: the largest must be at least ${minima.spread}× the smallest`,
} as const;

/** Times that are no measurement: recorded answers were replayed at a set pace. */
export const setTimesText = {
  growth: {
    text: "Growth is not judged: recorded answers were replayed at a set pace, so the times are not the model's.",
    tone: "unsure",
  },
  con: "its pace was set, so its time is not judged",
  noChoice: "the pace of the answers was set, so no time can be weighed",
  advice: "Run it with live answers, or record them once with their times.",
} as const;

/** A size with too little for a claim. */
export const tooLittleText = {
  items: (count: number, least: number, unit: Noun) =>
    `only ${formatCount(count)} ${count === 1 ? unit.one : unit.many}, too few to judge (at least ${least})`,
  time: (ms: number) => `took only ${formatDuration(ms)}, too short to judge`,
  outlier: (ms: number | null, expectedMs: number | null) =>
    ms === null || expectedMs === null
      ? "an outlier, not judged"
      : `an outlier, not judged: took ${formatDuration(ms)}, the other sizes predict ${formatDuration(expectedMs)}`,
  timeLimit: (ms: number) => `stopped by a time limit at ${formatDuration(ms)}, not judged`,
  /** left out of growth for a reason of its own */
  notCounted: "left out of the growth, not judged",
  fixedCost: (ms: number, { value, low, high }: Interval) =>
    ms <= HARDLY_MORE * value
      ? `took ${formatDuration(ms)}, hardly more than the fixed ${formatDuration(value)}, not judged`
      : `took ${formatDuration(ms)}, and the fixed part is uncertain (${formatDuration(low)} to ${formatDuration(high)}), not judged`,
  belowGrowth: "smaller than the sizes for which growth holds, not judged",
} as const;

/** Multiple of a fixed cost up to which a time is hardly more. */
const HARDLY_MORE = 1.5;

type Left = { readonly labels: readonly string[]; readonly shares: readonly number[] };

/** A bare number as a name is said to be a size. */
function nameLabels(labels: readonly string[]): string {
  const areNumbers = labels.every((label) => /^[\d,.]+$/.test(label));
  return `${areNumbers ? (labels.length === 1 ? "size " : "sizes ") : ""}${joinNames(labels)}`;
}

/** Sizes that are left out of every comparison, as a clause without a full stop. */
export const exclusionText = {
  /** after a statement; a clause that begins with a name keeps its letters */
  sentence: (clause: string, isWording: boolean) => ` ${isWording ? capitalise(clause) : clause}.`,
  /** of a run items fail; what a file counts as failures may be runs or requests */
  failures: ({ labels, shares }: Left, limit: number, isRun: boolean) =>
    labels.length === 1
      ? `${nameLabels(labels)} is left out: ${formatShare(shares[0] ?? 0, limit)} ${isRun ? "of its items failed" : "failed"}`
      : `${joinNames(labels.map((label, i) => `${nameLabels([label])} (${formatShare(shares[i] ?? 0, limit)})`))} are left out: ${isRun ? "too many of their items failed" : "too many failures"}`,
  fault: ({ labels }: Left) => `not judged: fault injected in ${labels.join(", ")}`,
  /** where the reason is given elsewhere */
  short: ({ labels }: Left) => `Without ${nameLabels(labels)} (too many failures)`,
  fewItems: ({ labels }: Left) =>
    `${joinNames(labels)} ${labels.length === 1 ? "is" : "are"} left out: less than a tenth of the items finished without error`,
} as const;

/** Reasons against recommending a size that is left out, after its name. */
export const excludedConText: { readonly [reason in Exclusion["reason"]]: (share: number) => string } = {
  failures: () => "left out, too many failures",
  fault: () => "not judged, fault injected",
  "few-items": (share) => `left out, only ${formatShare(share)} of its items finished without error`,
};
