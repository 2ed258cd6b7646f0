import { requireScenario } from "../run/scenarios.ts";
import type { ScenarioTotals } from "../run/totals.ts";
import type { DecisionView, ScenarioWork, Step, UnstampedFact } from "./decision.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import type { RunState } from "../run/state.ts";

/** A scenario's totals at a run time: the measured figures, with the elapsed time from the facts. */
export function totalsOf(
  state: RunState,
  work: Pick<ScenarioWork, "scenarioId" | "measured">,
  nowMs: number,
): ScenarioTotals {
  return { ...work.measured, elapsedMs: computeElapsedMs(requireScenario(state, work.scenarioId), nowMs) };
}

/** The fact to record after an end-scenario step, when `measured` includes everything its workers finished. */
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

/** The fact to record after a retry-scenario step, when `measured` counts what is kept of earlier attempts. */
export function factForRetry(
  view: Pick<DecisionView, "state" | "nowMs">,
  step: Extract<Step, { type: "retry-scenario" }>,
  measured: ScenarioWork["measured"],
): UnstampedFact {
  const { scenarioId, attempt, reason, load } = step;
  const totals = totalsOf(view.state, { scenarioId, measured }, view.nowMs);
  return { type: "scenario.retried", scenarioId, attempt, reason, load, totals };
}

/**
 * skill.changed when a started run continues with another version of its skill than the one it was started with. Recorded
 * once per version, since results may differ from then on. `installedVersion`: null when the skill is not installed.
 */
export function factsForSkillChange(
  { spec, startedAt, skillChanged }: Pick<RunState, "spec" | "startedAt" | "skillChanged">,
  installedVersion: string | null,
): UnstampedFact[] {
  const known = skillChanged?.installedVersion ?? spec.skillVersion;
  if (
    startedAt === null ||
    installedVersion === null ||
    installedVersion === known ||
    installedVersion === spec.skillVersion
  )
    return [];
  return [{ type: "skill.changed", recordedVersion: spec.skillVersion, installedVersion }];
}
