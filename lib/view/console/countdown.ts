import { isRunOver } from "../../core/run/run-status.ts";
import type { RunState } from "../../core/run/state.ts";

/** What is left of the planned length, which counts no holds and no pauses; below 0: the run takes longer. Null without a plan. */
export function selectCountdownMs({ spec, status, startedAt, scenarios }: RunState): number | null {
  const seconds = spec.estimate?.total.likelySeconds ?? null;
  if (seconds === null || startedAt === null || isRunOver(status)) return null;
  return seconds * 1_000 - Math.max(0, ...scenarios.map(({ totals }) => totals.elapsedMs));
}
