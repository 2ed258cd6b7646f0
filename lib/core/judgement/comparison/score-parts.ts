import type { Coefficients, MetricDefinition } from "../../run/metrics.ts";
import type { VariantItems } from "./variant-items.ts";

type Scored = Pick<MetricDefinition, "formula" | "target">;

/**
 * Failed items that a metric does not count by itself, and that score 0 therefore: those that add nothing to its denominator, or have
 * none of its samples. A rate counts them all, since they take time and yield nothing. `count`: the items of a column that matter.
 */
export function countUnscored(
  { formula }: Scored,
  { failed, failures }: VariantItems,
  count: (column: Uint32Array) => number,
): number {
  const all = count(failed);
  if (formula.kind === "rate" || all === 0) return 0;
  const names = formula.kind === "percentile" ? [formula.of] : Object.keys(formula.denominator);
  const scored = names.map((name) => {
    const column = failures.get(name);
    return column === undefined ? 0 : count(column);
  });
  return all - Math.max(0, ...scored);
}

/** Whether a group of items has the same part in the score of both variants; samples, such as times, always differ. */
export function isAlike(definition: Scored, one: VariantItems, other: VariantItems, group: number): boolean {
  const { formula, target } = definition;
  if (formula.kind !== "ratio") return false;
  const [left, right] = [one, other].map((items) => {
    const [numerator, denominator] = [formula.numerator, formula.denominator].map((each) => weigh(each, items, group));
    const unscored = countUnscored(definition, items, (column) => column[group] ?? 0);
    const lost = (denominator ?? 0) - (numerator ?? 0);
    return { gained: target.comparison.startsWith("<") ? lost : numerator, of: (denominator ?? 0) + unscored };
  });
  return left?.gained === right?.gained && left?.of === right?.of;
}

function weigh(coefficients: Coefficients, { sums }: VariantItems, group: number): number {
  return Object.entries(coefficients).reduce(
    (sum, [name, coefficient]) => sum + coefficient * (sums.get(name)?.[group] ?? 0),
    0,
  );
}
