import { selectAwaited, selectWaitingGate } from "../gates/barrier.ts";
import { isMilestone } from "../gates/gates.ts";
import { computeWorkMs } from "../run/totals.ts";
import type { ReleaseReason } from "../run/events.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import { isVariantsRun } from "../run/variants/options.ts";
import { areTimesSet } from "./describe-answers.ts";
import { formatCount, formatDuration, formatQuantity } from "./format.ts";
import { nameLoad } from "./multiples.ts";
import { formatPercent, joinNames, labelScenario } from "./names.ts";
import { pluralize } from "./plural.ts";

/** A turn of the run is worth a sentence for this long; then the comparison is. */
const TURN_MS = 6_000;
/** Fewer items, or a smaller part of the work, say little about the time of one. */
const ITEMS_AT_LEAST = 20;
const PART_AT_LEAST = 0.1;
/** Sizes closer to each other have nothing to compare. */
const SOME_LARGER = 1.2;
/** Times per item within this factor count as the same. */
const SAME_WITHIN = 1.15;

/**
 * One plain sentence about what has just happened, or about what can be seen so far (G17). Made by rule from facts: true at
 * the moment at which it is shown, without a forecast. "": nothing to say, as before the start and after the end.
 */
export function selectCaption(state: RunState, nowMs: number): string {
  if (state.startedAt === null || state.finishedAt !== null) return "";
  return captionTurn(state, nowMs) ?? captionStall(state) ?? captionComparison(state) ?? captionStart(state);
}

/** The latest turn, while it is recent. */
function captionTurn(state: RunState, nowMs: number): string | null {
  const turns = [...turnsOfRun(state), ...turnsOfScenarios(state)].filter(({ atMs }) => nowMs - atMs < TURN_MS);
  const latest = turns.toSorted((a, b) => b.atMs - a.atMs)[0];
  return latest?.text ?? captionGate(state);
}

type Turn = { readonly atMs: number; readonly text: string };

function turnsOfRun({ releases, recoveries }: RunState): Turn[] {
  return [
    ...releases
      .filter(({ reason }) => reason !== "free-running")
      .map(({ atMs, percent, reason }) => ({ atMs, text: RELEASES[reason](formatPercent(percent)) })),
    ...recoveries.map(({ atMs }) => ({ atMs, text: "Something broke, and the run continued where it stood." })),
  ];
}

const RELEASES: { readonly [reason in ReleaseReason]: (where: string) => string } = {
  presenter: (where) => `The presenter opened ${where}: the work continues.`,
  timeout: (where) => `The wait at ${where} took too long, so the gate opened.`,
  "all-arrived": (where) => `Everyone was at ${where}, so the gate opened.`,
  "sibling-ended": (where) => `Nobody else comes to ${where}, so the gate opened.`,
  "free-running": () => "",
};

function turnsOfScenarios({ scenarios, spec }: RunState): Turn[] {
  return scenarios.flatMap(({ id, status, endedAtMs, totals }) => {
    if (endedAtMs === null || endedAtMs === undefined || (status !== "complete" && status !== "failed")) return [];
    const [label, items] = [labelScenario(spec, id), formatQuantity(totals.itemsOk, spec.unit)];
    const text =
      status === "complete"
        ? `${label} is done: ${items} in ${formatDuration(computeWorkMs(totals))} of work.`
        : `${label} has stopped. Completed work is saved: ${items}.`;
    return { atMs: endedAtMs, text };
  });
}

/** While all wait at a milestone: how long each took to get there. */
function captionGate(state: RunState): string | null {
  const gate = selectWaitingGate(state);
  if (gate === null || !isMilestone(gate) || selectAwaited(state, gate).length > 0) return null;
  const { percent } = gate;
  const arrivals = state.scenarios.map((scenario) => scenario.milestones.find((each) => each.percent === percent));
  if (arrivals.some((arrival) => arrival === undefined)) return null;
  const [first, last] = [state.spec.scenarios[0], state.spec.scenarios.at(-1)];
  const [small, large] = [state.scenarios[0], state.scenarios.at(-1)];
  if (first === undefined || last === undefined || small === undefined || large === undefined || first === last)
    return null;
  // as the result counts it: without queueing for a processor
  const [fast, slow] = [computeWorkMs(small.totals), computeWorkMs(large.totals)];
  if (fast <= 0) return null;
  return `Up to ${formatPercent(percent)}, ${first.label} took ${formatDuration(fast)} of work, and ${last.label} ${formatDuration(slow)}.`;
}

