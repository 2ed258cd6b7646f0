import type { ScenarioFigures } from "./judgement-input.ts";

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
export function selectTelling(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return selectStarted(scenarios).filter(({ items, itemsDone }) => itemsDone >= items * LEAST_SHARE);
}

export function isWhole({ items, itemsDone }: ScenarioFigures): boolean {
  return itemsDone >= items;
}

/** Time of one item; null before the first, or when none was measured. */
export function computePerItemMs({ workMs, itemsDone }: ScenarioFigures): number | null {
  return itemsDone > 0 && workMs > 0 ? workMs / itemsDone : null;
}
