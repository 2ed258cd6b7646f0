import { planGates, gateItem } from "../gates/gates.ts";
import { simulateRun } from "../pace/simulate.ts";
import { isEnded } from "../run/statuses.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import { OWN_PACE_FROM, computeProcessors, projectFromSmaller, projectItem, toLane } from "../pace/project-active.ts";
import { requireScenarioSpec } from "../run/scenarios.ts";
import type { RunState } from "../run/state.ts";
import { labelScenario } from "../words/names.ts";
import { createStatement, row } from "./text/statement.ts";
import { projectionText } from "./text/resources.ts";
import type { ScoredProjection } from "../run/judgement.ts";

/** Relative error up to which a projection is good. */
const GOOD_WITHIN = 0.2;

/** Compares a projected with the actual active time, both in milliseconds. */
export function scoreProjection(
  state: RunState,
  scenarioId: string,
  projectedMs: number,
  actualMs: number,
): ScoredProjection {
  const error = (projectedMs - actualMs) / actualMs;
  const percent = Math.round(Math.abs(error) * 100);
  const label = labelScenario(state.spec, scenarioId);
  const text =
    percent === 0
      ? projectionText.exact(label, actualMs)
      : projectionText.off(label, actualMs, projectedMs, percent, error > 0);
  return {
    scenarioId,
    projectedMs,
    actualMs,
    error,
    statement: createStatement("projection-score", Math.abs(error) <= GOOD_WITHIN ? "good" : "neutral", text, [
      row("projected active time", scenarioId, projectedMs, "ms"),
      row("actual active time", scenarioId, actualMs, "ms"),
    ]),
  };
}

/**
 * B8. For each completed scenario: the active time projected from the smaller ones when it had 30 % of its own items,
 * against the actual one. A scenario with a second attempt or an injected fault is not scored.
 */
export function scoreProjections(state: RunState): readonly ScoredProjection[] {
  return state.scenarios.flatMap((scenario) => {
    if (scenario.status !== "complete" || scenario.attempt > 1 || scenario.faults.length > 0) return [];
    const { items } = requireScenarioSpec(state, scenario.id);
    const moment = scenario.points.find((point) => point.itemsDone >= items * OWN_PACE_FROM);
    const actualMs = computeElapsedMs(scenario, state.atMs);
    if (moment === undefined || !(actualMs > 0)) return [];
    const remainingMs = projectRemainingMs(rewindTo(state, moment.atMs), scenario.id, moment.atMs);
    return remainingMs === null ? [] : [scoreProjection(state, scenario.id, moment.elapsedMs + remainingMs, actualMs)];
  });
}

/** Remaining active time of a scenario, projected from the smaller ones while the others continue at their own pace. */
function projectRemainingMs(state: RunState, scenarioId: string, nowMs: number): number | null {
  const processors = computeProcessors(state, nowMs);
  const lanes = state.scenarios.flatMap((scenario) => {
    if (isEnded(scenario)) return [];
    const project = scenario.id === scenarioId ? projectFromSmaller : projectItem;
    const projection = project(state, scenario, nowMs, processors);
    return projection === null ? [] : [toLane(state, scenario, projection)];
  });
  return simulateRun(state, lanes, nowMs, processors).find(({ id }) => id === scenarioId)?.activeMs ?? null;
}

/** The state at an earlier moment, as far as a projection reads it: running scenarios, items done, and released gates. */
function rewindTo(state: RunState, atMs: number): RunState {
  const scenarios = state.scenarios.map((scenario) => {
    const points = scenario.points.filter((point) => point.atMs <= atMs);
    const hasEnded = isEnded(scenario) && (scenario.spans.at(-1)?.toMs ?? Infinity) <= atMs;
    const status = hasEnded ? scenario.status : ("running" as const);
    return { ...scenario, points, status, totals: { ...scenario.totals, itemsDone: points.at(-1)?.itemsDone ?? 0 } };
  });
  const nextGate = planGates(state.spec).findIndex((gate) =>
    scenarios.some(
      (scenario) =>
        !isEnded(scenario) && scenario.totals.itemsDone < gateItem(gate, requireScenarioSpec(state, scenario.id).items),
    ),
  );
  return {
    ...state,
    scenarios,
    releasedGates: nextGate === -1 ? planGates(state.spec).length : nextGate,
    barrier: null,
  };
}
