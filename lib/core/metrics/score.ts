import type { ScenarioTotals } from "../run/totals.ts";
import { assertNever } from "../kit/assert-never.ts";
import type { Coefficients, MetricDefinition, MetricFormula, MetricValues } from "../run/metrics.ts";

/** The sums and pooled samples of all finished items. */
export type MetricTallies = {
  readonly sums: { readonly [valueName: string]: number };
  /** the p-th percentile of all samples with a name; null without samples */
  readonly percentile: (of: string, p: number) => number | null;
  readonly busyMs: number;
};

/** The value of every metric; null while its formula is undefined. */
export function computeMetrics(definitions: readonly MetricDefinition[], tallies: MetricTallies): MetricValues {
  return Object.fromEntries(definitions.map(({ id, formula }) => [id, toFinite(computeFormula(formula, tallies))]));
}

function computeFormula(formula: MetricFormula, { sums, percentile, busyMs }: MetricTallies): number | null {
  switch (formula.kind) {
    case "ratio":
      return weigh(formula.numerator, sums) / weigh(formula.denominator, sums);
    case "percentile":
      return percentile(formula.of, formula.percentile);
    case "rate":
      return busyMs > 0 ? ((sums[formula.of] ?? 0) * 1_000) / busyMs : null;
    default:
      return assertNever(formula);
  }
}

function weigh(coefficients: Coefficients, sums: MetricTallies["sums"]): number {
  return Object.entries(coefficients).reduce((sum, [name, coefficient]) => sum + coefficient * (sums[name] ?? 0), 0);
}

function toFinite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** Whether a value meets the target of its metric. */
export function isTargetMet({ target }: Pick<MetricDefinition, "target">, value: number): boolean {
  switch (target.comparison) {
    case "<":
      return value < target.value;
    case "<=":
      return value <= target.value;
    case ">":
      return value > target.value;
    case ">=":
      return value >= target.value;
    case "=":
      return value === target.value;
    default:
      return assertNever(target.comparison);
  }
}

/**
 * How close a value is to its target, 0–1; 1 when met. Higher is better: value/target; lower is better: target/value; equal:
 * 1 − |value − target|/|target|. For a target ≤0: 1 when met, else 0.
 */
export function scoreMetric(definition: Pick<MetricDefinition, "target">, value: number): number {
  if (isTargetMet(definition, value)) return 1;
  const { comparison, value: target } = definition.target;
  if (!(target > 0) || value < 0) return 0;
  if (comparison === "=") return clampShare(1 - Math.abs(value - target) / target);
  return clampShare(comparison.startsWith(">") ? value / target : target / value);
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** The weighted mean of the metrics' scores over those that have a value, 0–1; null when none has. */
export function computeQuality(definitions: readonly MetricDefinition[], values: MetricValues): number | null {
  let weights = 0;
  let scores = 0;
  for (const definition of definitions) {
    const value = values[definition.id] ?? null;
    if (value === null) continue;
    weights += definition.weight;
    scores += definition.weight * scoreMetric(definition, value);
  }
  return weights > 0 ? clampShare(scores / weights) : null;
}

export type Rates = {
  /** finished / requested items, 0–1 */
  readonly completionRate: number;
  /** failed / finished items, 0–1; null without a finished item */
  readonly errorRate: number | null;
};

/** completion_rate and error_rate, which every skill has. */
export function computeRates(totals: Pick<ScenarioTotals, "itemsDone" | "itemsFailed">, items: number): Rates {
  const { itemsDone, itemsFailed } = totals;
  return {
    completionRate: clampShare(itemsDone / items),
    errorRate: itemsDone > 0 ? clampShare(itemsFailed / itemsDone) : null,
  };
}
