"use client";
import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { isRunOver } from "@/lib/core/run/run-status";
import { INITIAL_PROGRAMME } from "@/lib/core/stage/programme";
import { usePausedPicture } from "@/lib/client/hooks/use-paused-picture";
import { useMediaQuery } from "@/lib/client/hooks/use-media-query";
import { selectPageHeadline } from "@/lib/client/stream/page-headline";
import { useRunClock } from "@/lib/client/stream/run-clock";
import type { RunStream } from "@/lib/client/stream/run-stream";
import { formatCount } from "@/lib/view/format/format";
import { audienceText } from "@/lib/view/text/audience";
import { liveText } from "@/lib/view/text/live";
import { sharedText } from "@/lib/view/text/shared";
import { ConnectionLabel } from "../parts/connection-label";
import { HeadlineAnnouncer } from "../parts/headline-banner";
import { Remedy } from "../parts/remedy";
import { RoomFoot } from "../room/room-foot";
import { RoomPicture } from "../room/room-picture";

type AudienceViewProps = { stream: RunStream; code: string; joinHost: string; qr: ReactNode };

/** Held in a hand: narrow, or as low as a phone on its side. */
const PHONE = "(max-width: 767px), (max-height: 479px)";

/** The audience's page: the room's picture, and below it the connection. */
export function AudienceView({ stream, code, joinHost, qr }: AudienceViewProps) {
  const { view: present, connection } = stream;
  const presentMs = useRunClock(present, connection.kind === "live", 200);
  const frozen = present?.programme.frozen ?? null;
  const { shown, paused, toggle } = usePausedPicture({ view: present, nowMs: frozen?.runAtMs ?? presentMs });
  const isPhone = useMediaQuery(PHONE);
  const { view, nowMs } = shown;
  const state = view?.state ?? null;
  const headline = selectPageHeadline(view, connection, nowMs, "audience");
  const refusal = connection.kind === "refused" ? connection.code : null;
  const moving = state !== null && state.startedAt !== null && !isRunOver(state.status);
  const scene = {
    state,
    live: view?.live ?? null,
    programme: present?.programme ?? INITIAL_PROGRAMME,
    nowMs,
    title: state?.spec.title ?? view?.title ?? sharedText.product,
    headline,
    watching: present?.watching ?? null,
    isPaused: paused,
    isStale: connection.kind !== "live",
  };
  const foot = (
    <RoomFoot connection={connection}>
      <ConnectionLabel connection={connection} live={present?.live ?? null} running={moving} />
      {isPhone && present && refusal === null ? (
        <span>{`${formatCount(present.watching)} ${liveText.watching}`}</span>
      ) : null}
      {refusal === null ? null : <Remedy code={refusal} className="room-remedy" />}
      {(moving && refusal === null) || paused ? <PauseButton paused={paused} toggle={toggle} /> : null}
    </RoomFoot>
  );
  return (
    <>
      <HeadlineAnnouncer headline={headline} />
      <main className="h-dvh">
        <RoomPicture
          scene={scene}
          door={refusal === null ? { code, host: joinHost, qr } : null}
          place={isPhone ? "phone" : "projector"}
          foot={foot}
        />
      </main>
    </>
  );
}

/** WCAG 2.2.2: moving content can be paused. */
function PauseButton({ paused, toggle }: { paused: boolean; toggle: () => void }) {
  const Icon = paused ? Play : Pause;
  return (
    <button type="button" onClick={toggle} className="room-pause" data-paused={paused || undefined}>
      <Icon aria-hidden className="size-[0.9em]" />
      {paused ? audienceText.backToLive : audienceText.pause}
    </button>
  );
}
