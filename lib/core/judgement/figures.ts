import type { ScenarioFigures, ScenarioRunFigures } from "./input.ts";

/** A scenario whose figures come from a run. */
export type RunScenario = ScenarioFigures & { readonly run: ScenarioRunFigures };

export function selectInRun(scenarios: readonly ScenarioFigures[]): readonly RunScenario[] {
  return scenarios.filter((each): each is RunScenario => each.run !== null);
}

/** Smallest first. */
export function bySize(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return scenarios.toSorted((one, other) => one.items - other.items);
}

/** The scenarios with at least one finished item, smallest first. */
export function selectStarted(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return bySize(scenarios.filter(({ itemsDone }) => itemsDone > 0));
}

/** Share of its items that a scenario must finish to be compared with others. */
const MIN_SHARE = 0.1;

/** The scenarios that finished enough items to be compared, smallest first. */
export function selectComparable(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return selectStarted(scenarios).filter(({ items, itemsDone }) => itemsDone >= items * MIN_SHARE);
}

/** Items that succeeded: finished items without the failed and skipped ones. */
export function countSucceeded({ itemsDone, itemsFailed }: ScenarioFigures): number {
  return Math.max(0, itemsDone - (itemsFailed ?? 0));
}

/** Whether nothing is missing. Skipped items count as done, so a failed or cancelled scenario is never whole. */
export function isWhole({ items, itemsDone, run }: ScenarioFigures): boolean {
  return itemsDone >= items && run?.status !== "failed" && run?.status !== "cancelled";
}

/** Whether the totals include the work of earlier attempts, part of which was discarded. */
export function isRetried({ run }: ScenarioFigures): boolean {
  return (run?.attempt ?? 1) > 1;
}
