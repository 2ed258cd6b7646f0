"use client";
import { useMemo, type ReactNode } from "react";
import { useFrozenState } from "@/lib/client/stage/use-frozen-state";
import type { LiveView } from "@/lib/client/stream/live-view";
import { selectPageHeadline } from "@/lib/client/stream/page-headline";
import type { RunStream } from "@/lib/client/stream/run-stream";
import type { RunState } from "@/lib/core/run/state";
import { mayDirect } from "@/lib/view/console/driving";
import { countResultPages } from "@/lib/view/console/result-page-count";
import { describeRoom } from "@/lib/view/console/room-state";
import { formatClock } from "@/lib/view/format/format";
import { roomControlText as text } from "@/lib/view/text/stage";
import { isVariantsRun } from "@/lib/core/run/variants/options";
import { WhatIfField } from "../../stage/what-if-field";
import type { RoomScene } from "../../room/room-picture";
import { RoomPanel } from "./room-panel";
import type { useConsole } from "./use-console";

type RoomSectionProps = {
  stream: RunStream;
  view: LiveView;
  state: RunState;
  nowMs: number;
  desk: ReturnType<typeof useConsole>;
  stage: { readonly code: string; readonly joinUrl: string };
  qr: ReactNode;
};

/** The room's picture of this console's run. */
export function RoomSection({ stream, view, state, nowMs, desk, stage, qr }: RoomSectionProps) {
  const { programme, driving, direct } = desk.control;
  const { connection } = stream;
  const isOnStage = driving.kind !== "elsewhere";
  const frozen = isOnStage ? programme.frozen : null;
  const shown = useFrozenState(state, frozen);
  const shownMs = frozen?.runAtMs ?? nowMs;
  const pages = countResultPages(state);
  const scene = useMemo(
    (): RoomScene | null =>
      shown === null
        ? null
        : {
            state: shown,
            live: view.live,
            programme,
            nowMs: shownMs,
            title: shown.spec.title,
            headline: selectPageHeadline({ ...view, state: shown }, connection, shownMs, "audience"),
            watching: view.watching,
            isPaused: false,
            isStale: connection.kind !== "live",
          },
    [shown, view, programme, shownMs, connection],
  );
  const door = useMemo(() => ({ code: stage.code, host: new URL(stage.joinUrl).host, qr }), [stage, qr]);
  const isConnected = connection.kind === "live" || connection.kind === "reconnecting";
  return (
    <RoomPanel
      scene={isOnStage ? (scene ?? text.openedLater(formatClock(shownMs))) : text.otherRun}
      programme={programme}
      door={door}
      seen={describeRoom({ programme, state, pages, isOnStage, isConnected })}
      mayDirect={mayDirect(driving) && desk.off === null}
      pages={pages}
      hasStarted={state.startedAt !== null}
      direct={(act) => void direct(act)}
      onCaption={() => desk.dialogs.ask("caption")}
      question={
        pages > 0 && isOnStage && !isVariantsRun(state.spec) ? (
          <WhatIfField
            unit={state.spec.unit}
            asked={programme.whatIf}
            example={Math.max(...state.spec.scenarios.map(({ items }) => items)) * 10}
            disabled={!mayDirect(driving) || desk.off !== null}
            direct={stream.direct}
          />
        ) : null
      }
    />
  );
}
