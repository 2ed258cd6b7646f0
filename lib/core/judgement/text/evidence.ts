import { capitalise, formatCount, formatDuration, formatShare } from "../../words/format.ts";
import { joinNames } from "../../words/names.ts";
import type { Noun } from "../../words/plural.ts";
import type { Exclusion } from "../figures.ts";

type Minima = { readonly items: number; readonly spread: number };

/** What is missing for a comparison, and the measurement that would provide it. */
export const shortfallText = {
  sizes: "it takes two sizes that finished a tenth of their items",
  items: (minima: Minima) =>
    `too few items: run at least ${minima.items} in each of two sizes, ${minima.spread}× apart`,
  time: (_: Minima, leastMs: number) =>
    `the times are too short for their clock: each size must take at least ${formatDuration(leastMs)}`,
  spread: (minima: Minima) =>
    `the sizes are too close together: the largest must be at least ${minima.spread}× the smallest`,
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
  belowGrowth: "smaller than the sizes for which growth holds, not judged",
} as const;

type Left = { readonly labels: readonly string[]; readonly shares: readonly number[] };

/** Sizes that are left out of every comparison, as a clause without a full stop. */
export const exclusionText = {
  /** after a statement; a clause that begins with a name keeps its letters */
  sentence: (clause: string, isWording: boolean) => ` ${isWording ? capitalise(clause) : clause}.`,
  failures: ({ labels, shares }: Left, limit: number) =>
    labels.length === 1
      ? `${joinNames(labels)} is left out: ${formatShare(shares[0] ?? 0, limit)} of its items failed`
      : `${joinNames(labels.map((label, i) => `${label} (${formatShare(shares[i] ?? 0, limit)})`))} are left out: too many of their items failed`,
  fault: ({ labels }: Left) => `not judged: fault injected in ${labels.join(", ")}`,
  fewItems: ({ labels }: Left) =>
    `${joinNames(labels)} ${labels.length === 1 ? "is" : "are"} left out: less than a tenth of the items finished without error`,
} as const;

/** Reasons against recommending a size that is left out, after its name. */
export const excludedConText: { readonly [reason in Exclusion["reason"]]: (share: number, limit: number) => string } = {
  failures: (share, limit) => `left out, ${formatShare(share, limit)} of its items failed`,
  fault: () => "not judged, fault injected",
  "few-items": (share) => `left out, only ${formatShare(share)} of its items finished without error`,
};
