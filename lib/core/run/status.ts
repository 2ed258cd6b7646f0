import { isEveryoneHalted } from "../gates/barrier.ts";
import type { RunState, RunStatus } from "./state.ts";
import { isEnded } from "./transitions.ts";

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