/** While one hangs, its time says nothing about the scale. */
function captionStall({ scenarios, spec }: RunState): string | null {
  const stalled = scenarios.find((scenario) => scenario.stalledSinceMs !== null && !isEnded(scenario));
  if (stalled === undefined) return null;
  const saved = formatQuantity(stalled.totals.itemsOk, spec.unit);
  return `What ${labelScenario(spec, stalled.id)} has completed is saved: ${saved}.`;
}

/** The smallest scenario against the largest one whose figures say something: how the time of an item changes with the scale. */
function captionComparison(state: RunState): string | null {
  if (areTimesSet(state.spec)) return null;
  const measured = state.spec.scenarios.flatMap((spec) => {
    const scenario = state.scenarios.find(({ id }) => id === spec.id);
    const isEarly = scenario === undefined || scenario.totals.itemsDone < spec.items * PART_AT_LEAST;
    const perItemMs = isEarly ? null : timePerItem(scenario);
    return perItemMs === null ? [] : { label: spec.label, items: spec.items, perItemMs };
  });
  if (isVariantsRun(state.spec)) return captionVariants(measured, state.spec);
  const [small, large] = [measured[0], measured.at(-1)];
  if (small === undefined || large === undefined || large.items < small.items * SOME_LARGER) return null;
  const { one, many } = state.spec.unit;
  const ratio = large.perItemMs / small.perItemMs;
  if (ratio <= SAME_WITHIN && ratio >= 1 / SAME_WITHIN)
    return `${nameLoad(large.items / small.items, many)}, still ${formatDuration(large.perItemMs)} for each: so far time grows in step with the work.`;
  const difference = `A ${one} takes ${formatDuration(large.perItemMs)} in ${large.label}, and ${formatDuration(small.perItemMs)} in ${small.label}`;
  return ratio > 1
    ? `${difference}: so far time grows faster than the work.`
    : `${difference}: so far the larger scale is cheaper for each.`;
}

/** The fastest and the slowest variant so far. */
function captionVariants(
  measured: readonly { readonly label: string; readonly perItemMs: number }[],
  { unit, scenarios }: RunState["spec"],
): string | null {
  if (measured.length < scenarios.length) return null;
  const ascending = measured.toSorted((one, other) => one.perItemMs - other.perItemMs);
  const [fast, slow] = [ascending[0], ascending.at(-1)];
  if (fast === undefined || slow === undefined) return null;
  if (slow.perItemMs <= fast.perItemMs * SAME_WITHIN)
    return `So far every variant takes about ${formatDuration(slow.perItemMs)} for a ${unit.one}.`;
  return `So far a ${unit.one} takes ${formatDuration(fast.perItemMs)} in ${fast.label}, and ${formatDuration(slow.perItemMs)} in ${slow.label}.`;
}

/** Work time per item since the first figures, which contain the warm-up; null where too few items say it, or a fault falsifies it. */
function timePerItem({ totals, points, faults, status }: ScenarioState): number | null {
  if (faults.length > 0 || status === "failed" || totals.itemsFailed > 0) return null;
  const first = points[0] ?? { itemsDone: 0, busyMs: 0, cpuWaitMs: 0 };
  const start = first.itemsDone * 2 <= totals.itemsDone ? first : { itemsDone: 0, busyMs: 0, cpuWaitMs: 0 };
  const items = totals.itemsDone - start.itemsDone;
  const workMs = computeWorkMs(totals) - computeWorkMs(start);
  return items < ITEMS_AT_LEAST || workMs <= 0 ? null : workMs / items;
}

function captionStart({ spec, scenarios }: RunState): string {
  if (scenarios.every(isEnded)) return "";
  if (isVariantsRun(spec))
    return `${spec.scenarios.length} variants of one skill do the same ${formatQuantity(spec.scenarios[0]?.items ?? 0, spec.unit)}, side by side.`;
  const sizes = joinNames(spec.scenarios.map(({ items }) => formatCount(items)));
  const together = spec.scenarios.length > 1 ? ", all at the same time" : "";
  return `The same skill does ${sizes} ${pluralize(spec.scenarios.at(-1)?.items ?? 0, spec.unit)}${together}.`;
}
