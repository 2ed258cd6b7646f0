import type { PauseReason } from "./events.ts";
import type { RunState } from "./state.ts";
import { isEnded, RUN_END_STATUSES, type RunStatus, type RunEndStatus } from "./statuses.ts";

const OVER: ReadonlySet<RunStatus> = new Set(RUN_END_STATUSES);

/** Whether the run has finished; a new attempt of a scenario opens it again. */
export function isRunOver(status: RunStatus): boolean {
  return OVER.has(status);
}

/** The status of the run: the recorded one before the start and after the end, in between derived from the scenarios. */
export function computeRunStatus(
  state: Pick<RunState, "status" | "startedAt" | "finishedAt" | "scenarios">,
): RunStatus {
  if (state.startedAt === null || state.finishedAt !== null) return state.status;
  if (areAllPaused(state)) return "paused";
  const runs = state.scenarios.some((scenario) => scenario.status === "running");
  const holds = state.scenarios.some(
    ({ waitingAtGate, pauseReason }) => waitingAtGate !== null || pauseReason === "retry",
  );
  return holds && !runs ? "holding" : "running";
}

/** Whether every scenario has ended, so that only run.finished is missing. */
export function haveAllEnded(state: Pick<RunState, "scenarios">): boolean {
  return state.scenarios.every(isEnded);
}

/** Whether the presenter has paused every scenario that has not ended. */
export function areAllPaused(state: Pick<RunState, "scenarios">): boolean {
  const unended = state.scenarios.filter((scenario) => !isEnded(scenario));
  return unended.length > 0 && unended.every((scenario) => scenario.pauseReason === "user-halt");
}

const WAITS: ReadonlySet<PauseReason | null> = new Set(["sync-point", "presenter-hold", "user-halt", "retry"]);

/** Whether every scenario that has not ended waits for a gate or a person: the run computes nothing until then. */
export function areAllWaiting(state: Pick<RunState, "scenarios">): boolean {
  const unended = state.scenarios.filter((scenario) => !isEnded(scenario));
  return unended.length > 0 && unended.every((scenario) => WAITS.has(scenario.pauseReason));
}

/** Whether the run's worker processes were ended during a long wait. */
export function areWorkersEnded({ workersEndedMs }: Pick<RunState, "workersEndedMs">): boolean {
  return typeof workersEndedMs === "number";
}

/**
 * The status of the run once every scenario has ended: complete or failed when all are; partial when only some are complete;
 * cancelled when none is complete and some were cancelled.
 */
export function computeEndStatus(state: Pick<RunState, "scenarios">): RunEndStatus {
  const statuses = new Set(state.scenarios.map(({ status }) => status));
  if (statuses.has("complete")) return statuses.size === 1 ? "complete" : "partial";
  return statuses.has("cancelled") ? "cancelled" : "failed";
}

/** Whether the sizes are still to be fitted to the chosen length: once, before the first start. */
export function isToBeFitted({
  spec,
  startedAt,
  finishedAt,
  sizesFitted,
}: Pick<RunState, "spec" | "startedAt" | "finishedAt" | "sizesFitted">): boolean {
  return (
    (spec.lengthSeconds ?? null) !== null && startedAt === null && finishedAt === null && sizesFitted === undefined
  );
}
