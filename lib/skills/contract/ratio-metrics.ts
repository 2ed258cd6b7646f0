import type { Coefficients, MetricDefinition } from "../../core/run/metrics.ts";

type RatioMetric = {
  readonly id: string;
  readonly label: string;
  readonly numerator: Coefficients;
  readonly denominator: Coefficients;
  /** the target share, 0–1 */
  readonly atLeast: number;
  readonly weight: number;
};

/** A ratio whose target is a minimum: Σnumerator / Σdenominator. */
export function ratioMetric({ id, label, numerator, denominator, atLeast, weight }: RatioMetric): MetricDefinition {
  const formula = { kind: "ratio", numerator, denominator } as const;
  return { id, label, unit: "ratio", formula, target: { comparison: ">=", value: atLeast }, weight };
}

type MetricTarget = {
  readonly id?: string;
  readonly label?: string;
  readonly atLeast: number;
  readonly weight: number;
};

/** tp / (tp + fp): the share of positive predictions that are correct. */
export function precisionMetric(target: MetricTarget): MetricDefinition {
  return ratioMetric({
    id: "precision",
    label: "Precision",
    numerator: { tp: 1 },
    denominator: { tp: 1, fp: 1 },
    ...target,
  });
}

/** tp / (tp + fn): the share of actual positives that are found. */
export function recallMetric(target: MetricTarget): MetricDefinition {
  return ratioMetric({ id: "recall", label: "Recall", numerator: { tp: 1 }, denominator: { tp: 1, fn: 1 }, ...target });
}

/** 2·tp / (2·tp + fp + fn): the harmonic mean of precision and recall. */
export function f1Metric(target: MetricTarget): MetricDefinition {
  return ratioMetric({ id: "f1", label: "F1", numerator: { tp: 2 }, denominator: { tp: 2, fp: 1, fn: 1 }, ...target });
}
