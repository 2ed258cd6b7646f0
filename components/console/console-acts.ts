"use client";
import { toast } from "sonner";
import { selectHalt } from "@/lib/view/console/abilities";
import type { AttentionAct } from "@/lib/view/console/attention";
import { selectNextCue } from "@/lib/view/console/next-cue";
import type { useCommands } from "@/lib/client/commands/use-commands";
import type { RunState } from "@/lib/core/run/state";

type Send = ReturnType<typeof useCommands>["send"];

export type OpenDialog = "join" | "help" | "cancel" | "fault" | "menu" | null;

/** What the presenter can do; keys, buttons, menus and the command menu all call these. */
export type ConsoleActs = ReturnType<typeof toConsoleActs>;

/** `open`: shows a dialog, about one scenario or, with null, about all. */
export function toConsoleActs(
  send: Send,
  state: RunState | null,
  open: (dialog: OpenDialog, scenarioId?: string | null) => void,
) {
  const cue = state ? selectNextCue(state) : null;
  const active = state
    ? state.scenarios.filter((scenario) => scenario.status === "running" || scenario.status === "paused")
    : [];
  const halt = state ? selectHalt(state) : "none";
  return {
    halt,
    mayPause: active.length > 0,
    cue,
    advance: () => {
      if (!cue || cue.kind === "ended") return;
      if (cue.kind === "ready") send("advance", { percent: cue.percent });
      else toast(cue.note.startsWith("running") ? "Nothing to advance: nobody waits" : `Not yet: ${cue.note}`);
    },
    force: () => {
      if (cue?.kind === "waiting" && cue.canForce && cue.percent !== null)
        send("advance", { percent: cue.percent, force: true });
      else if (cue?.kind === "ready") send("advance", { percent: cue.percent });
    },
    pauseOrResume: () => {
      if (active.length > 0) send(halt === "none" ? "pause" : "resume");
    },
    open,
    send,
    askCancel: (scenarioId: string | null) => open("cancel", scenarioId),
    askFault: (scenarioId: string | null) => open("fault", scenarioId),
    answer: ({ command, scenarioId }: AttentionAct) => {
      if (command === "end-fault") send("fault", { scenarioId, fault: null });
      else send(command, { scenarioId });
    },
  };
}
