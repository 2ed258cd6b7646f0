import { requireScenarioSpec } from "../run/scenarios.ts";
import { computeTimeoutMs } from "./barrier.ts";
import { computeSpendingCheckMs } from "./cap.ts";
import { computeStallMs } from "./stall.ts";
import type { DecisionView, Step } from "./decision.ts";
import { computeAttemptMs } from "../run/elapsed.ts";
import type { ScenarioState } from "../run/state.ts";

/** The next moment at which time alone changes something: a limit, a retry that is due, or money that has been spent. */
export function decideWake(view: DecisionView): Step[] {
  const { nowMs } = view;
  const running = view.state.scenarios.filter((scenario) => scenario.status === "running");
  const moments = [
    ...running.flatMap((scenario) => listMoments(view, scenario)),
    computeTimeoutMs(view),
    computeSpendingCheckMs(view),
  ].filter((moment) => moment !== null);
  if (moments.length === 0) return [];
  // Whole and later than now: a moment that rounding puts a hair early would have the runner spin.
  return [{ type: "wake", atMs: Math.floor(Math.max(nowMs, Math.min(...moments))) + 1 }];
}

function listMoments(view: DecisionView, scenario: ScenarioState): (number | null)[] {
  const { state, nowMs, work } = view;
  const own = work.get(scenario.id);
  const { timeBudgetMs } = requireScenarioSpec(state, scenario.id);
  const retries = scenario.brokenBatches.flatMap(({ retryAtMs }) => retryAtMs ?? []).filter((atMs) => atMs > nowMs);
  return [
    nowMs + timeBudgetMs - computeAttemptMs(scenario, nowMs),
    own === undefined ? null : computeStallMs(view, scenario, own),
    ...retries,
  ];
}
