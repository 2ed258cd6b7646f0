import { areAllPaused } from "../run/run-status.ts";
import type { Actor } from "../run/actor.ts";
import { choosePolicy, type BarrierAnswer } from "../gates/policies.ts";
import { hasReachedGate, selectAwaited, selectWaitingGate, toBarrierView, type ItemsDone } from "../gates/barrier.ts";
import type { DecisionView, Step } from "./decision.ts";
import type { ReleaseReason } from "../run/events.ts";
import { countSteps, isMilestone, type Gate } from "../gates/gates.ts";
import { areAllDone } from "../kit/item-set.ts";
import { isGathered } from "../reduce/gate.ts";
import { record, recordDurably } from "./steps.ts";

/**
 * Finished items as the workers report them, ahead of the facts. Batches end at gates, and a scenario has reached a gate only
 * when the batch before it has ended: while a batch with all items reported is in flight, one item is not counted.
 */
export function itemsDoneIn(view: DecisionView): ItemsDone {
  return (scenario) => {
    const work = view.work.get(scenario.id);
    if (work === undefined) return scenario.totals.itemsDone;
    const { done, inFlight } = work;
    const allItemsReported = inFlight.some(({ range }) => areAllDone(done, range));
    return done.size - (allItemsReported ? 1 : 0);
  };
}

export function askPolicy(view: DecisionView, gate: Gate, forcedByPresenter: boolean): BarrierAnswer {
  const { state, nowMs } = view;
  return choosePolicy(state.spec, gate)(toBarrierView(state, gate, nowMs, itemsDoneIn(view), forcedByPresenter));
}

/** Opens the gate at which scenarios wait, or records that only the presenter is awaited now. */
export function decideBarrier(view: DecisionView): Step[] {
  const gate = selectWaitingGate(view.state);
  return gate === null ? [] : stepsForAnswer(view, gate, askPolicy(view, gate, false), null);
}

/** The steps for a policy's answer. `actor`: who asked; null: the runner. */
export function stepsForAnswer(view: DecisionView, gate: Gate, answer: BarrierAnswer, actor: Actor | null): Step[] {
  if (answer.open) return releaseGate(view, gate, answer.reason, actor);
  if (answer.gathered === null || isGathered(view.state.barrier) || !isMilestone(gate)) return [];
  return [record({ type: "milestone.gathered", percent: gate.percent, reason: answer.gathered })];
}

/** The facts that open a gate. Where a step ends at a milestone, milestone.released comes last and opens it. */
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
      .filter((scenario) => hasReachedGate(state, scenario, gate, itemsDone))
      .map(({ id }) => id);
    const fact = { type: "milestone.released", percent: gate.percent, reason, waitedMs, arrived, awaited } as const;
    steps.push(recordDurably(fact, actor));
  }
  return steps;
}

/** Run time at which the wait limit opens the current gate, or leaves only the presenter to wait for; null without a limit. */
export function computeTimeoutMs(view: DecisionView): number | null {
  const { state, nowMs } = view;
  const gate = selectWaitingGate(state);
  if (gate === null || state.spec.sync !== "milestone" || isGathered(state.barrier) || areAllPaused(state)) return null;
  const { waitedMs } = toBarrierView(state, gate, nowMs, itemsDoneIn(view), false);
  return nowMs + state.spec.waitLimitMs - waitedMs;
}
