"use client";
import { toast } from "sonner";
import { selectHalt } from "@/lib/view/console/abilities";
import type { AttentionAct } from "@/lib/view/console/attention";
import { selectNextCue } from "@/lib/view/console/next-cue";
import type { useCommands } from "@/lib/client/commands/use-commands";
import type { RunState } from "@/lib/core/run/state";
import type { OpenDialog } from "./presenter-console";

export type Send = ReturnType<typeof useCommands>["send"];

/** The presenter's acts, each told by what is on screen at that moment. */
export function toConsoleActs(send: Send, state: RunState | null, open: (dialog: OpenDialog) => void) {
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
    askCancel: () => open("cancel"),
    answer: ({ command, scenarioId }: AttentionAct) => {
      if (command === "end-fault") send("fault", { scenarioId, fault: null });
      else send(command, { scenarioId });
    },
  };
}
