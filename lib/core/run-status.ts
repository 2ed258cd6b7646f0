import { isEveryoneHalted } from "./barrier-view.ts";
import type { RunState, RunStatus } from "./state.ts";
import { isEnded } from "./transitions.ts";

export const RUN_STATUSES = [
  "queued",
  "preparing",
  "running",
  "holding",
  "paused",
  "complete",
  "partial",
  "failed",
  "cancelled",
] as const satisfies readonly RunStatus[];

const OVER: ReadonlySet<RunStatus> = new Set(["complete", "partial", "failed", "cancelled"]);

/** Whether the run has finished; a new attempt of a scenario opens it again. */
export function isRunOver(status: RunStatus): boolean {
  return OVER.has(status);
}

/** The run's status as its facts give it: where it stands before the start and after the end, else what its scenarios do. */
export function computeRunStatus(
  state: Pick<RunState, "status" | "startedAt" | "finishedAt" | "scenarios">,
): RunStatus {
  if (state.startedAt === null || state.finishedAt !== null) return state.status;
  if (isEveryoneHalted(state)) return "paused";
  const runs = state.scenarios.some((scenario) => scenario.status === "running");
  const holds = state.scenarios.some(
    ({ waitingAtGate, pauseReason }) => waitingAtGate !== null || pauseReason === "retry",
  );
  return holds && !runs ? "holding" : "running";
}

/** Whether every scenario has ended, so that only run.finished is missing. */
export function isEveryoneEnded(state: Pick<RunState, "scenarios">): boolean {
  return state.scenarios.every(isEnded);
}
