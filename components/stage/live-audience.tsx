"use client";
import type { ReactNode } from "react";
import { useRunStream } from "@/lib/client/run-stream";
import { AudienceView } from "./audience-view";

export function LiveAudience(props: { code: string; joinHost: string; qr: ReactNode }) {
  const stream = useRunStream({ as: "audience", code: props.code });
  return <AudienceView {...props} stream={stream} />;
}
