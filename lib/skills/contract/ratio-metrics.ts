import type { Coefficients, MetricDefinition } from "../../core/run/metrics.ts";

type RatioMetric = {
  readonly id: string;
  readonly label: string;
  readonly numerator: Coefficients;
  readonly denominator: Coefficients;
  /** the share that is wanted, 0–1 */
  readonly atLeast: number;
  readonly weight: number;
};

/** A share that should be high: Σnumerator over Σdenominator. */
export function ratioMetric({ id, label, numerator, denominator, atLeast, weight }: RatioMetric): MetricDefinition {
  const formula = { kind: "ratio", numerator, denominator } as const;
  return { id, label, unit: "ratio", formula, target: { comparison: ">=", value: atLeast }, weight };
}

type Wanted = { readonly id?: string; readonly label?: string; readonly atLeast: number; readonly weight: number };

/** tp / (tp + fp): of what was taken for it, how much was it. */
export function precisionMetric(wanted: Wanted): MetricDefinition {
  return ratioMetric({
    id: "precision",
    label: "Precision",
    numerator: { tp: 1 },
    denominator: { tp: 1, fp: 1 },
    ...wanted,
  });
}

/** tp / (tp + fn): of what it was, how much was found. */
export function recallMetric(wanted: Wanted): MetricDefinition {
  return ratioMetric({ id: "recall", label: "Recall", numerator: { tp: 1 }, denominator: { tp: 1, fn: 1 }, ...wanted });
}

/** 2·tp / (2·tp + fp + fn): the harmonic mean of the two. */
export function f1Metric(wanted: Wanted): MetricDefinition {
  return ratioMetric({ id: "f1", label: "F1", numerator: { tp: 2 }, denominator: { tp: 2, fp: 1, fn: 1 }, ...wanted });
}
