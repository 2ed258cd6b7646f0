import { memoize } from "../kit/memoize.ts";
import { spanMs } from "./spans.ts";
import type { ScenarioState, Span } from "./state.ts";

/** Milliseconds of the running spans that have ended: of all but the last. */
const sumEndedMs = memoize((spans: readonly Span[]): number => {
  let endedMs = 0;
  for (const span of spans.slice(0, -1)) if (span.kind === "running") endedMs += spanMs(span, span.fromMs);
  return endedMs;
});

/** Active time of a scenario in milliseconds: the sum of its running spans, without holds, pauses and recoveries. */
export function computeElapsedMs({ spans }: Pick<ScenarioState, "spans">, nowMs: number): number {
  const last = spans.at(-1);
  return sumEndedMs(spans) + (last?.kind === "running" ? spanMs(last, nowMs) : 0);
}

/** Active time of the current attempt in milliseconds, which the time budget limits. */
export function computeAttemptMs(scenario: Pick<ScenarioState, "spans" | "earlierElapsedMs">, nowMs: number): number {
  return Math.max(0, computeElapsedMs(scenario, nowMs) - scenario.earlierElapsedMs);
}
