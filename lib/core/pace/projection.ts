import { holdsAtGates } from "../gates/gates.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import type { ProcessorShare } from "./processor-share.ts";
import { simulateRun, type Ahead } from "./simulate.ts";
import { computeProcessorShare, projectItem, toLane, type ItemProjection } from "./project-active.ts";

/** When a scenario will end, in run time, if it is not paused and the presenter opens every milestone at once. */
export type FinishProjection = {
  readonly scenarioId: string;
  readonly finishAtMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** active time until then, and its bounds */
  readonly activeMs: number;
  readonly lowActiveMs: number;
  readonly highActiveMs: number;
  readonly basis: ItemProjection["basis"];
};

type Projected = { readonly scenario: ScenarioState; readonly projection: ItemProjection };

/** Cached, since every row of a chart reads it; a state never changes. */
const projected = new WeakMap<RunState, { readonly nowMs: number; readonly finishes: readonly FinishProjection[] }>();

/**
 * B8. Finish times of the open scenarios, by simulation: each continues at its projected pace, shares the CPUs with the
 * running ones, and waits at gates by the rules of the sync mode. Scenarios without a basis for a projection are missing.
 */
export function projectFinishes(state: RunState, nowMs: number): readonly FinishProjection[] {
  const known = projected.get(state);
  if (known?.nowMs === nowMs) return known.finishes;
  const finishes = computeFinishes(state, nowMs);
  projected.set(state, { nowMs, finishes });
  return finishes;
}

function computeFinishes(state: RunState, nowMs: number): readonly FinishProjection[] {
  const processors = computeProcessorShare(state, nowMs);
  const known = selectProjected(state, nowMs, processors);
  const simulate = (itemMs: (projection: ItemProjection) => number): readonly Ahead[] =>
    simulateRun(
      state,
      known.map(({ scenario, projection }) =>
        toLane(state, scenario, { itemMs: itemMs(projection), workers: projection.workers }),
      ),
      nowMs,
      processors,
    );
  const low = simulate(({ lowMs }) => lowMs);
  const high = simulate(({ highMs }) => highMs);
  return simulate(({ itemMs }) => itemMs).flatMap(({ id, finishAtMs, activeMs }, i) => {
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

/** Where scenarios wait for each other, one without a projection leaves all finish times unknown. */
function selectProjected(state: RunState, nowMs: number, processors: ProcessorShare): readonly Projected[] {
  const open = state.scenarios.filter((scenario) => !isEnded(scenario));
  const known = open.flatMap((scenario): Projected[] => {
    const projection = projectItem(state, scenario, nowMs, processors);
    return projection === null ? [] : [{ scenario, projection }];
  });
  return holdsAtGates(state.spec) && known.length < open.length ? [] : known;
}
