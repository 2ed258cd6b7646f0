import { requireScenarioSpec } from "../barrier-view.ts";
import { computeElapsedMs } from "../elapsed.ts";
import { gateItem, holdsAtGates, planGates } from "../gates.ts";
import type { RunState, ScenarioState } from "../state.ts";
import { isEnded } from "../transitions.ts";
import { labelOf } from "../words.ts";
import type { ScoredProjection } from "./judgement.ts";
import { OWN_PACE_FROM, projectActiveMs, projectFromSmaller, type ActiveProjection } from "./project-active.ts";

/** When a scenario will have ended, in run time, if nobody halts it and the presenter opens every milestone at once. */
export type FinishProjection = {
  readonly scenarioId: string;
  readonly finishAtMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  readonly basis: ActiveProjection["basis"];
};

type Runner = { readonly scenario: ScenarioState; readonly items: number; readonly pace: ActiveProjection };

/**
 * B8. Finish times of all scenarios that have not ended: each goes on at its projected pace and waits at the gates as the
 * sync mode has it. Those of which nothing is known yet have none; where scenarios wait for each other, then nobody has.
 */
export function projectFinishes(state: RunState, nowMs: number): readonly FinishProjection[] {
  const open = state.scenarios.filter((scenario) => !isEnded(scenario));
  const runners = open.flatMap((scenario): Runner[] => {
    const pace = projectActiveMs(state, scenario, nowMs);
    return pace === null ? [] : [{ scenario, items: requireScenarioSpec(state, scenario.id).items, pace }];
  });
  if (holdsAtGates(state.spec) && runners.length < open.length) return [];
  const at = (perItem: (pace: ActiveProjection) => number): ReadonlyMap<string, number> =>
    simulate(state, runners, nowMs, perItem);
  const [likely, low, high] = [
    at((pace) => pace.perItemMs),
    at((pace) => pace.lowPerItemMs),
    at((pace) => pace.highPerItemMs),
  ];
  return runners.map(({ scenario: { id }, pace: { basis } }) => ({
    scenarioId: id,
    finishAtMs: likely.get(id) ?? nowMs,
    lowMs: low.get(id) ?? nowMs,
    highMs: high.get(id) ?? nowMs,
    basis,
  }));
}

/** Plays the gates that are still shut: all wait for the last one to come, in milestone mode no longer than the wait limit. */
function simulate(
  state: RunState,
  runners: readonly Runner[],
  nowMs: number,
  perItem: (pace: ActiveProjection) => number,
): ReadonlyMap<string, number> {
  const { spec, releasedGates, barrier } = state;
  let at = runners.map(() => nowMs);
  let done = runners.map(({ scenario }) => scenario.totals.itemsDone);
  for (const gate of holdsAtGates(spec) ? planGates(spec).slice(releasedGates) : []) {
    const goals = runners.map(({ items }) => gateItem(gate, items));
    const arrivals = runners.map(
      ({ pace }, i) => (at[i] ?? nowMs) + Math.max(0, (goals[i] ?? 0) - (done[i] ?? 0)) * perItem(pace),
    );
    const first = gate.index === barrier?.gate ? barrier.firstArrivalMs : Math.min(...arrivals);
    const limit = spec.sync === "milestone" ? Math.max(nowMs, first + spec.waitLimitMs) : Infinity;
    const release = Math.min(Math.max(...arrivals), limit);
    at = arrivals.map((arrival) => Math.max(arrival, release));
    done = done.map((items, i) => Math.max(items, goals[i] ?? 0));
  }
  return new Map(
    runners.map(({ scenario, items, pace }, i) => [
      scenario.id,
      (at[i] ?? nowMs) + Math.max(0, items - (done[i] ?? 0)) * perItem(pace),
    ]),
  );
}

/**
 * B8, afterwards: for each completed scenario the active time that the smaller ones gave when it had 30 % of its own items,
 * against what it took. A scenario that needed a second attempt is not scored.
 */
export function scoreProjections(state: RunState): readonly ScoredProjection[] {
  return state.scenarios.flatMap((scenario) => {
    if (scenario.status !== "complete" || scenario.attempt > 1) return [];
    const { items } = requireScenarioSpec(state, scenario.id);
    const moment = scenario.points.find((point) => point.itemsDone >= items * OWN_PACE_FROM)?.atMs;
    const projection = moment === undefined ? null : projectFromSmaller(state, scenario, moment);
    const actualMs = computeElapsedMs(scenario, state.atMs);
    if (projection === null || !(actualMs > 0)) return [];
    return [scoreOne(state, scenario.id, projection.perItemMs * items, actualMs)];
  });
}

function scoreOne(state: RunState, scenarioId: string, projectedMs: number, actualMs: number): ScoredProjection {
  const error = (projectedMs - actualMs) / actualMs;
  const name = labelOf(state.spec, scenarioId);
  const share = Math.round(Math.abs(error) * 100);
  const verdict = share === 0 ? "as projected" : `${share} % ${error > 0 ? "sooner" : "later"} than projected`;
  return {
    scenarioId,
    projectedMs,
    actualMs,
    error,
    statement: {
      text: `${name} finished ${verdict} from the smaller scenarios.`,
      tone: Math.abs(error) <= 0.2 ? "good" : "neutral",
      rule: "projection-score",
      rows: [
        { label: "projected active time", scenarioId, value: projectedMs, unit: "ms" },
        { label: "actual active time", scenarioId, value: actualMs, unit: "ms" },
      ],
    },
  };
}
