import { areAllPaused } from "../run/run-status.ts";
import { requireScenarioSpec } from "../run/scenarios.ts";
import type { BarrierView } from "./policies.ts";
import { isAtGate, planGates, type Gate } from "./gates.ts";
import { memoize } from "../kit/memoize.ts";
import type { RunState, ScenarioState, Span } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";

/** Number of finished items of a scenario; the runner knows it earlier than the facts do. */
export type ItemsDone = (scenario: ScenarioState) => number;

const itemsByFacts: ItemsDone = (scenario) => scenario.totals.itemsDone;

/** The gate at which scenarios wait; null when none waits. */
export function selectWaitingGate({ barrier, spec }: Pick<RunState, "barrier" | "spec">): Gate | null {
  return planGates(spec)[barrier?.gate ?? -1] ?? null;
}

/**
 * Whether the scenario is at the gate or past it: an ended one if it completed or reached the milestone in a fact, since
 * skipped items count as finished; any other by its finished items.
 */
export function hasReachedGate(
  state: RunState,
  scenario: ScenarioState,
  gate: Gate,
  itemsDone: ItemsDone = itemsByFacts,
): boolean {
  const { status, milestones, waitingAtGate } = scenario;
  if (isEnded(scenario)) return status === "complete" || milestones.some(({ percent }) => percent === gate.percent);
  if (waitingAtGate !== null && waitingAtGate >= gate.index) return true;
  return isAtGate(itemsDone(scenario), gate, requireScenarioSpec(state, scenario.id), state.spec);
}

/** Ids of the scenarios that a gate waits for: all that have not ended and are below it, whether pending, paused or running. */
export function selectAwaited(state: RunState, gate: Gate, itemsDone: ItemsDone = itemsByFacts): readonly string[] {
  return state.scenarios
    .filter((scenario) => !isEnded(scenario) && !hasReachedGate(state, scenario, gate, itemsDone))
    .map((scenario) => scenario.id);
}

/** How many scenarios have reached the gate and wait there, or are past it; those that have ended elsewhere do not count. */
export function countAtGate(state: RunState, gate: Gate): number {
  return state.scenarios.filter((scenario) => hasReachedGate(state, scenario, gate)).length;
}

/** Milliseconds from `fromMs` to `nowMs` (run time) without those in which the whole run was paused. */
export function computeWaitedMs(state: Pick<RunState, "scenarios">, fromMs: number, nowMs: number): number {
  return Math.max(0, nowMs - fromMs - computePausedMs(state, fromMs, nowMs));
}

const selectPauses = memoize((spans: readonly Span[]) => spans.filter(({ kind }) => kind === "user-halt"));

type Interval = readonly [fromMs: number, toMs: number];

function computePausedMs(state: Pick<RunState, "scenarios">, fromMs: number, nowMs: number): number {
  const unended = state.scenarios.filter((scenario) => !isEnded(scenario));
  if (unended.length === 0) return 0;
  let common: readonly Interval[] = [[fromMs, nowMs]];
  for (const scenario of unended) {
    common = common.flatMap(([from, to]) =>
      selectPauses(scenario.spans)
        .map((span): Interval => [Math.max(from, span.fromMs), Math.min(to, span.toMs ?? nowMs)])
        .filter(([start, end]) => end > start),
    );
    if (common.length === 0) return 0;
  }
  return common.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** The view of a gate that its policy decides on. */
export function toBarrierView(
  state: RunState,
  gate: Gate,
  nowMs: number,
  itemsDone: ItemsDone,
  forcedByPresenter: boolean,
): BarrierView {
  const fromMs = state.barrier?.limitFromMs ?? state.barrier?.firstArrivalMs ?? nowMs;
  return {
    awaited: selectAwaited(state, gate, itemsDone),
    endedWhileAwaited: state.barrier?.endedWhileAwaited ?? false,
    waitedMs: computeWaitedMs(state, fromMs, nowMs),
    allPaused: areAllPaused(state),
    forcedByPresenter,
  };
}
