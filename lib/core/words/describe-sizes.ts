import { formatCount } from "./format.ts";
import { joinNames } from "./names.ts";
import { pluralize, type Noun } from "./plural.ts";

/** Sizes given from large to small: the run takes them, in another order. `ordered`: the names from small to large. */
export function describeFallingSizes(before: string, after: string, ordered: readonly string[]): string {
  return `${before} is larger than ${after}. The run shows the scenarios from small to large: ${joinNames(ordered)}.`;
}

/** Two scenarios of one size: allowed, such as to see the noise between them. */
export function describeEqualSizes(before: string, after: string): string {
  return `${before} and ${after} have the same size, so they show no growth between them.`;
}

/** More items than the skill has rows of its own: allowed, such as for a longer run. */
export function describeRepeats(label: string, items: number, rows: number, unit: Noun): string {
  const [asked, has] = [
    `${formatCount(items)} ${pluralize(items, unit)}`,
    `${formatCount(rows)} ${pluralize(rows, ROW)}`,
  ];
  return `${label} has ${asked}, but the skill has only ${has}: rows repeat.`;
}

const ROW = { one: "row", many: "rows" };
