import type { Refusal, RunCommand } from "../run/commands.ts";
import { selectAwaited, selectWaitingGate } from "../gates/barrier.ts";
import { askPolicy, itemsDoneIn, stepsForAnswer } from "./barrier.ts";
import type { DecisionView, Step } from "./decision.ts";
import { holdsAtGates, isMilestone, planMilestones, type MilestoneGate } from "../gates/gates.ts";
import { isGathered } from "../reduce/gate.ts";
import { areAllPaused } from "../run/run-status.ts";
import { labelScenario } from "../words/names.ts";
import { refusals } from "../words/refusals.ts";

/** The presenter's Advance: releases the milestone that the command names, or says why it does not open now. */
export function decideAdvance(view: DecisionView, command: RunCommand): Step[] | Refusal {
  const { state } = view;
  if (!holdsAtGates(state.spec)) return refusals.freeRunning();
  // behind an open gate nothing would move, and the room could not see why
  if (areAllPaused(state)) return refusals.runPaused();
  const gate = command.percent === null ? selectHeldMilestone(view) : findMilestone(view, command.percent);
  if ("code" in gate) return gate;
  if (selectWaitingGate(state)?.index !== gate.index && !command.force) return refusals.nobodyWaitingAt(gate.percent);
  const awaited = command.force || isGathered(state.barrier) ? [] : selectAwaited(state, gate, itemsDoneIn(view));
  if (awaited.length > 0) return refusals.stillWaiting(awaited.map((id) => labelScenario(state.spec, id)));
  return stepsForAnswer(view, gate, askPolicy(view, gate, true), command.actor);
}

/**
 * For an Advance that names no milestone. Once one has been released, such a click may have been meant for that one, and
 * must not release the next.
 */
function selectHeldMilestone({ state }: DecisionView): MilestoneGate | Refusal {
  const gate = selectWaitingGate(state);
  if (gate === null || !isMilestone(gate)) return refusals.nobodyWaiting();
  return state.releases.length === 0 ? gate : refusals.milestoneUnnamed(gate.percent);
}

/** Gates open in order, so only the next one can be advanced. */
function findMilestone(view: DecisionView, percent: number): MilestoneGate | Refusal {
  const { spec, releasedGates, startedAt } = view.state;
  const gate = planMilestones(spec).find((milestone) => milestone.percent === percent);
  if (gate === undefined) return refusals.unknownMilestone(percent, spec.milestones);
  if (gate.index < releasedGates) return refusals.alreadyReleased(percent);
  return startedAt !== null && gate.index === releasedGates ? gate : refusals.notNext(percent);
}
