import type { DecisionView, ScenarioEnding, ScenarioWork, Step, UnreportedFailure } from "./decision.ts";
import { countItems, intersectRanges, type Range } from "../kit/ranges.ts";
import type { RetryPolicy } from "../run/spec.ts";
import type { OpenBatchFailure, ScenarioState } from "../run/state.ts";
import { endScenarioStep, record } from "./steps.ts";

/** Wait before the next automatic try: backoffMs · 2^(tries − 1), so 0.5 s, 1 s, 2 s … */
export function computeBackoffMs({ backoffMs }: Pick<RetryPolicy, "backoffMs">, tries: number): number {
  return backoffMs * 2 ** (tries - 1);
}

/** Whether a broken batch is not to be tried yet: its back-off lasts, or the presenter has to say a word. */
export function isWaitingForRetry({ next, retryAtMs }: OpenBatchFailure, nowMs: number): boolean {
  return next === "presenter" || (retryAtMs !== null && retryAtMs > nowMs);
}

/** Facts about batches that have failed since core was last asked, with what follows; and of those that are done at last. */
export function decideBatchFailures(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): Step[] {
  const told = work.unreported.flatMap((failure) => tellFailure(view, scenario, failure));
  const ending = told.findIndex(({ type }) => type === "end-scenario");
  return [
    ...told.filter(({ type }, index) => type !== "end-scenario" || index === ending),
    ...scenario.brokenBatches.filter((batch) => isDone(batch, work)).map((batch) => tellRecovery(scenario, batch)),
  ];
}

function tellFailure(view: DecisionView, scenario: ScenarioState, failure: UnreportedFailure): Step[] {
  const { retry } = view.state.spec;
  const { fromItem, toItem, kind, message } = failure;
  const before = scenario.brokenBatches.filter((batch) => batch.fromItem < toItem && fromItem < batch.toItem);
  const tries = 1 + Math.max(0, ...before.map((batch) => batch.tries));
  const next = tries <= retry.limit ? retry.mode : "none";
  const retryAtMs = next === "automatic" ? view.nowMs + computeBackoffMs(retry, tries) : null;
  const told = record({
    type: "batch.failed",
    scenarioId: scenario.id,
    fromItem,
    toItem,
    kind,
    message,
    tries,
    next,
    retryAtMs,
  });
  return next === "none" ? [told, giveUp(scenario.id, failure)] : [told];
}

/** Items that overrun their memory at every try end the scenario, whatever it tolerates: the next would do the same. */
function giveUp(scenarioId: string, { fromItem, toItem, kind, message }: UnreportedFailure): Step {
  const ending: ScenarioEnding = { status: "failed", kind, message };
  return kind === "memory"
    ? endScenarioStep(scenarioId, ending)
    : { type: "fail-items", scenarioId, fromItem, toItem, message };
}

function tellRecovery(scenario: ScenarioState, { fromItem, toItem, tries }: OpenBatchFailure): Step {
  return record({ type: "batch.recovered", scenarioId: scenario.id, fromItem, toItem, tries: tries + 1 });
}

function isDone({ fromItem, toItem }: OpenBatchFailure, { doneRanges }: ScenarioWork): boolean {
  const stretch: Range = [fromItem, toItem];
  return countItems(intersectRanges(doneRanges, stretch)) === toItem - fromItem;
}

/** The broken batches of a scenario that wait and that nobody is trying right now. */
export function selectWaitingForRetry(scenario: ScenarioState, nowMs: number): readonly OpenBatchFailure[] {
  return scenario.brokenBatches.filter((batch) => isWaitingForRetry(batch, nowMs));
}
