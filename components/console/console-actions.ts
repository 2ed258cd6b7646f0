"use client";
import { toast } from "sonner";
import { selectPauseState } from "@/lib/view/console/abilities";
import type { AttentionAction } from "@/lib/view/console/attention";
import { selectNextCue, withoutConnection } from "@/lib/view/console/next-cue";
import type { useCommands } from "@/lib/client/commands/use-commands";
import type { RunState } from "@/lib/core/run/state";
import { nextStepText } from "@/lib/view/text/console";

type Send = ReturnType<typeof useCommands>["send"];

export type OpenDialog = "join" | "help" | "cancel" | "fault" | "menu" | null;

/** The presenter's actions; keys, buttons, menus and the command menu all call these. */
export type ConsoleActions = ReturnType<typeof toConsoleActions>;

/** `open` shows a dialog for one scenario, or for all with null. `refusal`: why this page can direct nothing any more. */
export function toConsoleActions(
  send: Send,
  state: RunState | null,
  open: (dialog: OpenDialog, scenarioId?: string | null) => void,
  refusal: string | null = null,
) {
  const nextCue = state ? selectNextCue(state) : null;
  const cue = nextCue === null || refusal === null ? nextCue : withoutConnection(nextCue);
  const active = state
    ? state.scenarios.filter((scenario) => scenario.status === "running" || scenario.status === "paused")
    : [];
  const pauseState = state ? selectPauseState(state) : "none";
  return {
    pauseState,
    mayPause: active.length > 0 && refusal === null,
    cue,
    advance: () => {
      if (!cue || cue.kind === "ended") return;
      if (refusal !== null) toast(refusal);
      else if (cue.kind === "ready") send("advance", { percent: cue.percent });
      else toast(cue.nobodyWaits ? nextStepText.nothingToAdvance : nextStepText.notYet(cue.note));
    },
    force: () => {
      if (cue?.kind === "waiting" && cue.canForce && cue.percent !== null)
        send("advance", { percent: cue.percent, force: true });
      else if (cue?.kind === "ready") send("advance", { percent: cue.percent });
    },
    pauseOrResume: () => {
      if (active.length > 0) send(pauseState === "none" ? "pause" : "resume");
    },
    open,
    send,
    askCancel: (scenarioId: string | null) => open("cancel", scenarioId),
    askFault: (scenarioId: string | null) => open("fault", scenarioId),
    answer: ({ command, scenarioId }: AttentionAction) => {
      if (command === "end-fault") send("fault", { scenarioId, fault: null });
      else send(command, { scenarioId });
    },
  };
}
