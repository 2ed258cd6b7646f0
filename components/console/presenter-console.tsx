"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import { useTheme } from "next-themes";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useCallback, useState, type ReactNode } from "react";
import { toast } from "sonner";
import { useRunClock } from "@/lib/client/stream/run-clock";
import type { RunStream } from "@/lib/client/stream/run-stream";
import type { Refusal } from "@/lib/client/stream/refusal";
import { selectPageHeadline } from "@/lib/client/stream/page-headline";
import { selectAttentions } from "@/lib/view/console/attention";
import type { StageAction } from "@/lib/client/commands/stage-keys";
import { useCommands } from "@/lib/client/commands/use-commands";
import { useLatency } from "@/lib/client/hooks/use-latency";
import { useSetting } from "@/lib/client/hooks/use-setting";
import { useStageKeys } from "@/lib/client/commands/use-stage-keys";
import { useWakeLock } from "@/lib/client/hooks/use-wake-lock";
import type { CommandReply, CommandRequest } from "@/lib/realtime/protocol/protocol";
import { toConsoleActions, type OpenDialog } from "./console-actions";
import { ConsoleBody } from "./console-body";
import { ConsoleDangers } from "./console-dangers";
import { HeadlineAnnouncer, HeadlineBanner } from "../parts/headline-banner";
import { RefusalNotice } from "../parts/remedy";
import { toConsoleMenu } from "./console-menu";
import { HelpDialog, JoinDialog } from "./presenter-dialogs";
import { PresenterHeader } from "./presenter-header";
import { toggleFullscreen } from "./fullscreen";

/** Few presenters use it, so it loads when first opened. */
const LazyCommandMenu = dynamic(() => import("./command-menu").then((module) => module.CommandMenu), { ssr: false });

export type PresenterConsoleProps = {
  runId: string;
  title: string;
  stream: RunStream;
  stage: { readonly code: string; readonly joinUrl: string };
  qr: ReactNode;
  /** further actions for the join code */
  joinTools?: ReactNode;
  /** the server action for clicks that the socket could not deliver */
  sendOverHttp: (request: CommandRequest) => Promise<CommandReply>;
};

/** Answers a click on a page that the server has refused: neither way to the server would get an answer that says why. */
async function refuse({ code, message }: Refusal): Promise<CommandReply> {
  return { ok: false, error: { code, message } };
}

export function PresenterConsole({ runId, title, stream, stage, qr, joinTools, sendOverHttp }: PresenterConsoleProps) {
  const { view, connection } = stream;
  const connected = connection.kind === "live";
  const state = view?.state ?? null;
  const nowMs = useRunClock(view, connected, 200);
  const latencyMs = useLatency(stream.measureLatency, connected);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  // the scenario of the dialog; null: all, or the one chosen in it
  const [dialogScenarioId, setDialogScenarioId] = useState<string | null>(null);
  const ask = useCallback((what: OpenDialog, scenarioId: string | null = null) => {
    setDialogScenarioId(scenarioId);
    setDialog(what);
  }, []);
  const [notesShown, setNotesShown] = useSetting("notes-shown", "yes");
  const [singleKeys, setSingleKeys] = useSetting("single-keys", "yes");
  const { resolvedTheme, setTheme } = useTheme();
  const onRefused = useCallback((message: string) => toast(message), []);
  const refusal = connection.kind === "refused" ? connection : null;
  const deliver = refusal === null ? stream.sendCommand : () => refuse(refusal);
  const commands = useCommands({ runId, state, deliver, fallback: sendOverHttp, onRefused });
  const actions = toConsoleActions(commands.send, state, ask, refusal?.message ?? null);
  const router = useRouter();
  const wakeLock = useWakeLock(state !== null && !isRunOver(state.status));

  const perform = (action: StageAction) => {
    if (action === "advance" && actions.cue?.kind === "ended") router.push(`/runs/${runId}/results`);
    else if (action === "advance") actions.advance();
    else if (action === "release-now") actions.force();
    else if (action === "pause") actions.pauseOrResume();
    else if (action === "fullscreen") void toggleFullscreen(onRefused);
    else if (action === "dark") setTheme(resolvedTheme === "dark" ? "light" : "dark");
    else if (action === "notes") setNotesShown(notesShown === "yes" ? "no" : "yes");
    else ask(action);
  };
  useStageKeys(perform, { enabled: dialog === null, singleKeys: singleKeys === "yes" });

  const [menuRequested, setMenuRequested] = useState(false);
  if (dialog === "menu" && !menuRequested) setMenuRequested(true);

  const headline = selectPageHeadline(view, connection, nowMs);
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <PresenterHeader
        title={title}
        view={view}
        connection={connection}
        latencyMs={latencyMs}
        nowMs={nowMs}
        screenMayGoDark={wakeLock === "missing"}
        onMenu={() => setDialog("menu")}
      />
      <HeadlineAnnouncer headline={headline} />
      {state && connection.kind === "refused" ? (
        <div className="px-6 py-4">
          <RefusalNotice headline={headline} code={connection.code} />
        </div>
      ) : null}
      {state && view ? (
        <ConsoleBody
          state={state}
          live={view.live}
          nowMs={nowMs}
          pending={commands.pending}
          code={stage.code}
          notesShown={notesShown === "yes"}
          actions={actions}
        />
      ) : (
        <main className="grid flex-1 place-items-center p-8">
          {connection.kind === "refused" ? (
            <RefusalNotice headline={headline} code={connection.code} />
          ) : (
            <HeadlineBanner headline={headline} className="px-6 py-5 text-2xl" />
          )}
        </main>
      )}
      <JoinDialog
        open={dialog === "join"}
        onOpenChange={(open) => setDialog(open ? "join" : null)}
        {...stage}
        watching={view?.watching ?? 0}
        qr={qr}
        tools={joinTools}
      />
      <HelpDialog
        open={dialog === "help"}
        onOpenChange={(open) => setDialog(open ? "help" : null)}
        singleKeys={singleKeys === "yes"}
        onSingleKeys={(on) => setSingleKeys(on ? "yes" : "no")}
      />
      {menuRequested ? (
        <LazyCommandMenu
          open={dialog === "menu"}
          onClose={() => setDialog(null)}
          groups={toConsoleMenu({
            ...actions,
            action: actions.answer,
            canFault: actions.mayPause,
            attentions: state ? selectAttentions(state, nowMs) : [],
            notesShown: notesShown === "yes",
            reviewHref: `/runs/${runId}`,
            perform,
          })}
        />
      ) : null}
      {state ? (
        <ConsoleDangers
          state={state}
          dialog={dialog}
          setDialog={setDialog}
          scenarioId={dialogScenarioId}
          send={commands.send}
        />
      ) : null}
    </div>
  );
}
