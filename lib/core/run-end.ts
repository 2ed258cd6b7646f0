import type { RunEndStatus } from "./run/events.ts";
import type { RunState } from "./run/state.ts";

/**
 * What the run as a whole has come to once every scenario has ended: complete when all are; failed when all failed;
 * cancelled when none is complete and some were cancelled; partial otherwise: some result stands, some is missing.
 */
export function computeEndStatus(state: Pick<RunState, "scenarios">): RunEndStatus {
  const statuses = new Set(state.scenarios.map(({ status }) => status));
  if (statuses.has("complete")) return statuses.size === 1 ? "complete" : "partial";
  return statuses.has("cancelled") ? "cancelled" : "failed";
}
