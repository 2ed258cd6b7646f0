import { projectFinishes, type FinishProjection } from "./projection.ts";
import type { RunState } from "../run/state.ts";

/** How much active time a scenario has left; waiting at milestones comes on top. */
export type Eta = {
  readonly remainingMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** "own": by its own pace; "smaller": by what the smaller scenarios took */
  readonly basis: FinishProjection["basis"];
};

/** B10. The active time that the run played on gives; null when the scenario has ended or nothing tells. */
export function computeEta(state: RunState, scenarioId: string, nowMs: number): Eta | null {
  const finish = projectFinishes(state, nowMs).find((each) => each.scenarioId === scenarioId);
  if (finish === undefined) return null;
  const { activeMs: remainingMs, lowActiveMs: lowMs, highActiveMs: highMs, basis } = finish;
  return { remainingMs, lowMs, highMs, basis };
}
