import { assertNever } from "../kit/assert-never.ts";
import { addBatchFailure, recoverBatchFailures, retryBatchFailures } from "../run/batch-failures.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import type { RunEventOf } from "../run/events.ts";
import { isLastingFault } from "../run/faults.ts";
import { firstIndexAboveBy } from "../kit/ascending.ts";
import { subtractRanges } from "../kit/ranges.ts";
import { awaitNewAttempt } from "./gate.ts";
import { returnWorkers } from "./lending.ts";
import { addLine, withScenario, withTotals } from "./scenario.ts";
import { closeFaults } from "../run/spans.ts";
import { MAX_FAULTS, type OpenBatchFailure, type FaultSpan, type RunState } from "../run/state.ts";
import { requireTransition } from "../run/statuses.ts";

export type FailureEvent = RunEventOf<
  | "batch.failed"
  | "batch.retried"
  | "batch.recovered"
  | "worker.failed"
  | "worker.recovered"
  | "scenario.retried"
  | "scenario.stalled"
  | "fault.injected"
  | "fault.ended"
>;

/** Folds failures, retries, stalls and injected faults. */
export function reduceFailure(state: RunState, event: FailureEvent): RunState {
  switch (event.type) {
    case "batch.failed":
      return failBatch(state, event);
    case "batch.retried":
      return makeRetryDueNow(state, event);
    case "batch.recovered":
      return recoverBatch(state, event);
    case "worker.failed":
      return failWorker(state, event);
    case "worker.recovered":
      return recoverWorker(state, event);
    case "scenario.retried":
      return openAttempt(state, event);
    case "scenario.stalled":
      return stallScenario(state, event);
    case "fault.injected":
      return injectFault(state, event);
    case "fault.ended":
      return endFault(state, event);
    default:
      return assertNever(event);
  }
}

function failBatch(state: RunState, event: RunEventOf<"batch.failed">): RunState {
  const { fromItem, toItem, items, kind, message, tries, next, retryAtMs } = event;
  return withScenario(state, event.scenarioId, (scenario) => {
    const failed = { fromItem, toItem, kind, message, tries, next, retryAtMs };
    const others = withoutItems(scenario.brokenBatches, fromItem, toItem);
    const share = items === undefined ? "" : ` (${items} of them)`;
    const text = `Items ${fromItem + 1}–${toItem}${share}: ${kind}: ${message}`;
    return {
      ...scenario,
      brokenBatches:
        next === "none"
          ? others
          : others.toSpliced(
              firstIndexAboveBy(others, fromItem, (batch) => batch.fromItem),
              0,
              failed,
            ),
      batchFailures: addBatchFailure(scenario.batchFailures ?? [], event),
      log: addLine(scenario.log, event, next === "none" ? "error" : "warn", text),
    };
  });
}

function makeRetryDueNow(state: RunState, event: RunEventOf<"batch.retried">): RunState {
  return withScenario(state, event.scenarioId, (scenario) => ({
    ...scenario,
    brokenBatches: scenario.brokenBatches.map((batch) =>
      batch.fromItem < event.toItem && event.fromItem < batch.toItem
        ? { ...batch, next: "automatic", retryAtMs: event.atMs }
        : batch,
    ),
  }));
}

function recoverBatch(state: RunState, event: RunEventOf<"batch.recovered">): RunState {
  const { fromItem, toItem, tries } = event;
  return withScenario(state, event.scenarioId, (scenario) => ({
    ...scenario,
    brokenBatches: withoutItems(scenario.brokenBatches, fromItem, toItem),
    batchFailures: recoverBatchFailures(scenario.batchFailures ?? [], event),
    log: addLine(scenario.log, event, "info", `Items ${fromItem + 1}–${toItem}: done after ${tries} tries`),
  }));
}

function failWorker(state: RunState, event: RunEventOf<"worker.failed">): RunState {
  const { kind, message, tries, next } = event;
  return withScenario(state, event.scenarioId, (scenario) => ({
    ...scenario,
    failedStart: { tries, next },
    log: addLine(scenario.log, event, next === "none" ? "error" : "warn", `Worker: ${kind}: ${message}`),
  }));
}

function recoverWorker(state: RunState, event: RunEventOf<"worker.recovered">): RunState {
  return withScenario(state, event.scenarioId, (scenario) => ({
    ...scenario,
    failedStart: null,
    log: addLine(scenario.log, event, "info", `Worker: ready after ${event.tries} tries`),
  }));
}

/** Removes items from failed batches; the remaining parts keep their number of tries. */
function withoutItems(
  batches: readonly OpenBatchFailure[],
  fromItem: number,
  toItem: number,
): readonly OpenBatchFailure[] {
  return batches.flatMap((batch) =>
    batch.toItem <= fromItem || toItem <= batch.fromItem
      ? batch
      : subtractRanges([[batch.fromItem, batch.toItem]], [[fromItem, toItem]]).map(([from, to]) => ({
          ...batch,
          fromItem: from,
          toItem: to,
        })),
  );
}

function openAttempt(state: RunState, event: RunEventOf<"scenario.retried">): RunState {
  const awaiting = awaitNewAttempt(returnWorkers(state, event.scenarioId), event.scenarioId, event.atMs);
  const retried = withScenario(awaiting, event.scenarioId, (scenario) => {
    requireTransition(scenario, "pending", event.seq);
    return {
      ...withTotals(state, scenario, event.totals, event.atMs),
      status: "pending",
      attempt: event.attempt,
      load: event.load,
      failure: null,
      failedStart: null,
      earlierElapsedMs: computeElapsedMs(scenario, event.atMs),
      brokenBatches: [],
      batchFailures: retryBatchFailures(scenario.batchFailures ?? []),
      endedAtMs: null,
      itemErrors: [],
    };
  });
  return event.reason === "reduced-load" ? { ...retried, triedReducedLoad: true } : retried;
}

function stallScenario(state: RunState, event: RunEventOf<"scenario.stalled">): RunState {
  return withScenario(state, event.scenarioId, (scenario) => ({
    ...scenario,
    stalledSinceMs: Math.max(0, event.atMs - event.quietMs),
  }));
}

function injectFault(state: RunState, event: RunEventOf<"fault.injected">): RunState {
  const { fault, atMs } = event;
  return withScenario(state, event.scenarioId, (scenario) => {
    // a one-time fault does not end an active one
    if (!isLastingFault(fault)) {
      return { ...scenario, faults: addFault(scenario.faults, { fault, fromMs: atMs, toMs: atMs }) };
    }
    const ended = closeFaults(scenario.faults, atMs);
    return { ...scenario, fault, faults: addFault(ended, { fault, fromMs: atMs, toMs: null }) };
  });
}

function addFault(faults: readonly FaultSpan[], fault: FaultSpan): readonly FaultSpan[] {
  return [...faults.slice(1 - MAX_FAULTS), fault];
}

function endFault(state: RunState, event: RunEventOf<"fault.ended">): RunState {
  return withScenario(state, event.scenarioId, (scenario) => ({
    ...scenario,
    fault: null,
    faults: closeFaults(scenario.faults, event.atMs),
  }));
}
