import { requireScenarioSpec } from "../run/scenarios.ts";
import type { DecisionView, ScenarioEnding, ScenarioWork } from "./decision.ts";
import { computeAttemptMs } from "../run/elapsed.ts";
import type { ScenarioSpec } from "../run/spec.ts";
import type { ScenarioState } from "../run/state.ts";
import { isSameError } from "../metrics/item-errors.ts";
import { describeItemErrors } from "../words/describe-item-errors.ts";
import { limitMessages } from "../words/refusals.ts";

/** How a scenario that has not ended ends now; null when it continues. */
export function decideEnding(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): ScenarioEnding | null {
  if (work.fatal !== null) return { status: "failed", ...work.fatal };
  const spec = requireScenarioSpec(view.state, scenario.id);
  const tooMany = judgeTolerance(spec, scenario, work);
  if (tooMany !== null) return tooMany;
  if (scenario.status !== "running") return null;
  const isBudgetUsedUp = computeAttemptMs(scenario, view.nowMs) >= spec.timeBudgetMs;
  const isAllDone = work.done.size >= spec.items;
  // at the end of a time budget or at the cap, batches in flight are not awaited
  const isCutOff = isBudgetUsedUp || view.state.capped !== null;
  if (isAllDone && (isCutOff || work.inFlight.length === 0)) return { status: "complete" };
  return isBudgetUsedUp ? failByBudget(spec, work) : null;
}

/** How many items may fail: ⌊errorTolerance · items⌋, where 1e-9 keeps 0.29 · 100 from being rounded to 28. */
export function computeAllowedFailures(spec: Pick<ScenarioSpec, "errorTolerance" | "items">): number {
  return Math.floor(spec.errorTolerance * spec.items + 1e-9);
}

/** Its kind is that of the most frequent error. */
function judgeTolerance(spec: ScenarioSpec, scenario: ScenarioState, work: ScenarioWork): ScenarioEnding | null {
  const { itemsFailed } = work.measured;
  const allowed = computeAllowedFailures(spec);
  if (itemsFailed <= allowed) return null;
  const { itemErrors } = work;
  const commonest = itemErrors[0]?.text ?? "";
  const kind = scenario.batchFailures?.findLast(({ message }) => isSameError(message, commonest))?.kind ?? "exception";
  const reasons = describeItemErrors(itemErrors, itemsFailed);
  return { status: "failed", kind, message: limitMessages.tolerance(itemsFailed, spec, allowed, reasons) };
}

function failByBudget(spec: ScenarioSpec, work: ScenarioWork): ScenarioEnding {
  const message = limitMessages.timeBudget(spec.timeBudgetMs, work.done.size, spec.items);
  return { status: "failed", kind: "timeout", message };
}
