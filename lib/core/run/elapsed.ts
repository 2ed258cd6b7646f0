import { spanMs } from "./spans.ts";
import type { ScenarioState } from "./state.ts";

/** Milliseconds that a scenario has been at work: the sum of its running spans, so that no hold, halt or recovery counts. */
export function computeElapsedMs(scenario: Pick<ScenarioState, "spans">, nowMs: number): number {
  let elapsedMs = 0;
  for (const span of scenario.spans) if (span.kind === "running") elapsedMs += spanMs(span, nowMs);
  return elapsedMs;
}

/** The part of it that belongs to the current attempt: what its time budget bounds. */
export function computeAttemptMs(scenario: Pick<ScenarioState, "spans" | "earlierElapsedMs">, nowMs: number): number {
  return Math.max(0, computeElapsedMs(scenario, nowMs) - scenario.earlierElapsedMs);
}
