import { requireScenarioSpec } from "../run/scenarios.ts";
import type { DecisionView, ScenarioWork, Step } from "./decision.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import type { ScenarioState } from "../run/state.ts";
import { record } from "./steps.ts";
import { limitMessages } from "../words/refusals.ts";

const MIN_QUIET_MS = 5_000;
const UNUSUAL_FACTOR = 8;

/** Ends batches without progress for the stall limit, and reports once a scenario that is silent much longer than usual. */
export function decideStall(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): Step[] {
  const { stallLimitMs } = view.state.spec;
  const stuck = work.inFlight.filter(({ aliveAtMs }) => view.nowMs - aliveAtMs >= stallLimitMs);
  const endings = stuck.map(({ range: [fromItem, toItem] }): Step => {
    const message = limitMessages.stall(stallLimitMs);
    return { type: "end-batch", scenarioId: scenario.id, fromItem, toItem, kind: "timeout", message };
  });
  const warnAtMs = computeWarningMs(view, scenario, work);
  if (warnAtMs === null || view.nowMs < warnAtMs) return endings;
  const quietMs = view.nowMs - quietSince(work);
  return [record({ type: "scenario.stalled", scenarioId: scenario.id, quietMs }), ...endings];
}

/** Run time at which the next batch is ended or the next warning is due; null when no batch is in flight. */
export function computeStallMs(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): number | null {
  if (work.inFlight.length === 0) return null;
  const endsAtMs = Math.min(...work.inFlight.map(({ aliveAtMs }) => aliveAtMs)) + view.state.spec.stallLimitMs;
  return Math.min(endsAtMs, computeWarningMs(view, scenario, work) ?? endsAtMs);
}

/**
 * Silence is unusual after max(5 s, 8 × the mean time between finished items so far). While the scenario waits for a retry,
 * holds or is paused, no batch is in flight and nothing is reported. The result may be too early, never too late.
 */
function computeWarningMs(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): number | null {
  if (work.inFlight.length === 0 || scenario.stalledSinceMs !== null) return null;
  const { itemsDone } = work.measured;
  if (itemsDone >= requireScenarioSpec(view.state, scenario.id).items) return null;
  const sinceMs = quietSince(work);
  // called at every decision: the usual time matters only after the minimum silence
  if (view.nowMs < sinceMs + MIN_QUIET_MS) return sinceMs + MIN_QUIET_MS;
  const usualMs = itemsDone === 0 ? 0 : computeElapsedMs(scenario, sinceMs) / itemsDone;
  return sinceMs + Math.max(MIN_QUIET_MS, UNUSUAL_FACTOR * usualMs);
}

function quietSince({ inFlight, lastFinishedMs }: ScenarioWork): number {
  return Math.max(lastFinishedMs ?? 0, ...inFlight.map(({ aliveAtMs }) => aliveAtMs));
}
