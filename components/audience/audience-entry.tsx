"use client";
import { useEffect, useState, type ComponentType } from "react";
import { AudienceLobby } from "./audience-lobby";
import { HeadlineBanner } from "../parts/headline-banner";
import type { LiveAudienceProps } from "./live-audience";

/** The code and the QR are there with the page itself; what follows the run comes after the first paint. */
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
    ? ({
        tone: "bad",
        title: "The page did not load completely",
        detail: "reload it when the network is back",
      } as const)
    : ({ tone: "wait", title: "Connecting", detail: "the picture comes with the first word from the server" } as const);
  return (
    <main className="flex min-h-dvh flex-col px-4 py-4 md:h-dvh md:px-[3.2vw] md:py-[2.6vh]">
      <header>
        <h1 className="stage-title font-semibold">Triptych</h1>
      </header>
      <HeadlineBanner headline={headline} className="stage-headline mt-3 md:mt-[1.8vh]" />
      <AudienceLobby code={props.code} qr={props.qr} valid />
    </main>
  );
}
