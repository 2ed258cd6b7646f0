"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";
import { useRunClock } from "@/lib/client/stream/run-clock";
import type { RunStream } from "@/lib/client/stream/run-stream";
import { selectPageHeadline } from "@/lib/client/stream/page-headline";
import { selectAttentions } from "@/lib/view/console/attention";
import { useLatency } from "@/lib/client/hooks/use-latency";
import { useWakeLock } from "@/lib/client/hooks/use-wake-lock";
import type { CommandReply, CommandRequest } from "@/lib/realtime/protocol/protocol";
import { ConsoleBody } from "./console-body";
import { ConsoleDangers } from "./console-dangers";
import { HeadlineAnnouncer, HeadlineBanner } from "../parts/headline-banner";
import { RefusalNotice } from "../parts/remedy";
import { toConsoleMenu } from "./console-menu";
import { HelpDialog, JoinDialog } from "./presenter-dialogs";
import { PresenterHeader } from "./presenter-header";
import { CaptionDialog } from "./stage/caption-dialog";
import { ConnectionBar } from "./stage/connection-bar";
import { DriverBar } from "./stage/driver-bar";
import { TakeOverDialog } from "./stage/take-over-dialog";
import { toggleFullscreen } from "./fullscreen";
import { useConsole } from "./stage/use-console";

/** Few presenters use it, so it loads when first opened. */
const LazyCommandMenu = dynamic(() => import("./command-menu").then((module) => module.CommandMenu), { ssr: false });

export type PresenterConsoleProps = {
  runId: string;
  title: string;
  stream: RunStream;
  /** this tab among the consoles */
  consoleId: string;
  stage: { readonly code: string; readonly joinUrl: string };
  qr: ReactNode;
  /** further actions for the join code */
  joinTools?: ReactNode;
  /** the server action for clicks that the socket could not deliver */
  sendOverHttp: (request: CommandRequest) => Promise<CommandReply>;
};

export function PresenterConsole(props: PresenterConsoleProps) {
  const { title, stream, stage, qr } = props;
  const { view, connection } = stream;
  const state = view?.state ?? null;
  const nowMs = useRunClock(view, connection.kind === "live", 200);
  const latencyMs = useLatency(stream.measureLatency, connection.kind === "live");
  const wakeLock = useWakeLock(state !== null && !isRunOver(state.status));
  const desk = useConsole({ ...props, toggleFullscreen });
  const { control, dialogs } = desk;
  const headline = selectPageHeadline(view, connection, nowMs);
  const notice = connection.kind === "refused" ? <RefusalNotice headline={headline} code={connection.code} /> : null;
  return (
    <div className="flex min-h-dvh flex-col md:h-dvh">
      <PresenterHeader
        title={title}
        view={view}
        connection={connection}
        driving={control.driving}
        latencyMs={latencyMs}
        nowMs={nowMs}
        screenMayGoDark={wakeLock === "missing"}
        onMenu={() => dialogs.setDialog("menu")}
      />
      <HeadlineAnnouncer headline={headline} />
      <ConnectionBar connection={connection} />
      <DriverBar
        driving={connection.kind === "live" ? control.driving : { kind: "unknown" }}
        direct={control.direct}
        onTakeOver={() => dialogs.setDialog("take-over")}
      />
      {state && view ? (
        <>
          {notice === null ? null : <div className="px-6 py-4">{notice}</div>}
          <ConsoleBody stream={stream} view={view} state={state} nowMs={nowMs} desk={desk} stage={stage} qr={qr} />
        </>
      ) : (
        <main className="grid flex-1 place-items-center p-8">
          {notice ?? <HeadlineBanner headline={headline} className="px-6 py-5 text-2xl" />}
        </main>
      )}
      <ConsoleDialogs {...props} desk={desk} nowMs={nowMs} />
    </div>
  );
}

type ConsoleDialogsProps = PresenterConsoleProps & { desk: ReturnType<typeof useConsole>; nowMs: number };

function ConsoleDialogs({ runId, stream: { view }, stage, qr, joinTools, desk, nowMs }: ConsoleDialogsProps) {
  const { actions, control, dialogs, settings } = desk;
  const { dialog, setDialog } = dialogs;
  const state = view?.state ?? null;
  const close = () => setDialog(null);
  const [menuRequested, setMenuRequested] = useState(false);
  if (dialog === "menu" && !menuRequested) setMenuRequested(true);
  return (
    <>
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
        singleKeys={settings.singleKeys}
        onSingleKeys={settings.setSingleKeys}
      />
      <TakeOverDialog
        driver={control.driving.kind === "other" ? control.driving.name : null}
        open={dialog === "take-over"}
        onClose={close}
        onConfirm={() => void control.direct({ type: "drive", confirmed: true })}
      />
      {menuRequested ? (
        <LazyCommandMenu
          open={dialog === "menu"}
          onClose={close}
          groups={toConsoleMenu({
            ...actions,
            action: actions.answer,
            canFault: actions.mayPause,
            attentions: state ? selectAttentions(state, nowMs) : [],
            notesShown: settings.notesShown,
            reviewHref: `/runs/${runId}`,
            programme: control.programme,
            perform: desk.perform,
          })}
        />
      ) : null}
      {state === null ? null : (
        <>
          <CaptionDialog
            open={dialog === "caption"}
            state={state}
            programme={control.programme}
            chosen={dialogs.lit}
            direct={(act) => void control.direct(act)}
            onClose={close}
          />
          <ConsoleDangers
            state={state}
            dialog={dialog}
            setDialog={setDialog}
            scenarioId={dialogs.scenarioId}
            send={actions.send}
            say={desk.say}
          />
        </>
      )}
    </>
  );
}
