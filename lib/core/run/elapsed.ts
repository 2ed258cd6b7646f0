import { spanMs } from "./spans.ts";
import type { ScenarioState } from "./state.ts";

/** Active time of a scenario in milliseconds: the sum of its running spans, without holds, pauses and recoveries. */
export function computeElapsedMs(scenario: Pick<ScenarioState, "spans">, nowMs: number): number {
  let elapsedMs = 0;
  for (const span of scenario.spans) if (span.kind === "running") elapsedMs += spanMs(span, nowMs);
  return elapsedMs;
}

/** Active time of the current attempt in milliseconds, which the time budget limits. */
export function computeAttemptMs(scenario: Pick<ScenarioState, "spans" | "earlierElapsedMs">, nowMs: number): number {
  return Math.max(0, computeElapsedMs(scenario, nowMs) - scenario.earlierElapsedMs);
}
