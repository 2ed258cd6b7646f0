import type { Refusal, RunCommand } from "./commands.ts";
import { askPolicy, releaseGateSteps, selectWaitingGate } from "./decide-barrier.ts";
import type { DecisionView, Step } from "./decide.ts";
import { holdsAtGates, planGates, planMilestones, type Gate } from "./gates.ts";
import { isGathered } from "./reduce-gate.ts";
import { formatPercent, joinNames } from "./words.ts";

/** The presenter's Advance: the release of the milestone that it names, or why it does not open now. */
export function decideAdvance(view: DecisionView, command: RunCommand): Step[] | Refusal {
  const { state } = view;
  if (!holdsAtGates(state.spec)) return { code: "not-holding", message: "Free-running never waits: there is nothing to advance." };
  const gate = command.percent === null ? selectHeldMilestone(view) : findMilestone(view, command.percent);
  if ("code" in gate) return gate;
  const waiting = selectWaitingGate(view);
  if (waiting?.index !== gate.index && !command.force) {
    return { code: "not-holding", message: `Nobody waits at ${formatPercent(gate.percent ?? 0)} yet.` };
  }
  const answer = askPolicy(view, gate, false);
  const waitingFor = answer.open ? [] : answer.waitingFor;
  if (waitingFor.length > 0 && !isGathered(state.barrier) && !command.force) {
    const names = state.spec.scenarios.filter(({ id }) => waitingFor.includes(id)).map(({ label }) => label);
    return { code: "still-waiting", message: `Still waiting for ${joinNames(names)}. Release now opens it all the same.` };
  }
  const opened = askPolicy(view, gate, true);
  return opened.open ? releaseGateSteps(view, gate, opened.reason, command.actor) : [];
}

function selectHeldMilestone(view: DecisionView): Gate | Refusal {
  const gate = selectWaitingGate(view);
  if (gate !== null && gate.percent !== null) return gate;
  return { code: "not-holding", message: "Nobody waits at a milestone now." };
}

/** Gates open in order, so only the next one can be advanced. */
function findMilestone(view: DecisionView, percent: number): Gate | Refusal {
  const { spec, releasedGates, startedAt } = view.state;
  const gate = planMilestones(spec).find((milestone) => milestone.percent === percent);
  const name = formatPercent(percent);
  if (gate === undefined) {
    const known = joinNames(spec.milestones.map(formatPercent));
    return { code: "unknown-milestone", message: `${name} is no milestone of this run; it has ${known === "" ? "none" : known}.` };
  }
  if (gate.index < releasedGates) return { code: "already-released", message: `${name} has been released already.` };
  const next = planGates(spec)[releasedGates];
  if (startedAt !== null && next !== undefined && next.index === gate.index) return gate;
  return { code: "not-holding", message: `${name} is not the next to be released.` };
}
