import { requireScenarioSpec } from "../run/scenarios.ts";
import type { Refusal, RunCommand } from "../run/commands.ts";
import { selectWaitingForRetry } from "./batch-failures.ts";
import type { Actor } from "../run/actor.ts";
import type { DecisionView, RetryBlocker, Step } from "./decision.ts";
import { haveAllEnded } from "../run/run-status.ts";
import type { ScenarioSpec } from "../run/spec.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { record } from "./steps.ts";
import { labelScenario } from "../words/names.ts";
import { refusals } from "../words/refusals.ts";

const LOAD_DIVISOR = 4;

/** Retries one scenario now at the presenter's request: its waiting batches, or the whole scenario if it has failed. */
export function decideRetry(view: DecisionView, scenario: ScenarioState, actor: Actor): Step[] | Refusal {
  if (scenario.status === "failed") return decideNewAttempt(view, scenario, actor);
  const waiting = selectWaitingForRetry(scenario, view.nowMs);
  if (waiting.length === 0) return refuseWithoutFailure(view.state, scenario, "retry");
  const steps = waiting.map(({ fromItem, toItem }) =>
    record({ type: "batch.retried", scenarioId: scenario.id, fromItem, toItem }, actor),
  );
  return [...steps, ...resume(scenario, actor)];
}

/** Skips the batches of one scenario that wait for a retry: their items count as failed. */
export function decideSkip(view: DecisionView, scenario: ScenarioState, actor: Actor): Step[] | Refusal {
  const waiting = selectWaitingForRetry(scenario, view.nowMs);
  if (waiting.length === 0) return refuseWithoutFailure(view.state, scenario, "skip");
  const steps = waiting.flatMap((batch): Step[] => {
    const { fromItem, toItem, message } = batch;
    const skipped = { ...batch, next: "none", retryAtMs: null } as const;
    return [
      record({ type: "batch.failed", scenarioId: scenario.id, ...skipped }, actor),
      { type: "fail-items", scenarioId: scenario.id, fromItem, toItem, message },
    ];
  });
  return [...steps, ...resume(scenario, actor)];
}

function resume(scenario: ScenarioState, actor: Actor): Step[] {
  if (scenario.pauseReason !== "retry") return [];
  return [record({ type: "scenario.resumed", scenarioId: scenario.id }, actor)];
}

function refuseWithoutFailure(state: RunState, { id, status }: ScenarioState, command: "retry" | "skip"): Refusal {
  const name = labelScenario(state.spec, id);
  return status === "complete" || status === "cancelled"
    ? refusals.endedWithoutFailure(name, command)
    : refusals.nothingWaiting(name, command);
}

function decideNewAttempt(view: DecisionView, scenario: ScenarioState, actor: Actor): Step[] | Refusal {
  if (view.state.capped !== null) return refusals.capped();
  if (view.installedVersion === null) return refusals.skillMissing(view.state.spec.skillId);
  if (view.retryBlocker !== null) return refuseBlocked(view.retryBlocker);
  const { id: scenarioId, load } = scenario;
  return [{ type: "retry-scenario", scenarioId, attempt: scenario.attempt + 1, reason: "presenter", load, actor }];
}

/** Neither blocker can be resolved for this run: a new run is required. */
function refuseBlocked(blocker: RetryBlocker): Refusal {
  return blocker === "input-missing" ? refusals.inputMissing() : refusals.tooManyCrashes();
}

/** Why a retry is refused once all scenarios have ended; null when there is a failed scenario to retry. */
export function refuseLateRetry(state: RunState, { scenarioId }: Pick<RunCommand, "scenarioId">): Refusal | null {
  const targets = state.scenarios.filter(({ id }) => scenarioId === null || scenarioId === id);
  if (targets.length === 0) return refusals.unknownScenario(state.scenarios.map(({ id }) => id));
  if (state.capped !== null) return refusals.capped();
  if (targets.some(({ status }) => status === "failed")) return null;
  return refusals.nothingFailed(scenarioId === null ? null : labelScenario(state.spec, scenarioId));
}

/**
 * When all scenarios have failed, retries all of them once, with batches of a quarter of the size and one worker each.
 * Empty when the spec does not ask for it, it was already tried, the runner gave the run up, or some scenario did not fail.
 */
export function decideReducedLoad(view: DecisionView): Step[] {
  const { state } = view;
  const { reducedLoad } = state.spec;
  if (!reducedLoad || state.triedReducedLoad || state.capped !== null || view.givenUp) return [];
  if (!haveAllEnded(state) || state.scenarios.some(({ status }) => status !== "failed")) return [];
  return state.scenarios.map((scenario) => ({
    type: "retry-scenario",
    scenarioId: scenario.id,
    attempt: scenario.attempt + 1,
    reason: "reduced-load",
    load: {
      batchSize: reduceBatchSize(requireScenarioSpec(state, scenario.id)),
      concurrency: 1,
    },
    actor: null,
  }));
}

/** A quarter of a batch as it was: never larger than the scenario has items. */
function reduceBatchSize({ batchSize, items }: ScenarioSpec): number {
  return Math.max(1, Math.floor(Math.min(batchSize, items) / LOAD_DIVISOR));
}
