import { planGates, gateItem } from "../gates/gates.ts";
import { computeShare, type ProcessorShare } from "../pace/processor-share.ts";
import { simulateRun } from "../pace/simulate.ts";
import { isEnded } from "../run/statuses.ts";
import { computeElapsedMs } from "../run/elapsed.ts";
import {
  OWN_PACE_FROM,
  computeProcessorShare,
  isGrowthKnown,
  projectFromSmaller,
  projectItem,
  toLane,
} from "../pace/project-active.ts";
import { requireScenarioSpec } from "../run/scenarios.ts";
import type { ProgressPoint, RunState, ScenarioState } from "../run/state.ts";
import { labelScenario } from "../words/names.ts";
import { createStatement, row } from "./text/statement.ts";
import { projectionText } from "./text/resources.ts";
import type { EvidenceRow, ScoredProjection } from "../run/judgement.ts";

/** Relative error up to which a projection is good. */
const GOOD_WITHIN = 0.2;
/** Other programs have changed if they take this part of the processors more or less; a smaller change is noise. */
const CHANGED_PROCESSORS = 0.2;

/** A projection as if it had been known how much of the processors other programs would take. */
export type RestatedProjection = {
  readonly projectedMs: number;
  /** what other programs took, when it was projected and from then on: as much as so many further workers would */
  readonly othersBefore: number;
  readonly othersAfter: number;
};

type ScoreBasis = { readonly restated?: RestatedProjection | null; readonly isGrowthKnown?: boolean };

/**
 * Compares a projected with the actual active time, both in milliseconds. Where other programs began or ended work that the
 * projection could not know of, the error is that of the restated projection.
 */
export function scoreProjection(
  state: RunState,
  scenarioId: string,
  projectedMs: number,
  actualMs: number,
  { restated = null, isGrowthKnown: knowsGrowth = true }: ScoreBasis = {},
): ScoredProjection {
  const error = ((restated?.projectedMs ?? projectedMs) - actualMs) / actualMs;
  const percent = Math.round(Math.abs(error) * 100);
  const label = labelScenario(state.spec, scenarioId);
  const isGood = Math.abs(error) <= GOOD_WITHIN;
  const compared = describeScore({ label, actualMs, projectedMs, restated, percent, isHigh: error > 0 });
  const text = isGood || knowsGrowth ? compared : `${compared} ${projectionText.assumedLinear}`;
  return {
    scenarioId,
    projectedMs,
    actualMs,
    error,
    ...(restated === null ? {} : { restatedMs: restated.projectedMs }),
    statement: createStatement("projection-score", isGood ? "good" : "neutral", text, [
      row("projected active time", scenarioId, projectedMs, "ms"),
      ...(restated === null ? [] : toRows(scenarioId, restated)),
      row("actual active time", scenarioId, actualMs, "ms"),
    ]),
  };
}

function describeScore(score: {
  readonly label: string;
  readonly actualMs: number;
  readonly projectedMs: number;
  readonly restated: RestatedProjection | null;
  readonly percent: number;
  readonly isHigh: boolean;
}): string {
  const { label, actualMs, projectedMs, restated, percent, isHigh } = score;
  if (restated !== null) {
    const tookMore = restated.othersAfter > restated.othersBefore;
    const times = { actualMs, forecastMs: projectedMs, restatedMs: restated.projectedMs };
    return projectionText.restated({ label, ...times, tookMore, percent, isHigh });
  }
  return percent === 0
    ? projectionText.exact(label, actualMs)
    : projectionText.off(label, actualMs, projectedMs, percent, isHigh);
}

function toRows(
  scenarioId: string,
  { projectedMs, othersBefore, othersAfter }: RestatedProjection,
): readonly EvidenceRow[] {
  return [
    row("other programs at the forecast, as busy as", scenarioId, othersBefore, "workers"),
    row("other programs since then, as busy as", scenarioId, othersAfter, "workers"),
    row("projected active time, including that", scenarioId, projectedMs, "ms"),
  ];
}

/**
 * B8. For each completed scenario: the active time projected from the smaller ones when it had 30 % of its own items,
 * against the actual one. Not scored: a second attempt, and whatever ran while a fault was injected into any scenario, since
 * all share the processors and the smaller ones are the basis.
 */
export function scoreProjections(state: RunState): readonly ScoredProjection[] {
  return state.scenarios.flatMap((scenario) => {
    if (scenario.status !== "complete" || scenario.attempt > 1 || isDisturbed(state, scenario)) return [];
    const { items } = requireScenarioSpec(state, scenario.id);
    const moment = scenario.points.find((point) => point.itemsDone >= items * OWN_PACE_FROM);
    const actualMs = computeElapsedMs(scenario, state.atMs);
    if (moment === undefined || !(actualMs > 0)) return [];
    const then = rewindTo(state, moment.atMs);
    const known = computeProcessorShare(then, moment.atMs);
    const remainingMs = projectRemainingMs(then, scenario.id, moment.atMs, known);
    if (remainingMs === null) return [];
    const later = computeShare(state, moment.atMs, endOf(scenario));
    const restated = later === null ? null : restate(then, scenario.id, moment, { known, later, remainingMs });
    const basis = { restated, isGrowthKnown: isGrowthKnown(then, scenario, moment.atMs) };
    return [scoreProjection(state, scenario.id, moment.elapsedMs + remainingMs, actualMs, basis)];
  });
}

function isDisturbed({ scenarios }: RunState, scenario: ScenarioState): boolean {
  return scenarios.some(({ faults }) => faults.some(({ fromMs }) => fromMs < endOf(scenario)));
}

function endOf({ spans }: ScenarioState): number {
  return spans.at(-1)?.toMs ?? Infinity;
}

/** The projection with the later share of the processors; null unless other programs changed so much that it would not be good. */
function restate(
  then: RunState,
  scenarioId: string,
  moment: ProgressPoint,
  { known, later, remainingMs }: { known: ProcessorShare; later: ProcessorShare; remainingMs: number },
): RestatedProjection | null {
  const [before, after] = [known.others, later.others];
  if (before === null || after === null) return null;
  if (Math.abs(after - before) < CHANGED_PROCESSORS * (then.machine?.processors ?? 1)) return null;
  const leftMs = projectRemainingMs(then, scenarioId, moment.atMs, later);
  if (leftMs === null || Math.abs(leftMs / remainingMs - 1) < GOOD_WITHIN) return null;
  return { projectedMs: moment.elapsedMs + leftMs, othersBefore: before, othersAfter: after };
}

/** Remaining active time of a scenario, projected from the smaller ones while the others continue at their own pace. */
function projectRemainingMs(
  state: RunState,
  scenarioId: string,
  nowMs: number,
  processors: ProcessorShare,
): number | null {
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
