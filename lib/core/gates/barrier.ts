import { areAllPaused } from "../run/run-status.ts";
import { requireScenarioSpec } from "../run/scenarios.ts";
import type { BarrierView } from "./policies.ts";
import { isAtGate, planGates, type Gate } from "./gates.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";

/** How many items a scenario has finished; a view that knows more than the facts says so. */
export type ItemsDone = (scenario: ScenarioState) => number;

const itemsByFacts: ItemsDone = (scenario) => scenario.totals.itemsDone;

/** The gate at which somebody waits; null when nobody does. */
export function selectWaitingGate({ barrier, spec }: Pick<RunState, "barrier" | "spec">): Gate | null {
  return planGates(spec)[barrier?.gate ?? -1] ?? null;
}

/** Whether the scenario counts as being at the gate or past it. */
export function hasReachedGate(
  state: RunState,
  scenario: ScenarioState,
  gate: Gate,
  itemsDone: ItemsDone = itemsByFacts,
): boolean {
  if (scenario.waitingAtGate !== null && scenario.waitingAtGate >= gate.index) return true;
  return isAtGate(itemsDone(scenario), gate, requireScenarioSpec(state, scenario.id), state.spec);
}

/** Those that a gate waits for: every scenario that has not ended and is below it, be it pending, halted or at work. */
export function selectAwaited(state: RunState, gate: Gate, itemsDone: ItemsDone = itemsByFacts): readonly string[] {
  return state.scenarios
    .filter((scenario) => !isEnded(scenario) && !hasReachedGate(state, scenario, gate, itemsDone))
    .map((scenario) => scenario.id);
}

/** Milliseconds from `fromMs` to `nowMs` in which not the whole run was paused. */
export function computeWaitedMs(state: Pick<RunState, "scenarios">, fromMs: number, nowMs: number): number {
  return Math.max(0, nowMs - fromMs - computeHaltedMs(state, fromMs, nowMs));
}

type Stretch = readonly [fromMs: number, toMs: number];

function computeHaltedMs(state: Pick<RunState, "scenarios">, fromMs: number, nowMs: number): number {
  const unended = state.scenarios.filter((scenario) => !isEnded(scenario));
  if (unended.length === 0) return 0;
  let common: readonly Stretch[] = [[fromMs, nowMs]];
  for (const scenario of unended) {
    const halts = scenario.spans.filter((span) => span.kind === "user-halt");
    common = common.flatMap(([from, to]) =>
      halts
        .map((span): Stretch => [Math.max(from, span.fromMs), Math.min(to, span.toMs ?? nowMs)])
        .filter(([start, end]) => end > start),
    );
    if (common.length === 0) return 0;
  }
  return common.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** What the policy of a gate is asked with. */
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
