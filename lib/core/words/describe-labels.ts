import type { RunInput } from "../run/spec.ts";
import { formatCount } from "./format.ts";
import { joinNames } from "./names.ts";
import { pluralize } from "./plural.ts";

/** The consequence of rows without a label, which are compared with nothing; null when all rows have one. */
export function describeLabels({ name, rows, labels }: Pick<RunInput, "name" | "rows" | "labels">): string | null {
  if (labels === undefined || labels.rows >= rows) return null;
  const { column, metrics, otherMetrics } = labels;
  const metric = joinNames(metrics);
  const verb = pluralize(metrics.length, { one: "is", many: "are" });
  if (labels.rows === 0) {
    const quality =
      otherMetrics.length === 0 ? "so is the quality" : `the quality is that of ${joinNames(otherMetrics)}`;
    return `No labels in ${name} (column ${column} is empty): ${metric} ${verb} unknown, and ${quality}.`;
  }
  const have = pluralize(labels.rows, { one: "has", many: "have" });
  return `Only ${formatCount(labels.rows)} of ${formatCount(rows)} rows ${have} a label (column ${column} of ${name}): ${metric} ${verb} computed from ${pluralize(labels.rows, { one: "it", many: "them" })}.`;
}
