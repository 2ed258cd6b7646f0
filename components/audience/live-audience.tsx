"use client";
import type { ReactNode } from "react";
import { useRunStream } from "@/lib/client/stream/run-stream";
import { LiveQuery } from "../parts/live-query";
import { AudienceView } from "./audience-view";

export type LiveAudienceProps = { code: string; joinHost: string; qr: ReactNode };

export function LiveAudience(props: LiveAudienceProps) {
  return (
    <LiveQuery>
      <Following {...props} />
    </LiveQuery>
  );
}

function Following(props: LiveAudienceProps) {
  const stream = useRunStream({ as: "audience", code: props.code });
  return <AudienceView {...props} stream={stream} />;
}
