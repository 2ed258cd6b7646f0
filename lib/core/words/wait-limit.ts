import { computeWaitedMs } from "../gates/barrier.ts";
import type { RunState } from "../run/state.ts";

/** From when on the end of a wait is worth saying. */
const NEAR_MS = 10_000;

/** ", up to 3 s more", when the wait limit is near, so that everyone sees that the hold is about to end; else "". */
export function describeWaitLimit(state: RunState, nowMs: number): string {
  const { spec, barrier } = state;
  if (spec.sync !== "milestone" || barrier === null) return "";
  const waitedMs = computeWaitedMs(state, barrier.limitFromMs ?? barrier.firstArrivalMs, nowMs);
  const leftMs = spec.waitLimitMs - waitedMs;
  return leftMs > 0 && leftMs <= NEAR_MS ? `, up to ${Math.ceil(leftMs / 1_000)} s more` : "";
}
