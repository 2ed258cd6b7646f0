import { selectNextStep } from "../../core/words/next-step.ts";
import { areAllPaused, isRunOver, isToBeFitted } from "../../core/run/run-status.ts";
import type { Programme } from "../../core/stage/programme.ts";
import type { RunState } from "../../core/run/state.ts";
import { formatPercent, joinNames, labelScenario } from "../../core/words/names.ts";
import { selectPauseState } from "./abilities.ts";
import { nextStepText } from "../text/console.ts";

export type NextCue =
  /** Advance opens the barrier now */
  | { readonly kind: "ready"; readonly label: string; readonly note: string; readonly percent: number }
  /** not the presenter's turn yet; `canForce`: "Release now" would open the barrier */
  | {
      readonly kind: "waiting";
      /** all scenarios are between gates: there is no barrier to open */
      readonly nobodyWaits: boolean;
      readonly label: string;
      readonly note: string;
      readonly percent: number | null;
      readonly canForce: boolean;
    }
  /** the room sees the join code: Advance first brings the run back */
  | { readonly kind: "lobby"; readonly label: string; readonly note: string }
  | { readonly kind: "ended"; readonly note: string; readonly good: boolean };

/** The presenter's next step, and the reason when it must wait. */
export function selectNextCue(state: RunState): NextCue {
  if (isRunOver(state.status)) return { kind: "ended", note: endNote(state), good: state.status === "complete" };
  const next = selectNextStep(state);
  const isPaused = areAllPaused(state);
  if (isPaused && next.canAdvance)
    return {
      kind: "waiting",
      nobodyWaits: false,
      label: next.label,
      note: nextStepText.pausedAtGate,
      percent: next.percent,
      canForce: false,
    };
  if (next.canAdvance && next.percent !== null)
    return { kind: "ready", label: next.label, note: readyNote(state, next.waitingFor), percent: next.percent };
  const canForce =
    next.percent !== null &&
    state.barrier !== null &&
    !isPaused &&
    state.scenarios.some((scenario) => scenario.waitingAtGate !== null);
  return {
    kind: "waiting",
    label: next.label,
    ...waitingNote(state, next.waitingFor),
    percent: next.percent,
    canForce,
  };
}

/** Advance opens no gate in a room that cannot see it. */
export function selectRoomCue(
  cue: NextCue,
  { cover, screen }: Pick<Programme, "cover" | "screen">,
  hasStarted: boolean,
): NextCue {
  if (cue.kind === "ended") return cue;
  if (cover !== null) return withoutControl(cue, cover === "black" ? nextStepText.roomBlack : nextStepText.roomWhite);
  if (screen !== "lobby" || !hasStarted) return cue;
  return { kind: "lobby", label: nextStepText.lobbyLabel, note: nextStepText.lobbyNote };
}

/** For a console that may not act now. `note`: why */
export function withoutControl(cue: NextCue, note: string): NextCue {
  if (cue.kind === "ended") return cue;
  const { label } = cue;
  return { kind: "waiting", nobodyWaits: false, label, note, percent: null, canForce: false };
}

function endNote({ status, capped, startedAt }: RunState): string {
  if (capped !== null) return nextStepText.limitReached;
  if (startedAt === null && status === "cancelled") return nextStepText.neverStarted;
  return nextStepText.endings[status as keyof typeof nextStepText.endings];
}

function readyNote({ scenarios }: RunState, waitingFor: readonly string[]): string {
  if (waitingFor.length > 0) return nextStepText.waitLimitPassed;
  return scenarios.some(({ status }) => status === "failed" || status === "cancelled")
    ? nextStepText.remainingHere
    : nextStepText.everyoneHere;
}

function waitingNote(
  state: RunState,
  waitingFor: readonly string[],
): { readonly note: string; readonly nobodyWaits: boolean } {
  const headingFor = describeHeading(state);
  return headingFor === null
    ? { note: describeWait(state, waitingFor), nobodyWaits: false }
    : { note: headingFor, nobodyWaits: true };
}

/** null unless every scenario is on its way */
function describeHeading(state: RunState): string | null {
  const { status, spec, barrier } = state;
  if (status === "queued" || status === "preparing" || status === "paused") return null;
  if (selectPauseState(state) === "pausing" || isStartingWorkers(state)) return null;
  const next = spec.milestones.find((percent) => !isPassed(state, percent));
  if (next === undefined || spec.sync === "free-running") return nextStepText.running;
  return barrier === null ? nextStepText.runningTo(formatPercent(next)) : null;
}

function isStartingWorkers({ scenarios }: RunState): boolean {
  return scenarios.some(({ pauseReason }) => pauseReason === "worker-start");
}

function describeWait(state: RunState, waitingFor: readonly string[]): string {
  if (state.status === "queued") return nextStepText.queued;
  if (state.status === "preparing") return isToBeFitted(state) ? nextStepText.fitting : nextStepText.preparing;
  if (state.status === "paused") return nextStepText.paused;
  if (selectPauseState(state) === "pausing") return nextStepText.pausing;
  if (isStartingWorkers(state)) return nextStepText.startingWorkers;
  if (waitingFor.length === 0) return nextStepText.lastArriving;
  return nextStepText.waitingFor(joinNames(waitingFor.map((id) => labelScenario(state.spec, id))));
}

/** The notes of the next milestone; those of 0 before the start, those of 100 after the last milestone. */
export function selectNote(state: RunState): string | null {
  const { notes, milestones } = state.spec;
  if (isRunOver(state.status)) return notes["100"] ?? null;
  if (state.startedAt === null) return notes["0"] ?? null;
  const next = milestones.find((percent) => !isPassed(state, percent));
  return (next === undefined ? notes["100"] : notes[String(next)]) ?? null;
}

function isPassed(state: RunState, percent: number): boolean {
  if (state.releases.some((release) => release.percent === percent)) return true;
  const allReached = state.scenarios.every((scenario) => scenario.milestones.some((each) => each.percent === percent));
  return state.spec.sync === "free-running" && allReached;
}
