"use client";
import { useEffect, useState, type ComponentType } from "react";
import { AudienceLobby } from "./audience-lobby";
import { HeadlineBanner } from "../parts/headline-banner";
import type { LiveAudienceProps } from "./live-audience";
import { audienceText } from "@/lib/view/text/audience";
import { liveText } from "@/lib/view/text/live";
import { sharedText } from "@/lib/view/text/shared";

/** Code and QR code come with the page; the live view loads after the first paint. */
export function AudienceEntry(props: LiveAudienceProps) {
  const [Live, setLive] = useState<ComponentType<LiveAudienceProps> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import("./live-audience").then(
      (module) => setLive(() => module.LiveAudience),
      () => setFailed(true),
    );
  }, []);
  if (Live) return <Live {...props} />;
  const headline = failed
    ? ({ tone: "bad", ...audienceText.notLoaded } as const)
    : ({ tone: "wait", ...liveText.headline.connecting } as const);
  return (
    <main className="flex min-h-dvh flex-col px-4 py-4 md:h-dvh md:px-[3.2vw] md:py-[2.6vh]">
      <header>
        <h1 className="stage-title font-semibold">{sharedText.product}</h1>
      </header>
      <HeadlineBanner headline={headline} className="stage-headline mt-3 md:mt-[1.8vh]" />
      <AudienceLobby code={props.code} qr={props.qr} refusal={null} />
    </main>
  );
}
