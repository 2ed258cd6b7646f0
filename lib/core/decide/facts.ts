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

/** The fact to record after an end-scenario step, when `work` includes everything its workers finished. */
export function factForEnding(
  view: Pick<DecisionView, "state" | "nowMs">,
  step: Extract<Step, { type: "end-scenario" }>,
  { measured, itemErrors }: Pick<ScenarioWork, "measured" | "itemErrors">,
): UnstampedFact {
  const { scenarioId, ending } = step;
  const totals = totalsOf(view.state, { scenarioId, measured }, view.nowMs);
  const ended = { scenarioId, totals, ...(itemErrors.length === 0 ? {} : { itemErrors }) };
  if (ending.status === "complete") return { type: "scenario.completed", ...ended };
  if (ending.status === "cancelled") return { type: "scenario.cancelled", ...ended };
  return { type: "scenario.failed", ...ended, kind: ending.kind, message: ending.message };
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
