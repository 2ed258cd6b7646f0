import {
  formatBound,
  formatMultiple,
  formatRatio,
  formatRoughRatio,
  formatScore,
  formatShare,
  formatTarget,
  MOST_MULTIPLE,
} from "../../words/format.ts";
import { formatPercent, joinNames } from "../../words/names.ts";
import { formatScales } from "./scales.ts";

/** Comparative metrics: the largest scenario against the smallest. */
export const COMPARATIVE_LABELS = {
  "quality-scaling": {
    label: "Quality scaling",
    pass: "Quality stays within limits",
    fail: "Quality drops too much",
  },
  "time-efficiency": {
    label: "Time efficiency",
    pass: "Time per item stays within limits",
    fail: "Time per item grows too much",
  },
  "resource-efficiency": {
    label: "Resource efficiency",
    pass: "Quality-weighted throughput stays within limits",
    fail: "Quality-weighted throughput drops too much",
  },
  "quality-deviation": { label: "Quality deviation" },
  "error-consistency": { label: "Error consistency" },
} as const;

export const ratioText = {
  timePerItem: (largest: string, smallest: string, ratio: number) =>
    `${largest} takes ${ratio < MOST_MULTIPLE ? ratio.toFixed(2) : formatMultiple(ratio)}× the time per item of ${smallest}`,
} as const;

/** A ratio that much better than expected needs no third digit. */
const ROUGH_FROM = 1.05;

type Compared = {
  readonly from: string;
  readonly to: string;
  readonly ratio: number;
  readonly bound: number;
  readonly isNoisy: boolean;
};

export const comparativeText = {
  ratio: (verdict: string, { from, to, ratio, bound, isNoisy }: Compared) => {
    const digits =
      ratio > MOST_MULTIPLE
        ? formatMultiple(ratio)
        : isNoisy || ratio >= ROUGH_FROM
          ? formatRoughRatio(ratio, bound)
          : formatRatio(ratio, bound);
    return `${verdict} from ${from} to ${to}: ratio ${digits}, must be above ${formatBound(bound)}.`;
  },
  unknown: (label: string, why: string) => `${label} unknown: ${why}.`,
  falling: "time falls as the size grows, so the size is no amount of work and has no time per item",
  noWork: {
    workers: "a size counts workers, which are no amount of work, so there is no time per item",
    load: "a size counts load, which is no amount of work, so there is no time per item",
  },
  unharmedQuality: (labels: readonly string[]) =>
    `A fault was injected into ${joinNames(labels)}: quality is that of undisturbed work.`,
  tooFewForErrors: (least: number) => `too few items: run at least ${least} in some size`,
  unharmedErrors: (labels: readonly string[]) =>
    labels.length === 0 ? "" : ` Errors that the fault injected into ${joinNames(labels)} made are not counted.`,
  needsTwoScenarios: "it takes two scenarios that finished a tenth of their items",
  nothingComparable: "no scenario finished a tenth of its items",
  zero: (label: string, figure: string) => `${label} has a ${figure} of 0`,
  missing: (figure: string) => `the smallest or the largest size has no ${figure}`,
  noTwoQualities: "fewer than two scenarios have a quality",
  fewItems: (least: number) => `too few items: run at least ${least} in each of two sizes`,
  noErrorCounts: "failed items were not counted",
  partial: (labels: readonly string[]) => ` Completed items of ${joinNames(labels)} only.`,
  deviation: (isSteady: boolean, value: number, bound: number) =>
    `Quality ${isSteady ? "is steady" : "varies"} across scales: standard deviation ${formatRatio(value, bound)}, must be below ${formatBound(bound)}.`,
  errorsWithin: (highest: number) =>
    highest === 0
      ? "No failures at any scale."
      : `Error rates stay within tolerance at every scale: at most ${formatShare(highest)}.`,
  errorsAbove: (over: readonly { readonly label: string; readonly rate: number; readonly tolerance: number }[]) =>
    `${over.map(({ label, rate, tolerance }) => `${label} has ${formatShare(rate, tolerance)} errors, ${formatPercent(formatBound(Number((tolerance * 100).toPrecision(4))))} allowed`).join("; ")}.`,
} as const;

/** Patterns of quality and failed items; k of n scenarios show each. */
export const qualityPatterns = {
  atTarget: (of: number) => `Quality reaches its target ${formatScales(of, of)}.`,
  belowTarget: (
    missed: readonly { readonly label: string; readonly quality: number; readonly target: number }[],
    of: number,
  ) =>
    `Quality misses its target ${formatScales(missed.length, of)}: ${missed.map(({ label, quality, target }) => `${label} ${formatScore(quality, target)} of ${formatTarget(target)}`).join(", ")}.`,
  holds: (within: number, of: number) =>
    `Quality stays within ${formatScore(within)} of its best ${formatScales(of, of)}.`,
  fallsWithSize: (qualities: readonly number[]) =>
    `Quality drops with every larger size: ${qualities.map((quality) => formatScore(quality)).join(", ")}.`,
  dropsWithUnevenData: (drop: number, kinds: readonly string[], isAlsoLarger: boolean) =>
    `Quality is ${formatScore(drop)} lower with ${joinNames(kinds)} data${isAlsoLarger ? "; that is also the larger size, so either may be the cause" : ""}.`,
  noErrors: (of: number) => (of === 1 ? "No item failed." : "No item failed at any scale."),
  itemsFailed: (failing: readonly { readonly label: string; readonly rate: number }[], of: number) =>
    `Items failed ${formatScales(failing.length, of)}: ${failing.map(({ label, rate }) => `${label} ${formatShare(rate)}`).join(", ")}.`,
} as const;
