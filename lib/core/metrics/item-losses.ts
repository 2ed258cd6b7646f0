import { assertNever } from "../kit/assert-never.ts";
import { isTargetMet, scoreMetric } from "./score.ts";
import type { Coefficients, MetricDefinition, MetricValues } from "../run/metrics.ts";
import type { ItemResult } from "../ports/event-log.ts";

/** The result that counts for an item, with its share of the batch's time. */
export type CountedItem = ItemResult & { readonly attempt: number; readonly busyMs: number };

/**
 * How much each item lowers one metric; positive is a loss.
 * Ratio Σn/Σd: (ideal·d − n)/Σd if higher is better, (n − ideal·d)/Σd if lower is better, where ideal is 1 or 0 for a share
 * and the target value otherwise; the losses add up to the metric's distance from its ideal. Percentile: the item's samples
 * that miss the target / all samples. Rate: milliseconds that the item took longer than average for its output.
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
        const expected = ideal * weigh(formula.denominator, item);
        const actual = weigh(formula.numerator, item);
        return (isHigh ? expected - actual : actual - expected) / sum;
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
 * How much each item lowers the weighted quality, by metric: the missing score of the metric, weight/Σweight·(1 − score),
 * distributed over the items in proportion to their losses. The sum is 1 − quality, except for metrics that no item lowers.
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
