"use client";
import { selectPauseState } from "@/lib/view/console/abilities";
import type { AttentionAction } from "@/lib/view/console/attention";
import { type NextCue, selectNextCue, selectRoomCue, withoutControl } from "@/lib/view/console/next-cue";
import type { ConsoleOff } from "@/lib/client/stage/console-off";
import type { useCommands } from "@/lib/client/commands/use-commands";
import type { ProgrammeControl } from "@/lib/client/stage/use-programme";
import { mayDirect } from "@/lib/view/console/driving";
import { countResultPages } from "@/lib/view/console/result-page-count";
import type { RunState } from "@/lib/core/run/state";
import { nextStepText } from "@/lib/view/text/console";

type Send = ReturnType<typeof useCommands>["send"];

export type OpenDialog = "join" | "help" | "cancel" | "fault" | "menu" | "caption" | "take-over" | null;

/** What Advance does at the end; null: there is no result for the room. `isOff`: this console may not show it. */
export type ResultStep = { readonly kind: "show" | "next" | "last"; readonly isOff: boolean } | null;

/** The presenter's actions; keys, buttons, menus and the command menu all call these. */
export type ConsoleActions = ReturnType<typeof toConsoleActions>;

type Context = {
  readonly send: Send;
  readonly state: RunState | null;
  /** shows a dialog for one scenario, or for all with null */
  readonly open: (dialog: OpenDialog, scenarioId?: string | null) => void;
  /** why this console may not act */
  readonly off: ConsoleOff | null;
  readonly say: (text: string) => void;
  readonly control: Pick<ProgrammeControl, "programme" | "driving">;
};

export function toConsoleActions({ send, state, open, off, say, control }: Context) {
  const cue = state === null ? null : selectCue(state, off, control);
  const active = state
    ? state.scenarios.filter((scenario) => scenario.status === "running" || scenario.status === "paused")
    : [];
  const pauseState = state ? selectPauseState(state) : "none";
  const mayAct = off === null;
  const sendOrSay: Send = (...command) => (off === null ? send(...command) : say(off.text));
  return {
    pauseState,
    mayAct,
    mayPause: active.length > 0 && mayAct,
    cue,
    resultStep: state === null ? null : selectResultStep(state, off !== null, control),
    advance: () => {
      if (!cue || cue.kind === "ended" || cue.kind === "lobby") return;
      if (off !== null) say(off.text);
      else if (cue.kind === "ready") send("advance", { percent: cue.percent });
      else say(cue.nobodyWaits ? nextStepText.nothingToAdvance : nextStepText.notYet(cue.note));
    },
    force: () => {
      if (cue?.kind === "waiting" && cue.canForce && cue.percent !== null)
        send("advance", { percent: cue.percent, force: true });
      else if (cue?.kind === "ready") send("advance", { percent: cue.percent });
    },
    pauseOrResume: () => {
      if (active.length > 0) sendOrSay(pauseState === "none" ? "pause" : "resume");
    },
    open,
    send: sendOrSay,
    askCancel: (scenarioId: string | null) => (off === null ? open("cancel", scenarioId) : say(off.text)),
    askFault: (scenarioId: string | null) => (off === null ? open("fault", scenarioId) : say(off.text)),
    answer: ({ command, scenarioId }: AttentionAction) => {
      if (command === "end-fault") sendOrSay("fault", { scenarioId, fault: null });
      else sendOrSay(command, { scenarioId });
    },
  };
}

function selectCue(state: RunState, off: ConsoleOff | null, { programme, driving }: Context["control"]): NextCue {
  const cue = selectNextCue(state);
  if (off !== null) return withoutControl(cue, off.note);
  return mayDirect(driving) ? selectRoomCue(cue, programme, state.startedAt !== null) : cue;
}

function selectResultStep(state: RunState, isOff: boolean, { programme, driving }: Context["control"]): ResultStep {
  const pages = countResultPages(state);
  if (pages === 0) return null;
  const isShown = programme.screen === "result";
  const kind = !isShown ? "show" : programme.page + 1 < pages ? "next" : "last";
  return { kind, isOff: isOff || !mayDirect(driving) };
}
