import { requireScenarioSpec } from "../run/scenarios.ts";
import { computeTimeoutMs } from "./barrier.ts";
import { computeSpendingCheckMs } from "./cap.ts";
import { computeStallMs } from "./stall.ts";
import { computeWorkersEndMs } from "./idle-workers.ts";
import type { DecisionView, Step } from "./decision.ts";
import { computeAttemptMs } from "../run/elapsed.ts";
import type { ScenarioState } from "../run/state.ts";

/** The next run time at which a decision may change by time alone: a limit, a due retry, or a check of the spending. */
export function decideWake(view: DecisionView): Step[] {
  const { nowMs } = view;
  const running = view.state.scenarios.filter((scenario) => scenario.status === "running");
  const moments = [
    ...running.flatMap((scenario) => listMoments(view, scenario)),
    computeTimeoutMs(view),
    computeSpendingCheckMs(view),
    computeWorkersWakeMs(view),
  ].filter((moment) => moment !== null);
  if (moments.length === 0) return [];
  // rounded up to a whole millisecond after now: a timer that fires too early would make the runner spin
  return [{ type: "wake", atMs: Math.floor(Math.max(nowMs, Math.min(...moments))) + 1 }];
}

/** null once that time has passed: workers that are still starting then trigger the next decision. */
function computeWorkersWakeMs(view: DecisionView): number | null {
  const endMs = computeWorkersEndMs(view);
  return endMs !== null && endMs > view.nowMs ? endMs : null;
}

function listMoments(view: DecisionView, scenario: ScenarioState): (number | null)[] {
  const { state, nowMs, work } = view;
  const own = work.get(scenario.id);
  const { timeBudgetMs } = requireScenarioSpec(state, scenario.id);
  let retryMs: number | null = null;
  for (const { retryAtMs } of scenario.brokenBatches)
    if (retryAtMs !== null && retryAtMs > nowMs) retryMs = Math.min(retryAtMs, retryMs ?? Infinity);
  return [
    nowMs + timeBudgetMs - computeAttemptMs(scenario, nowMs),
    own === undefined ? null : computeStallMs(view, scenario, own),
    retryMs,
  ];
}
