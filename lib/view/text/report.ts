import { joinNames } from "../../core/words/names.ts";
import { pluralize } from "../../core/words/plural.ts";
import type { ExcludedSize } from "../../core/run/judgement.ts";

/** A judgement as printed by the command line. */
export const reportText = {
  growth: "Growth",
  quality: "Quality and limits",
  recommendation: "Recommendation",
  failures: "Failures",
  cost: "Cost",
  notes: "How the figures were read",
  more: (count: number, of: { readonly one: string; readonly many: string }) =>
    `and ${count} more ${pluralize(count, of)}`,
} as const;

export const sizeTableText = {
  size: "Size",
  failed: "Failed",
  runs: "Runs",
  time: "Time",
  /** of a run: without holds, CPU queueing and the workers' idle time, unlike the time on its bar */
  workTime: "Work time",
  perItem: (unit: string) => `Per ${unit}`,
  power: "Power",
  speedup: "Speed-up",
  ofIdeal: "Of ideal",
  growing: "Growing",
  factor: (unit: string) => `× per ${unit}`,
  excluded: {
    outlier: "outlier",
    failures: "failures",
    fault: "fault injected",
    "few-items": "too few items",
    "time-limit": "time limit",
    "set-times": "set pace",
  } satisfies { readonly [reason in ExcludedSize["reason"]]: string },
  notCounted: "not counted",
} as const;

/** A size that does not count, as it is named in a sentence: "f (3,200 items)". */
type Excluded = {
  readonly size: string;
  readonly time: string | null;
  readonly expected: string | null;
  readonly failed: string | null;
};

export const growthFactsText = {
  /** `unit` null: the table has no columns without it */
  fixedCost: (value: string, unit: string | null) =>
    unit === null
      ? `Fixed cost: ${value}.`
      : `“${sizeTableText.growing}” and “${sizeTableText.perItem(unit)}” exclude the fixed cost: ${value}.`,
  clockStep: (step: string, isDoubtful: boolean) =>
    isDoubtful
      ? `Times: in steps of ${step}, of the clock or of the work.`
      : `Clock: the times come in steps of ${step}.`,
  /** a value, and the interval in which it lies unless both bounds read the same */
  within: (value: string, low: string, high: string) =>
    low === high ? value : `${value} (between ${low} and ${high})`,
  noise: (share: string) => `Noise: a time is known to about ±${share}.`,
  excluded: {
    outlier: ({ size, time, expected }) =>
      `Not counted, an outlier: ${size}${time === null ? "" : ` took ${time}`}${expected === null ? "" : `; the other sizes predict ${expected}`}.`,
    failures: ({ size, failed }) =>
      `Not counted: ${size}, where ${failed === null ? "too many" : failed} of the items failed.`,
    fault: ({ size }) => `Not counted: ${size}, into which a fault was injected.`,
    "few-items": ({ size }) => `Not counted: ${size}, which finished too few items.`,
    "time-limit": ({ size, time }) =>
      `Not counted: ${size}, stopped by a time limit${time === null ? "" : ` at ${time}`}.`,
    "set-times": ({ size }) => `Not counted: the time of ${size}, whose pace was set.`,
  } satisfies { readonly [reason in ExcludedSize["reason"]]: (excluded: Excluded) => string },
} as const;

export const metricTableText = { metric: "Metric", target: "Target" } as const;

export const limitsText = {
  itemsFailed: (label: string, failed: string, reasons: string) => `${label}: ${failed} failed: ${reasons}.`,
  qualities: (each: readonly { readonly label: string; readonly quality: string }[]) =>
    `Quality by size: ${each.map(({ label, quality }) => `${label} ${quality}`).join(", ")}.`,
  /** what no size has: "quality", "failed items" */
  notMeasured: (labels: readonly string[]) => `Not measured: ${joinNames(labels)}.`,
  quality: "quality",
  errors: "failures",
  notJudged: (labels: readonly string[]) => `Not judged for lack of figures: ${joinNames(labels)}.`,
} as const;
