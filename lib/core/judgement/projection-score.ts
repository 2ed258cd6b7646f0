import { planGates, gateItem } from "../gates/gates.ts";
import { simulateRun } from "../pace/simulate.ts";
import { isEnded } from "../run/statuses.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import { OWN_PACE_FROM, computeProcessors, projectFromSmaller, projectItem, toLane } from "../pace/project-active.ts";
import { requireScenarioSpec } from "../run/scenarios.ts";
import type { RunState } from "../run/state.ts";
import { labelScenario } from "../words/names.ts";
import type { ScoredProjection } from "../run/judgement.ts";
import { formatDuration } from "../words/format.ts";

/** Within this a projection counts as a good one. */
const GOOD_WITHIN = 0.2;

/** A projected active time against what it came to, in words. */
export function scoreProjection(
  state: RunState,
  scenarioId: string,
  projectedMs: number,
  actualMs: number,
): ScoredProjection {
  const error = (projectedMs - actualMs) / actualMs;
  const percent = Math.round(Math.abs(error) * 100);
  const took = `${labelScenario(state.spec, scenarioId)} took ${formatDuration(actualMs)}`;
  const apart = `${formatDuration(projectedMs)}, ${percent} % too ${error > 0 ? "much" : "little"}`;
  return {
    scenarioId,
    projectedMs,
    actualMs,
    error,
    statement: {
      text:
        percent === 0
          ? `${took}, as the smaller scenarios had projected.`
          : `${took}; the smaller scenarios had projected ${apart}.`,
      tone: Math.abs(error) <= GOOD_WITHIN ? "good" : "neutral",
      rule: "projection-score",
      rows: [
        { label: "projected active time", scenarioId, value: projectedMs, unit: "ms" },
        { label: "actual active time", scenarioId, value: actualMs, unit: "ms" },
      ],
    },
  };
}

/**
 * B8, afterwards: for each completed scenario the active time that the smaller ones gave when it had 30 % of its own items,
 * against what it took. A scenario that needed a second attempt, or that the fault button harmed, is not scored.
 */
export function scoreProjections(state: RunState): readonly ScoredProjection[] {
  return state.scenarios.flatMap((scenario) => {
    if (scenario.status !== "complete" || scenario.attempt > 1 || scenario.faults.length > 0) return [];
    const { items } = requireScenarioSpec(state, scenario.id);
    const moment = scenario.points.find((point) => point.itemsDone >= items * OWN_PACE_FROM);
    const actualMs = computeElapsedMs(scenario, state.atMs);
    if (moment === undefined || !(actualMs > 0)) return [];
    const leftMs = projectLeft(returnTo(state, moment.atMs), scenario.id, moment.atMs);
    return leftMs === null ? [] : [scoreProjection(state, scenario.id, moment.elapsedMs + leftMs, actualMs)];
  });
}

/** Active time that a scenario has left by what the smaller ones took, beside the others at their own pace. */
function projectLeft(state: RunState, scenarioId: string, nowMs: number): number | null {
  const processors = computeProcessors(state, nowMs);
  const lanes = state.scenarios.flatMap((scenario) => {
    if (isEnded(scenario)) return [];
    const project = scenario.id === scenarioId ? projectFromSmaller : projectItem;
    const projection = project(state, scenario, nowMs, processors);
    return projection === null ? [] : [toLane(state, scenario, projection)];
  });
  return simulateRun(state, lanes, nowMs, processors).find(({ id }) => id === scenarioId)?.activeMs ?? null;
}

/** What was known at a moment, as far as a projection asks: who was at work, items done, and the gates that all had passed. */
function returnTo(state: RunState, atMs: number): RunState {
  const scenarios = state.scenarios.map((scenario) => {
    const points = scenario.points.filter((point) => point.atMs <= atMs);
    const hasEnded = isEnded(scenario) && (scenario.spans.at(-1)?.toMs ?? Infinity) <= atMs;
    const status = hasEnded ? scenario.status : ("running" as const);
    return { ...scenario, points, status, totals: { ...scenario.totals, itemsDone: points.at(-1)?.itemsDone ?? 0 } };
  });
  const shut = planGates(state.spec).findIndex((gate) =>
    scenarios.some(
      (scenario) =>
        !isEnded(scenario) && scenario.totals.itemsDone < gateItem(gate, requireScenarioSpec(state, scenario.id).items),
    ),
  );
  return { ...state, scenarios, releasedGates: shut === -1 ? planGates(state.spec).length : shut, barrier: null };
}
