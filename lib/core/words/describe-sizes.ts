import { joinNames } from "./names.ts";

/** Sizes given from large to small: the run takes them, in another order. `ordered`: the names from small to large. */
export function describeFallingSizes(before: string, after: string, ordered: readonly string[]): string {
  return `${before} is larger than ${after}. The run shows the scenarios from small to large: ${joinNames(ordered)}.`;
}

/** Two scenarios of one size: allowed, such as to see the noise between them. */
export function describeEqualSizes(before: string, after: string): string {
  return `${before} and ${after} have the same size, so they show no growth between them.`;
}
