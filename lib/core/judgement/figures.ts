import { withVerb } from "../words/names.ts";
import type { ScenarioFigures } from "./input.ts";

/** Smallest first. */
export function bySize(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return scenarios.toSorted((one, other) => one.items - other.items);
}

/** Those that finished an item, smallest first: of the others nothing can be told. */
export function selectStarted(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return bySize(scenarios.filter(({ itemsDone }) => itemsDone > 0));
}

/** Less of its items than this says too little of a scenario. */
const LEAST_SHARE = 0.1;

/** Those that finished enough for a comparison, smallest first. */
export function selectComparable(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return selectStarted(scenarios).filter(({ items, itemsDone }) => itemsDone >= items * LEAST_SHARE);
}

/** Items that came out right: what was given up or failed is finished by nobody. */
export function countRight({ itemsDone, itemsFailed }: ScenarioFigures): number {
  return Math.max(0, itemsDone - (itemsFailed ?? 0));
}

/** Items given up count as done: one that failed or was cancelled has finished less than it tells. */
export function isWhole({ items, itemsDone, run }: ScenarioFigures): boolean {
  return itemsDone >= items && run?.status !== "failed" && run?.status !== "cancelled";
}

/** Its totals hold the work of all attempts, and no more can be told of what was thrown away. */
export function isTriedAgain({ run }: ScenarioFigures): boolean {
  return (run?.attempt ?? 1) > 1;
}

/** What the times of those that were tried again rest on. */
export function describeAgain(labels: readonly string[]): string {
  const times = labels.length === 1 ? "its time holds" : "their times hold";
  return `${withVerb(labels, "was", "were")} tried again: ${times} the work that was thrown away, too.`;
}
