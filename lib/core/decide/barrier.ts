import { areAllPaused } from "../run/run-status.ts";
import type { Actor } from "../run/actor.ts";
import { choosePolicy, type BarrierAnswer } from "../gates/policies.ts";
import { hasReachedGate, selectAwaited, selectWaitingGate, toBarrierView, type ItemsDone } from "../gates/barrier.ts";
import type { DecisionView, Step } from "./decision.ts";
import type { ReleaseReason } from "../run/events.ts";
import { countSteps, isMilestone, type Gate, type MilestoneGate } from "../gates/gates.ts";
import { countItems, subtractRanges } from "../kit/ranges.ts";
import { isGathered } from "../reduce/gate.ts";
import type { ScenarioState } from "../run/state.ts";
import { record, recordDurably } from "./steps.ts";
import { isEnded } from "../run/statuses.ts";

/**
 * Items by what the workers have finished, ahead of what the facts tell. Batches end at gates, so of those under way
 * one item is held back: with every item told, but the batch not ended, nobody is at a gate yet.
 */
export function itemsDoneIn(view: DecisionView): ItemsDone {
  return (scenario) => {
    const work = view.work.get(scenario.id);
    if (work === undefined) return scenario.totals.itemsDone;
    const { doneRanges, inFlight } = work;
    const isWhollyTold = inFlight.some(({ range }) => subtractRanges([range], doneRanges).length === 0);
    return countItems(doneRanges) - (isWhollyTold ? 1 : 0);
  };
}

/** Asks the gate's policy. */
export function askPolicy(view: DecisionView, gate: Gate, forcedByPresenter: boolean): BarrierAnswer {
  const { state, nowMs } = view;
  return choosePolicy(state.spec, gate)(toBarrierView(state, gate, nowMs, itemsDoneIn(view), forcedByPresenter));
}

/** Opens the gate at which somebody waits, or says that only the presenter is awaited now. */
export function decideBarrier(view: DecisionView): Step[] {
  const gate = selectWaitingGate(view.state);
  return gate === null ? [] : stepsForAnswer(view, gate, askPolicy(view, gate, false), null);
}

/** What a policy's answer comes to; `actor`: who asked, null when the runner did. */
export function stepsForAnswer(view: DecisionView, gate: Gate, answer: BarrierAnswer, actor: Actor | null): Step[] {
  if (answer.open) return releaseGate(view, gate, answer.reason, actor);
  if (answer.gathered === null || isGathered(view.state.barrier) || !isMilestone(gate)) return [];
  return [record({ type: "milestone.gathered", percent: gate.percent, reason: answer.gathered })];
}

/** The facts that open a gate; where a step ends at a milestone, the milestone's comes last and is the one that opens. */
function releaseGate(view: DecisionView, gate: Gate, reason: ReleaseReason, actor: Actor | null): Step[] {
  const { state, nowMs } = view;
  const waitedMs = state.barrier === null ? 0 : Math.max(0, nowMs - state.barrier.firstArrivalMs);
  const steps: Step[] = [];
  if (gate.step !== null) {
    steps.push(
      record({ type: "step.released", step: gate.step, steps: countSteps(state.spec), reason, waitedMs }, actor),
    );
  }
  if (isMilestone(gate)) {
    const itemsDone = itemsDoneIn(view);
    const awaited = selectAwaited(state, gate, itemsDone);
    const arrived = state.scenarios
      .filter(
        (scenario) =>
          isThere(scenario, gate) || (!isEnded(scenario) && hasReachedGate(state, scenario, gate, itemsDone)),
      )
      .map(({ id }) => id);
    const fact = { type: "milestone.released", percent: gate.percent, reason, waitedMs, arrived, awaited } as const;
    steps.push(recordDurably(fact, actor));
  }
  return steps;
}

/** Of those that have ended: items that were given up have brought nobody to the milestone. */
function isThere({ milestones, status }: ScenarioState, { percent }: MilestoneGate): boolean {
  return status === "complete" || milestones.some((milestone) => milestone.percent === percent);
}

/** When the gate at which somebody waits opens, or gathers, by its wait limit; null when time does not open it. */
export function computeTimeoutMs(view: DecisionView): number | null {
  const { state, nowMs } = view;
  const gate = selectWaitingGate(state);
  if (gate === null || state.spec.sync !== "milestone" || isGathered(state.barrier) || areAllPaused(state)) return null;
  const { waitedMs } = toBarrierView(state, gate, nowMs, itemsDoneIn(view), false);
  return nowMs + state.spec.waitLimitMs - waitedMs;
}
