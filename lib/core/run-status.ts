import { isEveryoneHalted } from "./barrier-view.ts";
import type { RunEndStatus } from "./events.ts";
import type { RunState, RunStatus } from "./state.ts";
import { isEnded } from "./transitions.ts";

/** The run's status as its facts give it: where it stands before the start and after the end, else what its scenarios do. */
export function computeRunStatus(state: Pick<RunState, "status" | "startedAt" | "finishedAt" | "scenarios">): RunStatus {
  if (state.startedAt === null || state.finishedAt !== null) return state.status;
  if (isEveryoneHalted(state)) return "paused";
  const runs = state.scenarios.some((scenario) => scenario.status === "running");
  const holds = state.scenarios.some((scenario) => scenario.waitingAtGate !== null);
  return holds && !runs ? "holding" : "running";
}

/** How a run ends whose scenarios have all ended: partial = something stands beside what failed or was cancelled. */
export function computeEndStatus(state: Pick<RunState, "scenarios">): RunEndStatus {
  const has = (status: string): boolean => state.scenarios.some((scenario) => scenario.status === status);
  if (state.scenarios.every((scenario) => scenario.status === "complete")) return "complete";
  if (has("complete")) return "partial";
  return has("failed") ? "failed" : "cancelled";
}

/** Whether every scenario has ended, so that only run.finished is missing. */
export function isEveryoneEnded(state: Pick<RunState, "scenarios">): boolean {
  return state.scenarios.every(isEnded);
}
