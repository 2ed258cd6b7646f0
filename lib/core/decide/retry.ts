import { requireScenarioSpec } from "../run/scenarios.ts";
import type { Refusal, RunCommand } from "../run/commands.ts";
import { selectWaitingForRetry } from "./batch-failures.ts";
import type { Actor } from "../run/actor.ts";
import type { DecisionView, RetryBlocker, Step } from "./decision.ts";
import { haveAllEnded } from "../run/run-status.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { record } from "./steps.ts";
import { joinNames, labelScenario } from "../words/names.ts";

const LOAD_DIVISOR = 4;

/** The presenter's word on one scenario: what waits, or the scenario that has failed, is tried again now. */
export function decideRetry(view: DecisionView, scenario: ScenarioState, actor: Actor): Step[] | Refusal {
  if (scenario.status === "failed") return retryScenario(view, scenario, actor);
  const waiting = selectWaitingForRetry(scenario, view.nowMs);
  if (waiting.length === 0) return nothingFailed(view.state, scenario, "try again");
  const steps = waiting.map(({ fromItem, toItem }) =>
    record({ type: "batch.retried", scenarioId: scenario.id, fromItem, toItem }, actor),
  );
  return [...steps, ...goOn(scenario, actor)];
}

/** The presenter gives up what waits to be tried again: those items count as failed. */
export function decideSkip(view: DecisionView, scenario: ScenarioState, actor: Actor): Step[] | Refusal {
  const waiting = selectWaitingForRetry(scenario, view.nowMs);
  if (waiting.length === 0) return nothingFailed(view.state, scenario, "skip");
  const steps = waiting.flatMap((batch): Step[] => {
    const { fromItem, toItem, message } = batch;
    const given = { ...batch, next: "none", retryAtMs: null } as const;
    return [
      record({ type: "batch.failed", scenarioId: scenario.id, ...given }, actor),
      { type: "fail-items", scenarioId: scenario.id, fromItem, toItem, message },
    ];
  });
  return [...steps, ...goOn(scenario, actor)];
}

function goOn(scenario: ScenarioState, actor: Actor): Step[] {
  if (scenario.pauseReason !== "retry") return [];
  return [record({ type: "scenario.resumed", scenarioId: scenario.id }, actor)];
}

function nothingFailed(state: RunState, { id, status }: ScenarioState, what: string): Refusal {
  const name = labelScenario(state.spec, id);
  if (status === "complete" || status === "cancelled")
    return { code: "already-ended", message: `${name} has ended without a failure: there is nothing to ${what}.` };
  return { code: "nothing-failed", message: `Nothing of ${name} waits after a failure: there is nothing to ${what}.` };
}

function retryScenario(view: DecisionView, scenario: ScenarioState, actor: Actor): Step[] | Refusal {
  const refusal = judgeRestart(view.state);
  if (refusal !== null) return refusal;
  if (view.installedVersion === null) {
    const message = `The skill "${view.state.spec.skillId}" is not installed at this runner: install it, then try again.`;
    return { code: "skill-missing", message };
  }
  if (view.retryBlocker !== null) return HINDRANCES[view.retryBlocker];
  const { id: scenarioId, load } = scenario;
  return [{ type: "retry-scenario", scenarioId, attempt: scenario.attempt + 1, reason: "presenter", load, actor }];
}

/** Rows that are gone do not come back: the run cannot be tried again, only started anew. */
const HINDRANCES: { readonly [retryBlocker in RetryBlocker]: Refusal } = {
  "input-missing": {
    code: "input-missing",
    message: "The input of this run is not in the database any more: give the file again and start a new run.",
  },
  "too-many-crashes": {
    code: "given-up",
    message: "Trying again has brought down the runner too often: look at the runner's log, then start a new run.",
  },
};

function judgeRestart({ capped }: RunState): Refusal | null {
  if (capped === null) return null;
  return {
    code: "capped",
    message: "The run was stopped at its cap: start a new run with a higher cap to go on.",
  };
}

/** Why a run in which everybody has ended refuses a retry; null when there is a failed scenario to be tried again. */
export function refuseLateRetry(state: RunState, command: Pick<RunCommand, "scenarioId">): Refusal | null {
  const { scenarioId } = command;
  const targets = state.scenarios.filter(({ id }) => scenarioId === null || scenarioId === id);
  if (targets.length === 0) return unknownScenario(state);
  const refusal = judgeRestart(state);
  if (refusal !== null || targets.some(({ status }) => status === "failed")) return refusal;
  const message =
    scenarioId === null ? "Nothing has failed in this run" : `${labelScenario(state.spec, scenarioId)} has not failed`;
  return { code: "nothing-failed", message: `${message}: there is nothing to try again.` };
}

export function unknownScenario({ spec }: Pick<RunState, "spec">): Refusal {
  const known = joinNames(spec.scenarios.map(({ id }) => id));
  return { code: "unknown-scenario", message: `This run has no scenario of that name; it has ${known}.` };
}

/**
 * All scenarios have failed: once, all are tried again with batches of a quarter of the size and one worker each. Empty
 * when that is not wanted, was done, the run was given up, or some did not fail.
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
      batchSize: Math.max(1, Math.floor(requireScenarioSpec(state, scenario.id).batchSize / LOAD_DIVISOR)),
      concurrency: 1,
    },
    actor: null,
  }));
}
