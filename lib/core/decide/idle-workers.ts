import { areAllWaiting, areWorkersEnded } from "../run/run-status.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import type { DecisionView, ScenarioWork, Step } from "./decision.ts";
import { record } from "./steps.ts";

/** How long a waiting run keeps its worker processes: longer than a comment on stage, much shorter than a forgotten run waits. */
export const KEEP_WORKERS_MS = 60_000;

/** Ends the workers of a run that has waited for long, and starts them again when it continues. */
export function decideIdleWorkers(view: DecisionView): Step[] {
  const { state, nowMs } = view;
  if (state.startedAt === null) return [];
  const works = listOpen(state).map(({ id }) => view.work.get(id));
  if (works.length === 0) return [];
  if (!areWorkersEnded(state)) {
    const endMs = computeWorkersEndMs(view);
    const isDue = endMs !== null && nowMs >= endMs && works.every((work) => !isStarting(work));
    return isDue ? [record({ type: "workers.ended" }), { type: "close-crews" }] : [];
  }
  if (works.every(isReady)) return [record({ type: "workers.started" })];
  if (!areAllWaiting(state)) return works.some(lacksWorkers) ? [{ type: "restart-workers" }] : [];
  // a command needed the crews without starting them
  const isOpen = works.some((work) => work !== undefined) && works.every(lacksWorkers);
  return isOpen ? [{ type: "close-crews" }] : [];
}

/** Run time at which the workers of a waiting run are ended; null when it does not wait, or has none. */
export function computeWorkersEndMs({ state }: Pick<DecisionView, "state">): number | null {
  if (state.startedAt === null || areWorkersEnded(state) || !areAllWaiting(state)) return null;
  const since = listOpen(state).map(({ spans }) => spans.at(-1)?.fromMs ?? 0);
  return Math.max(state.workersStartedMs ?? 0, ...since) + KEEP_WORKERS_MS;
}

/** Whether a started scenario has no worker and none is starting. */
export function lacksWorkers(work: ScenarioWork | undefined): boolean {
  if (work === undefined) return true;
  const { fatal, failedStarts, freeWorkers, inFlight, startingWorkers } = work;
  return fatal === null && failedStarts.length === 0 && freeWorkers + inFlight.length + startingWorkers === 0;
}

/** A new attempt starts its own workers before it begins. */
function listOpen(state: RunState): readonly ScenarioState[] {
  return state.scenarios.filter((scenario) => !isEnded(scenario) && scenario.status !== "pending");
}

function isStarting(work: ScenarioWork | undefined): boolean {
  return work !== undefined && work.startingWorkers > 0;
}

function isReady(work: ScenarioWork | undefined): boolean {
  return work !== undefined && !lacksWorkers(work) && !isStarting(work);
}
