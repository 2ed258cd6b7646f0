import { computeBackoffMs } from "./batch-failures.ts";
import type { DecisionView, ScenarioWork, Step } from "./decision.ts";
import { decideEnding } from "./ending.ts";
import type { ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import { endScenarioStep, record } from "./steps.ts";

/**
 * Facts about workers that ended before they were ready, and what follows: they are tried again as often and after the same
 * back-off as failed batches, always automatically, since no item is at stake. Then the scenario continues without them.
 */
export function decideWorkers(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): Step[] {
  const { id: scenarioId, failedStart = null } = scenario;
  if (work.failedStarts.length > 0) return reportFailedStarts(view, scenario, work);
  if (failedStart?.next !== "automatic" || work.startingWorkers > 0) return [];
  return [record({ type: "worker.recovered", scenarioId, tries: failedStart.tries + 1 })];
}

/** Workers that fail while others wait for their back-off belong to the same try. */
function reportFailedStarts({ state }: DecisionView, scenario: ScenarioState, work: ScenarioWork): Step[] {
  const { id: scenarioId, failedStart = null } = scenario;
  const { retry } = state.spec;
  const before = failedStart?.tries ?? 0;
  const tries = before > 0 && work.waitingWorkers > 0 ? before : before + 1;
  const isRetried = tries <= retry.limit;
  const next = isRetried ? "automatic" : "none";
  const retryInMs = isRetried ? computeBackoffMs(retry, tries) : null;
  return work.failedStarts.flatMap(({ kind, message }): Step[] => [
    record({ type: "worker.failed", scenarioId, kind, message, tries, next, retryInMs }),
    retryInMs === null
      ? { type: "continue-without-worker", scenarioId, kind, message }
      : { type: "start-worker", scenarioId, afterMs: retryInMs },
  ]);
}

/** The steps while scenarios prepare, before they start together: failed workers, and scenarios that are left without one. */
export function decidePreparation(view: DecisionView): Step[] {
  return selectOpen(view).flatMap(([scenario, work]): Step[] => {
    const steps = decideWorkers(view, scenario, work);
    if (steps.length > 0) return steps;
    const ending = decideEnding(view, scenario, work);
    return ending === null ? [] : [endScenarioStep(scenario.id, ending)];
  });
}

/** Whether no scenario has a worker that is starting or is to be started again; ended scenarios do not count. */
export function isPrepared(view: DecisionView): boolean {
  return selectOpen(view).every(([, work]) => work.startingWorkers === 0) && decidePreparation(view).length === 0;
}

function selectOpen({ state, work }: DecisionView): [ScenarioState, ScenarioWork][] {
  return state.scenarios.flatMap((scenario): [ScenarioState, ScenarioWork][] => {
    const own = work.get(scenario.id);
    return own === undefined || isEnded(scenario) ? [] : [[scenario, own]];
  });
}
