import { requireScenarioSpec } from "./barrier-view.ts";
import { computeTimeoutMs } from "./decide-barrier.ts";
import type { DecisionView, Step } from "./decision.ts";
import { computeElapsedMs } from "./elapsed.ts";

/** The next moment at which time alone changes something: a wait limit or a time budget. */
export function decideWake(view: DecisionView): Step[] {
  const { state, nowMs } = view;
  const budgets = state.scenarios
    .filter((scenario) => scenario.status === "running")
    .map(
      (scenario) => nowMs + requireScenarioSpec(state, scenario.id).timeBudgetMs - computeElapsedMs(scenario, nowMs),
    );
  const timeoutMs = computeTimeoutMs(view);
  const moments = timeoutMs === null ? budgets : [...budgets, timeoutMs];
  if (moments.length === 0) return [];
  // Whole and later than now: a moment that rounding puts a hair early would have the runner spin.
  return [{ type: "wake", atMs: Math.floor(Math.max(nowMs, Math.min(...moments))) + 1 }];
}
