/**
 * The formula of a functional metric, as data, so that a skill in any language can define its own. Item results carry
 * named `values`, which are summed over items, and `samples`, which are pooled over items.
 */
export type MetricFormula =
  /** Σ coefficient·value / Σ coefficient·value; F1 is {tp: 2} / {tp: 2, fp: 1, fn: 1} */
  | { readonly kind: "ratio"; readonly numerator: Coefficients; readonly denominator: Coefficients }
  /** the p-th percentile, 0 < p ≤ 100, of all samples with that name */
  | { readonly kind: "percentile"; readonly of: string; readonly percentile: number }
  /** Σ value per second of busy time */
  | { readonly kind: "rate"; readonly of: string };

/** Largest absolute value of an item's value or sample, so that sums over any number of items stay finite. */
export const MAX_FIGURE = 1e12;

/** Values that count a model's tokens: ≥0, since they cost money. */
export const TOKEN_VALUES = ["input_tokens", "output_tokens"] as const;

/** Money for the models that an item used, in US dollars, as the skill reports it: it replaces the price of the item's tokens. */
export const REPORTED_COST_VALUE = "cost_usd";

/** Values that cost money, so that they cannot be below 0. */
export const COST_VALUES = [...TOKEN_VALUES, REPORTED_COST_VALUE] as const;

export type Coefficients = { readonly [valueName: string]: number };

/** The target of a metric: `<500 ms` is {comparison: "<", value: 500}. */
export type MetricTarget = { readonly comparison: "<" | "<=" | ">" | ">=" | "="; readonly value: number };

export type MetricDefinition = {
  /** snake_case: "spam_recall" */
  readonly id: string;
  readonly label: string;
  /** "ratio" for values 0–1; otherwise a unit such as "ms" or "/s" */
  readonly unit: string;
  readonly formula: MetricFormula;
  readonly target: MetricTarget;
  /** ≥0, normalised over the metrics that have a value; 0: shown, but not scored */
  readonly weight: number;
};

/** null while the formula is undefined, such as a recall before the first positive item */
export type MetricValues = { readonly [metricId: string]: number | null };
