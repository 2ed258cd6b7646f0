import { assertNever } from "../kit/assert-never.ts";
import { isTargetMet, scoreMetric } from "./score.ts";
import type { Coefficients, MetricDefinition, MetricValues } from "../run/metrics.ts";
import type { ItemResult } from "../ports/event-log.ts";

/** The result that counts of an item, and the share of its batch's time that fell to it. */
export type CountedItem = ItemResult & { readonly attempt: number; readonly busyMs: number };

/**
 * What each item takes from one metric; positive is a loss.
 * Ratio Σn/Σd: (ideal·d − n)/Σd for a metric that should be high, (n − ideal·d)/Σd for one that should be low, where ideal
 * is 1 or 0 for a share and the target's value otherwise; the losses then add up to the metric's distance from its ideal.
 * Percentile: the item's samples beyond the target over all samples. Rate: the milliseconds that the item took longer than
 * its output takes on average.
 */
export function computeItemLosses(definition: MetricDefinition, items: readonly CountedItem[]): number[] {
  const { formula } = definition;
  switch (formula.kind) {
    case "ratio": {
      const sum = items.reduce((total, item) => total + weigh(formula.denominator, item), 0);
      if (!(sum > 0)) return items.map(() => 0);
      const ideal = idealOf(definition);
      const isHigh = isHigherBetter(definition, items);
      return items.map((item) => {
        const wanted = ideal * weigh(formula.denominator, item);
        const has = weigh(formula.numerator, item);
        return (isHigh ? wanted - has : has - wanted) / sum;
      });
    }
    case "percentile": {
      const samplesOf = (item: CountedItem) => item.samples[formula.of] ?? [];
      const sum = items.reduce((total, item) => total + samplesOf(item).length, 0);
      return items.map((item) =>
        sum === 0 ? 0 : samplesOf(item).filter((sample) => !isTargetMet(definition, sample)).length / sum,
      );
    }
    case "rate": {
      const outputOf = (item: CountedItem) => item.values[formula.of] ?? 0;
      const output = items.reduce((total, item) => total + outputOf(item), 0);
      const busyMs = items.reduce((total, item) => total + item.busyMs, 0);
      return items.map((item) => (output > 0 ? item.busyMs - (outputOf(item) * busyMs) / output : 0));
    }
    default:
      return assertNever(formula);
  }
}

function weigh(coefficients: Coefficients, { values }: CountedItem): number {
  return Object.entries(coefficients).reduce((sum, [name, coefficient]) => sum + coefficient * (values[name] ?? 0), 0);
}

function isHigherBetter({ target, formula }: MetricDefinition, items: readonly CountedItem[]): boolean {
  if (target.comparison !== "=" || formula.kind !== "ratio") return target.comparison.startsWith(">");
  const value = sumOf(formula.numerator, items) / sumOf(formula.denominator, items);
  return value <= target.value;
}

function sumOf(coefficients: Coefficients, items: readonly CountedItem[]): number {
  return items.reduce((sum, item) => sum + weigh(coefficients, item), 0);
}

function idealOf({ unit, target }: MetricDefinition): number {
  if (unit !== "ratio" || target.comparison === "=") return target.value;
  return target.comparison.startsWith(">") ? 1 : 0;
}

/**
 * What each item takes from the weighted quality, by metric: the metric's missing score, weight/Σweight·(1 − score), shared
 * out among the items by their losses in it. All together they are 1 − quality, but for metrics that no item pulled down.
 */
export function computeQualityLosses(
  definitions: readonly MetricDefinition[],
  values: MetricValues,
  items: readonly CountedItem[],
): { readonly metricId: string; readonly losses: readonly number[] }[] {
  const scored = definitions.filter(({ id, weight }) => weight > 0 && (values[id] ?? null) !== null);
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  return scored.map((definition) => {
    const missing = (definition.weight / weights) * (1 - scoreMetric(definition, values[definition.id] ?? 0));
    const losses = computeItemLosses(definition, items).map((loss) => Math.max(0, loss));
    const sum = losses.reduce((total, loss) => total + loss, 0);
    return { metricId: definition.id, losses: losses.map((loss) => (sum > 0 ? (missing * loss) / sum : 0)) };
  });
}
