import type { Refusal, RunCommand } from "../run/commands.ts";
import { selectAwaited, selectWaitingGate } from "../gates/barrier.ts";
import { askPolicy, itemsDoneIn, stepsForAnswer } from "./barrier.ts";
import type { DecisionView, Step } from "./decision.ts";
import { holdsAtGates, isMilestone, planMilestones, type MilestoneGate } from "../gates/gates.ts";
import { isGathered } from "../reduce/gate.ts";
import { formatPercent, joinNames, labelScenario } from "../words/names.ts";

/** The presenter's Advance: the release of the milestone that it names, or why it does not open now. */
export function decideAdvance(view: DecisionView, command: RunCommand): Step[] | Refusal {
  const { state } = view;
  if (!holdsAtGates(state.spec))
    return { code: "not-holding", message: "Free-running never waits: there is nothing to advance." };
  const gate = command.percent === null ? selectHeldMilestone(view) : findMilestone(view, command.percent);
  if ("code" in gate) return gate;
  if (selectWaitingGate(state)?.index !== gate.index && !command.force) {
    return { code: "not-holding", message: `Nobody waits at ${formatPercent(gate.percent)} yet.` };
  }
  const awaited = command.force || isGathered(state.barrier) ? [] : selectAwaited(state, gate, itemsDoneIn(view));
  if (awaited.length > 0) {
    const names = joinNames(awaited.map((id) => labelScenario(state.spec, id)));
    return { code: "still-waiting", message: `Still waiting for ${names}. Release now opens it all the same.` };
  }
  return stepsForAnswer(view, gate, askPolicy(view, gate, true), command.actor);
}

function selectHeldMilestone(view: DecisionView): MilestoneGate | Refusal {
  const gate = selectWaitingGate(view.state);
  if (gate !== null && isMilestone(gate)) return gate;
  return { code: "not-holding", message: "Nobody waits at a milestone now." };
}

/** Gates open in order, so only the next one can be advanced. */
function findMilestone(view: DecisionView, percent: number): MilestoneGate | Refusal {
  const { spec, releasedGates, startedAt } = view.state;
  const gate = planMilestones(spec).find((milestone) => milestone.percent === percent);
  const name = formatPercent(percent);
  if (gate === undefined) {
    const known = joinNames(spec.milestones.map(formatPercent));
    return {
      code: "unknown-milestone",
      message: `${name} is no milestone of this run; it has ${known === "" ? "none" : known}.`,
    };
  }
  if (gate.index < releasedGates) return { code: "already-released", message: `${name} has been released already.` };
  if (startedAt !== null && gate.index === releasedGates) return gate;
  return { code: "not-holding", message: `${name} is not the next to be released.` };
}
