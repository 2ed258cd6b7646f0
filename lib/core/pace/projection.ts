import { requireScenarioSpec } from "../gates/barrier.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import { gateItem, holdsAtGates, planGates } from "../gates/gates.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/transitions.ts";
import type { ScoredProjection } from "../run/judgement.ts";
import { playAhead, type Ahead } from "./play-ahead.ts";
import {
  computeProcessors,
  OWN_PACE_FROM,
  projectFromSmaller,
  projectItem,
  toLane,
  type ItemProjection,
} from "./project-active.ts";
import { scoreProjection } from "../judgement/projection-score.ts";

/** When a scenario will have ended, in run time, if nobody halts it and the presenter opens every milestone at once. */
export type FinishProjection = {
  readonly scenarioId: string;
  readonly finishAtMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** active time from now to then, and its bounds */
  readonly activeMs: number;
  readonly lowActiveMs: number;
  readonly highActiveMs: number;
  readonly basis: ItemProjection["basis"];
};

type Projected = { readonly scenario: ScenarioState; readonly projection: ItemProjection };

/** Asked for each row of a picture, and a state never changes. */
const projected = new WeakMap<RunState, { readonly nowMs: number; readonly finishes: readonly FinishProjection[] }>();

/**
 * B8. Finish times of all scenarios that have not ended: each goes on at its projected pace, shares the processors with
 * those that are at work, and waits at the gates as the sync mode has it. Those of which nothing is known yet have none.
 */
export function projectFinishes(state: RunState, nowMs: number): readonly FinishProjection[] {
  const known = projected.get(state);
  if (known?.nowMs === nowMs) return known.finishes;
  const finishes = computeFinishes(state, nowMs);
  projected.set(state, { nowMs, finishes });
  return finishes;
}

function computeFinishes(state: RunState, nowMs: number): readonly FinishProjection[] {
  const processors = computeProcessors(state, nowMs);
  const known = selectProjected(state, nowMs, processors);
  const play = (itemMs: (projection: ItemProjection) => number): readonly Ahead[] =>
    playAhead(
      state,
      known.map(({ scenario, projection }) =>
        toLane(state, scenario, { itemMs: itemMs(projection), workers: projection.workers }),
      ),
      nowMs,
      processors,
    );
  const low = play(({ lowMs }) => lowMs);
  const high = play(({ highMs }) => highMs);
  return play(({ itemMs }) => itemMs).flatMap(({ id, finishAtMs, activeMs }, i) => {
    const [least, most, basis] = [low[i], high[i], known[i]?.projection.basis];
    if (least === undefined || most === undefined || basis === undefined) return [];
    return [
      {
        scenarioId: id,
        finishAtMs,
        lowMs: least.finishAtMs,
        highMs: most.finishAtMs,
        activeMs,
        lowActiveMs: least.activeMs,
        highActiveMs: most.activeMs,
        basis,
      },
    ];
  });
}

/** Where scenarios wait for each other, one of which nothing is known leaves the finish of all unknown. */
function selectProjected(state: RunState, nowMs: number, processors: number): readonly Projected[] {
  const open = state.scenarios.filter((scenario) => !isEnded(scenario));
  const known = open.flatMap((scenario): Projected[] => {
    const projection = projectItem(state, scenario, nowMs, processors);
    return projection === null ? [] : [{ scenario, projection }];
  });
  return holdsAtGates(state.spec) && known.length < open.length ? [] : known;
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
  return playAhead(state, lanes, nowMs, processors).find(({ id }) => id === scenarioId)?.activeMs ?? null;
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
