import type { ScenarioTotals } from "../../core/run/totals.ts";
import type { MilestoneCheckpoint, ScenarioCheckpoint } from "../../core/ports/event-log.ts";
import type { RunState } from "../../core/run/state.ts";
import type { Crew } from "../crew/crew.ts";

export function checkpointScenario(
  crew: Crew,
  attempt: number,
  totals: ScenarioTotals,
  kind: ScenarioCheckpoint["kind"],
  percent: number | null,
): ScenarioCheckpoint {
  return {
    scenarioId: crew.scenarioId,
    attempt,
    percent,
    kind,
    // a new attempt continues from a failure checkpoint and repeats failed items
    doneRanges: kind === "failure" ? crew.tally.rightRanges() : crew.tally.done.ranges(),
    elapsedMs: totals.elapsedMs,
    quality: totals.quality,
  };
}

export function checkpointMilestone(state: RunState, percent: number): MilestoneCheckpoint {
  const statuses = state.scenarios.map((scenario) => [
    scenario.id,
    { status: scenario.status, itemsDone: scenario.totals.itemsDone, quality: scenario.totals.quality },
  ]);
  return { percent, statuses: Object.fromEntries(statuses) };
}
