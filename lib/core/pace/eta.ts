import { projectFinishes, type FinishProjection } from "./projection.ts";
import type { RunState } from "../run/state.ts";

/** Remaining active time of a scenario in milliseconds, without waiting at milestones. */
export type Eta = {
  readonly remainingMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** "own": from its own pace; "smaller": from the smaller scenarios */
  readonly basis: FinishProjection["basis"];
};

/** B10. The remaining active time by simulation (projection.ts); null when the scenario has ended or there is no basis yet. */
export function computeEta(state: RunState, scenarioId: string, nowMs: number): Eta | null {
  const finish = projectFinishes(state, nowMs).find((each) => each.scenarioId === scenarioId);
  if (finish === undefined) return null;
  const { activeMs: remainingMs, lowActiveMs: lowMs, highActiveMs: highMs, basis } = finish;
  return { remainingMs, lowMs, highMs, basis };
}
