import { holdsAtGates } from "../gates/gates.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import { simulateRun, type Ahead } from "./simulate.ts";
import { computeProcessors, projectItem, toLane, type ItemProjection } from "./project-active.ts";

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
    simulateRun(
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
