import { selectNextStep } from "../../core/words/headline.ts";
import type { RunState } from "../../core/run/state.ts";
import { formatPercent, joinNames, labelScenario } from "../../core/words/names.ts";
import { selectHalt } from "./abilities.ts";
import { isEnded } from "./standing.ts";

export type NextCue =
  /** Advance opens the barrier now */
  | { readonly kind: "ready"; readonly label: string; readonly note: string; readonly percent: number }
  /** nothing for the presenter to do yet; `canForce`: release now would open the barrier */
  | {
      readonly kind: "waiting";
      readonly label: string;
      readonly note: string;
      readonly percent: number | null;
      readonly canForce: boolean;
    }
  | { readonly kind: "ended"; readonly note: string; readonly good: boolean };

const ENDINGS = {
  complete: "The run is complete",
  partial: "The run has ended; some results stand",
  failed: "The run has failed",
  cancelled: "The run was cancelled; what was finished is kept",
} as const;

/** The presenter's next step, with why it must wait if it must. */
export function selectNextCue(state: RunState): NextCue {
  if (isEnded(state)) return { kind: "ended", note: endNote(state), good: state.status === "complete" };
  const next = selectNextStep(state);
  if (next.canAdvance && next.percent !== null)
    return { kind: "ready", label: next.label, note: readyNote(state, next.waitingFor), percent: next.percent };
  const canForce =
    next.percent !== null &&
    state.barrier !== null &&
    state.scenarios.some((scenario) => scenario.waitingAtGate !== null);
  return {
    kind: "waiting",
    label: next.label,
    note: waitingNote(state, next.waitingFor),
    percent: next.percent,
    canForce,
  };
}

function endNote({ status, capped }: RunState): string {
  if (capped !== null) return "The run has stopped at its cap; what was finished is kept";
  return ENDINGS[status as keyof typeof ENDINGS];
}

/** Who came after the wait limit is here like everybody else. */
function readyNote({ scenarios }: RunState, waitingFor: readonly string[]): string {
  if (waitingFor.length > 0) return "the wait limit has passed";
  return scenarios.some(({ status }) => status === "failed" || status === "cancelled")
    ? "everyone who goes on is here"
    : "everyone is here";
}

function waitingNote(state: RunState, waitingFor: readonly string[]): string {
  if (state.status === "queued") return "waiting for a runner";
  if (state.status === "preparing") return "the scenarios get ready";
  if (state.status === "paused") return "paused";
  if (selectHalt(state) === "pausing") return "pausing";
  const next = state.spec.milestones.find((percent) => !isBehind(state, percent));
  if (next === undefined || state.spec.sync === "free-running") return "running";
  if (state.barrier === null) return `running to ${formatPercent(next)}`;
  if (waitingFor.length === 0) return "the last one arrives";
  return `waiting for ${joinNames(waitingFor.map((id) => labelScenario(state.spec, id)))}`;
}

/** Words to say now: those of the milestone that comes next; before the start and after the last one, those of 0 and 100. */
export function selectNote(state: RunState): string | null {
  const { notes, milestones } = state.spec;
  if (isEnded(state)) return notes["100"] ?? null;
  if (state.startedAt === null) return notes["0"] ?? null;
  const next = milestones.find((percent) => !isBehind(state, percent));
  return (next === undefined ? notes["100"] : notes[String(next)]) ?? null;
}

function isBehind(state: RunState, percent: number): boolean {
  if (state.releases.some((release) => release.percent === percent)) return true;
  const through = state.scenarios.every((scenario) => scenario.milestones.some((each) => each.percent === percent));
  return state.spec.sync === "free-running" && through;
}
