/**
 * A functional metric of a skill, as data, so that a skill in any language can state its own.
 * Item results carry named `values` (summed over items) and `samples` (pooled over items).
 */
export type MetricFormula =
  /** Σ coefficient·value over Σ coefficient·value; F1 is {tp: 2} over {tp: 2, fp: 1, fn: 1} */
  | { readonly kind: "ratio"; readonly numerator: Coefficients; readonly denominator: Coefficients }
  /** the p-th percentile, 0 < p ≤ 100, of all samples of that name */
  | { readonly kind: "percentile"; readonly of: string; readonly percentile: number }
  /** Σ value per second of busy time */
  | { readonly kind: "rate"; readonly of: string };

/** No value or sample of an item goes beyond it, either way: a sum over any number of items stays finite, a sample countable. */
export const MAX_FIGURE = 1e12;

/** Values that count a model's tokens: never below 0, since they are paid for. */
export const TOKEN_VALUES = ["input_tokens", "output_tokens"] as const;

export type Coefficients = { readonly [valueName: string]: number };

/** What a metric should be: `<500 ms` is {comparison: "<", value: 500}. */
export type MetricTarget = { readonly comparison: "<" | "<=" | ">" | ">=" | "="; readonly value: number };

export type MetricDefinition = {
  /** snake_case: "spam_recall" */
  readonly id: string;
  readonly label: string;
  /** "ratio" values lie in 0–1 and are shown as such; others carry a unit such as "ms" or "/s" */
  readonly unit: string;
  readonly formula: MetricFormula;
  readonly target: MetricTarget;
  /** ≥0; weights are normalised over the metrics that have a value; 0 = shown, not scored */
  readonly weight: number;
};

/** A metric has no value (null) as long as its formula is undefined, such as a recall before the first positive item. */
export type MetricValues = { readonly [metricId: string]: number | null };
