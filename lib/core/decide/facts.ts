import { requireScenario } from "../run/scenarios.ts";
import type { ScenarioTotals } from "../run/totals.ts";
import type { DecisionView, ScenarioWork, Step, UnstampedFact } from "./decision.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import type { RunState } from "../run/state.ts";

/** A scenario's totals at a moment of the run's time: what was measured, and its elapsed time by the facts. */
export function totalsOf(
  state: RunState,
  work: Pick<ScenarioWork, "scenarioId" | "measured">,
  nowMs: number,
): ScenarioTotals {
  return { ...work.measured, elapsedMs: computeElapsedMs(requireScenario(state, work.scenarioId), nowMs) };
}

/** The fact to record once an end-scenario step is done and `measured` counts all that its workers had finished. */
export function factForEnding(
  view: Pick<DecisionView, "state" | "nowMs">,
  step: Extract<Step, { type: "end-scenario" }>,
  measured: ScenarioWork["measured"],
): UnstampedFact {
  const { scenarioId, ending } = step;
  const totals = totalsOf(view.state, { scenarioId, measured }, view.nowMs);
  if (ending.status === "complete") return { type: "scenario.completed", scenarioId, totals };
  if (ending.status === "cancelled") return { type: "scenario.cancelled", scenarioId, totals };
  return { type: "scenario.failed", scenarioId, kind: ending.kind, message: ending.message, totals };
}

/** The fact to record once a retry-scenario step is done and `measured` counts what stays of the attempts before. */
export function factForRetry(
  view: Pick<DecisionView, "state" | "nowMs">,
  step: Extract<Step, { type: "retry-scenario" }>,
  measured: ScenarioWork["measured"],
): UnstampedFact {
  const { scenarioId, attempt, reason, load } = step;
  const totals = totalsOf(view.state, { scenarioId, measured }, view.nowMs);
  return { type: "scenario.retried", scenarioId, attempt, reason, load, totals };
}
