import { requireScenarioSpec } from "./barrier-view.ts";
import { projectActiveMs, type ActiveProjection } from "./judgement/project-active.ts";
import type { RunState } from "./state.ts";
import { requireScenario } from "./totals.ts";
import { isEnded } from "./transitions.ts";

/** How much active time a scenario has left; waiting at milestones comes on top. */
export type Eta = {
  readonly remainingMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** "own": by its own pace; "smaller": by what the smaller scenarios took */
  readonly basis: ActiveProjection["basis"];
};

/** B10. Remaining = projected active time of the whole less what has passed, never below 0; null when it ended or nothing tells. */
export function computeEta(state: RunState, scenarioId: string, nowMs: number): Eta | null {
  const scenario = requireScenario(state, scenarioId);
  if (isEnded(scenario)) return null;
  const projection = projectActiveMs(state, scenario, nowMs);
  if (projection === null) return null;
  const { items } = requireScenarioSpec(state, scenarioId);
  const shareLeft = Math.max(0, 1 - scenario.totals.itemsDone / items);
  const { perItemMs, lowPerItemMs, highPerItemMs, basis } = projection;
  return {
    remainingMs: perItemMs * items * shareLeft,
    lowMs: lowPerItemMs * items * shareLeft,
    highMs: highPerItemMs * items * shareLeft,
    basis,
  };
}
