import type { DecisionView, ScenarioEnding, ScenarioWork, Step, UnreportedFailure } from "./decision.ts";
import { areAllDone } from "../kit/item-set.ts";
import type { RetryPolicy } from "../run/spec.ts";
import type { OpenBatchFailure, ScenarioState } from "../run/state.ts";
import { endScenarioStep, record } from "./steps.ts";

/** Backoff before the next automatic try, in milliseconds: backoffMs · 2^(tries − 1), by default 0.5 s, 1 s, 2 s … `tries` ≥1. */
export function computeBackoffMs({ backoffMs }: Pick<RetryPolicy, "backoffMs">, tries: number): number {
  return backoffMs * 2 ** (tries - 1);
}

/** Whether a failed batch waits for the end of its backoff or for the presenter. */
export function isWaitingForRetry({ next, retryAtMs }: OpenBatchFailure, nowMs: number): boolean {
  return next === "presenter" || (retryAtMs !== null && retryAtMs > nowMs);
}

/** Facts about newly failed batches with what happens next, and about failed batches that have since succeeded. */
export function decideBatchFailures(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): Step[] {
  const reported = work.unreported.flatMap((failure) => reportFailure(view, scenario, failure));
  const ending = reported.findIndex(({ type }) => type === "end-scenario");
  return [
    ...reported.filter(({ type }, index) => type !== "end-scenario" || index === ending),
    ...scenario.brokenBatches
      .filter(({ fromItem, toItem }) => areAllDone(work.done, [fromItem, toItem]))
      .map((batch) => reportRecovery(scenario, batch)),
  ];
}

function reportFailure(view: DecisionView, scenario: ScenarioState, failure: UnreportedFailure): Step[] {
  const { retry } = view.state.spec;
  const { fromItem, toItem, items, kind, message } = failure;
  const before = scenario.brokenBatches.filter((batch) => batch.fromItem < toItem && fromItem < batch.toItem);
  const tries = 1 + Math.max(0, ...before.map((batch) => batch.tries));
  const next = tries <= retry.limit ? retry.mode : "none";
  const retryAtMs = next === "automatic" ? view.nowMs + computeBackoffMs(retry, tries) : null;
  const reported = record({
    type: "batch.failed",
    scenarioId: scenario.id,
    fromItem,
    toItem,
    ...(items === undefined ? {} : { items }),
    kind,
    message,
    tries,
    next,
    retryAtMs,
  });
  return next === "none" ? [reported, failItems(scenario.id, failure)] : [reported];
}

/** Exceeding the memory limit at every try ends the scenario regardless of its tolerance: other items would do the same. */
function failItems(scenarioId: string, { fromItem, toItem, kind, message }: UnreportedFailure): Step {
  const ending: ScenarioEnding = { status: "failed", kind, message };
  return kind === "memory"
    ? endScenarioStep(scenarioId, ending)
    : { type: "fail-items", scenarioId, fromItem, toItem, message };
}

function reportRecovery(scenario: ScenarioState, { fromItem, toItem, tries }: OpenBatchFailure): Step {
  return record({ type: "batch.recovered", scenarioId: scenario.id, fromItem, toItem, tries: tries + 1 });
}

/** The failed batches of a scenario that wait for their retry. */
export function selectWaitingForRetry(scenario: ScenarioState, nowMs: number): readonly OpenBatchFailure[] {
  return scenario.brokenBatches.filter((batch) => isWaitingForRetry(batch, nowMs));
}
