import type { RunEvent, RunEventType } from "../run/events.ts";
import type { RunState } from "../run/state.ts";

/**
 * A run that loses its runner again and again without progress is failed. Progress is a stored result of an item, or a fact
 * that can occur only a limited number of times in a run unless a person commands it. Facts that may repeat with each claim
 * (recoveries, resumptions, logs, measurements, restarted workers) do not count, nor does the end of a scenario, which follows
 * from its results or from giving up.
 */
const PROGRESS: ReadonlySet<RunEventType> = new Set<RunEventType>([
  "run.started",
  "run.reopened",
  "scenario.started",
  "scenario.retried",
  "batch.failed",
  "milestone.reached",
  "milestone.gathered",
  "milestone.released",
  "step.released",
  "command.accepted",
]);

type Fact = { readonly type: RunEventType };

/** Whether an append stores progress. */
export function storesProgress(append: {
  readonly events: readonly Fact[];
  readonly segments?: readonly object[];
}): boolean {
  return (append.segments ?? []).length > 0 || append.events.some(isProgress);
}

function isProgress({ type }: Fact): boolean {
  return PROGRESS.has(type);
}

/** Whether a fact has advanced the run from one state to the next. */
export function hasAdvanced(before: RunState, after: RunState, event: RunEvent): boolean {
  return isProgress(event) || countItemsDone(after) > countItemsDone(before);
}

function countItemsDone({ scenarios }: RunState): number {
  return scenarios.reduce((sum, { totals }) => sum + totals.itemsDone, 0);
}
