import { requireScenarioSpec } from "../run/scenarios.ts";
import type { DecisionView, ScenarioEnding, ScenarioWork } from "./decision.ts";
import { computeAttemptMs } from "../run/elapsed.ts";
import { countItems } from "../kit/ranges.ts";
import type { ScenarioSpec } from "../run/spec.ts";
import type { ScenarioState } from "../run/state.ts";

/** How a scenario that has not ended is to end now; null when it goes on. */
export function decideEnding(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): ScenarioEnding | null {
  if (work.fatal !== null) return { status: "failed", ...work.fatal };
  const spec = requireScenarioSpec(view.state, scenario.id);
  const tooMany = judgeTolerance(spec, work);
  if (tooMany !== null) return tooMany;
  if (scenario.status !== "running") return null;
  const isOver = computeAttemptMs(scenario, view.nowMs) >= spec.timeBudgetMs;
  const isAllDone = countItems(work.doneRanges) >= spec.items;
  // the last words of a batch are not waited for at the end of a time budget or of a cap
  const isCutOff = isOver || view.state.capped !== null;
  if (isAllDone && (isCutOff || work.inFlight.length === 0)) return { status: "complete" };
  return isOver ? failByBudget(spec, work) : null;
}

/** How many items may fail; the sliver keeps 0.29 · 100 from counting as 28. */
export function computeAllowedFailures(spec: Pick<ScenarioSpec, "errorTolerance" | "items">): number {
  return Math.floor(spec.errorTolerance * spec.items + 1e-9);
}

function judgeTolerance(spec: ScenarioSpec, work: ScenarioWork): ScenarioEnding | null {
  const { itemsFailed } = work.measured;
  const allowed = computeAllowedFailures(spec);
  if (itemsFailed <= allowed) return null;
  const count = `${itemsFailed} of ${spec.items} items failed, ${allowed} may`;
  const { kind, message } = work.lastFailure ?? { kind: "exception", message: "" };
  return { status: "failed", kind, message: message === "" ? `${count}.` : `${message} (${count})` };
}

function failByBudget(spec: ScenarioSpec, work: ScenarioWork): ScenarioEnding {
  const done = countItems(work.doneRanges);
  const message = `Its time budget of ${spec.timeBudgetMs / 1_000} s is used up with ${done} of ${spec.items} items finished.`;
  return { status: "failed", kind: "timeout", message };
}
