import { selectAwaited } from "../gates/barrier.ts";
import { holdsAtGates, planMilestones, type Gate } from "../gates/gates.ts";
import { isGathered } from "../reduce/gate.ts";
import { haveAllEnded } from "../run/run-status.ts";
import type { RunState } from "../run/state.ts";
import { formatPercent, joinNames, labelScenario } from "./names.ts";

/** What the presenter's Advance does next. */
export type NextStep = {
  /** the milestone that Advance, or Release now, opens; null while no milestone is next */
  readonly percent: number | null;
  readonly label: string;
  /** only the presenter is awaited */
  readonly canAdvance: boolean;
  /** ids of the scenarios that the next milestone still waits for */
  readonly waitingFor: readonly string[];
};

export function selectNextStep(state: RunState): NextStep {
  if (state.finishedAt !== null || haveAllEnded(state)) return nothingToDo(describeEnd(state));
  if (state.startedAt === null) return nothingToDo("Starts by itself");
  if (!holdsAtGates(state.spec)) return nothingToDo(describeWord(state) ?? "Runs to the end without holds");
  const [milestone, following] = planMilestones(state.spec).filter((gate) => gate.index >= state.releasedGates);
  if (milestone === undefined) return nothingToDo(describeWord(state) ?? "Runs to the end");
  const opens = following === undefined ? "Advance to the end" : `Advance to ${formatPercent(following.percent)}`;
  const waitingFor = selectAwaited(state, milestone);
  const canAdvance = isPresentersTurn(state, milestone);
  return {
    percent: milestone.index === state.releasedGates ? milestone.percent : null,
    label: canAdvance ? opens : (describeWord(state) ?? opens),
    canAdvance,
    waitingFor,
  };
}

/** What the presenter is asked beside any milestone; null when nobody asks. */
function describeWord({ scenarios, spec }: RunState): string | null {
  const names = scenarios.filter(({ pauseReason }) => pauseReason === "retry").map(({ id }) => labelScenario(spec, id));
  return names.length === 0 ? null : `Try again or skip: ${joinNames(names)}`;
}

function describeEnd({ scenarios, spec, capped, status }: RunState): string {
  const failed = scenarios.filter(({ status }) => status === "failed").map(({ id }) => labelScenario(spec, id));
  return failed.length === 0 || capped !== null || status === "cancelled"
    ? "The run has ended"
    : `The run has ended; ${joinNames(failed)} can be tried again`;
}

/** The runner says when all have gathered: by what the facts count alone, the last batch may still be at work. */
function isPresentersTurn({ barrier }: RunState, milestone: Gate): boolean {
  return barrier?.gate === milestone.index && isGathered(barrier);
}

function nothingToDo(label: string): NextStep {
  return { percent: null, label, canAdvance: false, waitingFor: [] };
}
