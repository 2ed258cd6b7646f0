import { requireScenarioSpec } from "../run/scenarios.ts";
import type { DecisionView, ScenarioWork, Step } from "./decision.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import type { ScenarioState } from "../run/state.ts";
import { record } from "./steps.ts";

const LEAST_QUIET_MS = 5_000;
const UNUSUAL = 8;

/** Ends batches that have stood still for too long, and warns once of a scenario that is quiet for far longer than usual. */
export function decideStall(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): Step[] {
  const { stallLimitMs } = view.state.spec;
  const stuck = work.inFlight.filter(({ aliveAtMs }) => view.nowMs - aliveAtMs >= stallLimitMs);
  const endings = stuck.map(({ range: [fromItem, toItem] }): Step => {
    const message = `Nothing was finished for ${stallLimitMs / 1_000} s.`;
    return { type: "end-batch", scenarioId: scenario.id, fromItem, toItem, kind: "timeout", message };
  });
  const warnAtMs = computeWarningMs(view, scenario, work);
  if (warnAtMs === null || view.nowMs < warnAtMs) return endings;
  const quietMs = view.nowMs - quietSince(work);
  return [record({ type: "scenario.stalled", scenarioId: scenario.id, quietMs }), ...endings];
}

/** When time alone has something stuck ended or warned of; null when nothing is under way. */
export function computeStallMs(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): number | null {
  if (work.inFlight.length === 0) return null;
  const endsAtMs = Math.min(...work.inFlight.map(({ aliveAtMs }) => aliveAtMs)) + view.state.spec.stallLimitMs;
  return Math.min(endsAtMs, computeWarningMs(view, scenario, work) ?? endsAtMs);
}

/**
 * Silence is unusual beyond max(5 s, 8 × the mean time between finished items so far). Waiting for a retry, a hold or a
 * pause is no silence: nothing is under way then. The answer may be too early, never too late.
 */
function computeWarningMs(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): number | null {
  if (work.inFlight.length === 0 || scenario.stalledSinceMs !== null) return null;
  const { itemsDone } = work.measured;
  if (itemsDone >= requireScenarioSpec(view.state, scenario.id).items) return null;
  const sinceMs = quietSince(work);
  // asked at every decision: how long is usual matters only once the least silence is over
  if (view.nowMs < sinceMs + LEAST_QUIET_MS) return sinceMs + LEAST_QUIET_MS;
  const usualMs = itemsDone === 0 ? 0 : computeElapsedMs(scenario, sinceMs) / itemsDone;
  return sinceMs + Math.max(LEAST_QUIET_MS, UNUSUAL * usualMs);
}

function quietSince({ inFlight, lastFinishedMs }: ScenarioWork): number {
  return Math.max(lastFinishedMs ?? 0, ...inFlight.map(({ aliveAtMs }) => aliveAtMs));
}
