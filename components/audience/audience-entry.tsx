"use client";
import { useEffect, useState, type ComponentType } from "react";
import { INITIAL_PROGRAMME } from "@/lib/core/stage/programme";
import { audienceText } from "@/lib/view/text/audience";
import { liveText } from "@/lib/view/text/live";
import { sharedText } from "@/lib/view/text/shared";
import { HeadlineAnnouncer } from "../parts/headline-banner";
import { LobbyPicture } from "../room/lobby-picture";
import { RoomCanvas } from "../room/room-canvas";
import type { LiveAudienceProps } from "./live-audience";

/** Asked for while React still wakes the page, which a slow phone takes most of a second for. */
const loading = typeof window === "undefined" ? null : import("./live-audience");
// the effect below reports a failure
loading?.catch(() => {});

/** Code and QR code come with the page, in the room's canvas; the live view loads beside it. */
export function AudienceEntry(props: LiveAudienceProps) {
  const [Live, setLive] = useState<ComponentType<LiveAudienceProps> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    void loading?.then(
      (module) => setLive(() => module.LiveAudience),
      () => setFailed(true),
    );
  }, []);
  if (Live) return <Live {...props} />;
  const headline = failed
    ? ({ tone: "bad", ...audienceText.notLoaded } as const)
    : ({ tone: "wait", ...liveText.headline.connecting } as const);
  const { code, joinHost: host, qr } = props;
  return (
    <>
      <HeadlineAnnouncer headline={headline} />
      <main className="room-first h-dvh">
        <RoomCanvas look={INITIAL_PROGRAMME} place="projector" screen="lobby">
          <LobbyPicture
            scene={{ title: sharedText.product, headline, watching: null }}
            door={{ code, host, qr }}
            place="projector"
            foot={<div className="room-foot" />}
          />
        </RoomCanvas>
      </main>
    </>
  );
}
