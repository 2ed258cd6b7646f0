"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import { useTheme } from "next-themes";
import { useCallback, useState } from "react";
import { decideKey, type ConsoleAction, type KeyEffect, type RunAction } from "@/lib/client/commands/decide-key";
import type { StageAction } from "@/lib/client/commands/stage-keys";
import { useCommands } from "@/lib/client/commands/use-commands";
import { useStageKeys } from "@/lib/client/commands/use-stage-keys";
import { useSetting } from "@/lib/client/hooks/use-setting";
import { selectConsoleOff } from "@/lib/client/stage/console-off";
import { useProgramme } from "@/lib/client/stage/use-programme";
import type { Refusal } from "@/lib/client/stream/refusal";
import type { RunStream } from "@/lib/client/stream/run-stream";
import type { CommandReply, CommandRequest } from "@/lib/realtime/protocol/protocol";
import { countResultPages } from "@/lib/view/console/result-page-count";
import { stageNotices } from "@/lib/view/text/stage";
import { toConsoleActions, type OpenDialog } from "./console-actions";
import type { LitPlace } from "./caption-dialog";
import { useConsoleLine } from "./console-line";

type Options = {
  readonly runId: string;
  readonly stream: RunStream;
  readonly consoleId: string;
  readonly sendOverHttp: (request: CommandRequest) => Promise<CommandReply>;
  /** calls back when the browser has none */
  readonly toggleFullscreen: (onMissing: (message: string) => void) => Promise<void>;
};

/** Answers a click on a page that the server has refused: neither way to the server would get an answer that says why. */
async function refuse({ code, message }: Refusal): Promise<CommandReply> {
  return { ok: false, error: { code, message } };
}

/** What the presenter can do here, by button, key and menu alike. */
export function useConsole({ runId, stream, consoleId, sendOverHttp, toggleFullscreen }: Options) {
  const { view, connection } = stream;
  const state = view?.state ?? null;
  const { line, say } = useConsoleLine();
  const dialogs = useDialogs();
  const control = useProgramme(stream, { runId, consoleId, say });
  const refusal = connection.kind === "refused" ? connection : null;
  const deliver = refusal === null ? stream.sendCommand : () => refuse(refusal);
  const { pending, send } = useCommands({ runId, state, deliver, fallback: sendOverHttp, onRefused: say });
  const off = selectConsoleOff(connection, control.driving);
  const actions = toConsoleActions({ send, state, open: dialogs.ask, off, say, control });
  const settings = useConsoleSettings();

  const performRun: { readonly [action in RunAction]: () => void } = {
    advance: actions.advance,
    "release-now": actions.force,
    pause: actions.pauseOrResume,
    fault: () => actions.askFault(null),
  };
  const performHere = (action: ConsoleAction) => {
    if (action === "fullscreen") void toggleFullscreen(say);
    else if (action === "dark") settings.switchTheme();
    else if (action === "notes") settings.switchNotes();
    else dialogs.ask(action);
  };
  const perform = (action: StageAction) => {
    const effect = decideKey(action, {
      driving: control.driving,
      programme: control.programme,
      hasStarted: state !== null && state.startedAt !== null,
      isOver: state !== null && isRunOver(state.status),
      pages: state === null ? 0 : countResultPages(state),
    });
    if (effect?.do === "direct") void control.direct(effect.act);
    else if (effect?.do === "run") performRun[effect.action]();
    else if (effect?.do === "console") performHere(effect.action);
    else if (effect?.do === "say") say(describeNotice(effect, off?.text));
  };
  useStageKeys(perform, { enabled: dialogs.dialog === null, singleKeys: settings.singleKeys });
  return { actions, control, dialogs, line, say, perform, pending, settings, off };
}

function describeNotice({ notice }: Extract<KeyEffect, { do: "say" }>, off: string | undefined): string {
  return notice === "not-driving" ? (off ?? stageNotices["no-driver"]) : stageNotices[notice];
}

function useDialogs() {
  const [dialog, setDialog] = useState<OpenDialog>(null);
  // the scenario of the dialog; null: all, or the one chosen in it
  const [scenarioId, setScenarioId] = useState<string | null>(null);
  const [lit, setLit] = useState<LitPlace | null>(null);
  const ask = useCallback((what: OpenDialog, scenario: string | null = null) => {
    setScenarioId(scenario);
    setLit(null);
    setDialog(what);
  }, []);
  const light = useCallback((place: LitPlace) => {
    setLit(place);
    setDialog("caption");
  }, []);
  return { dialog, setDialog, scenarioId, lit, ask, light };
}

function useConsoleSettings() {
  const [notes, setNotes] = useSetting("notes-shown", "yes");
  const [keys, setKeys] = useSetting("single-keys", "yes");
  const { resolvedTheme, setTheme } = useTheme();
  return {
    notesShown: notes === "yes",
    switchNotes: () => setNotes(notes === "yes" ? "no" : "yes"),
    singleKeys: keys === "yes",
    setSingleKeys: (on: boolean) => setKeys(on ? "yes" : "no"),
    switchTheme: () => setTheme(resolvedTheme === "dark" ? "light" : "dark"),
  };
}
