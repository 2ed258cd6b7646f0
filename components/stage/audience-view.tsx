"use client";
import type { ReactNode } from "react";
import { formatClock, formatCount } from "@/lib/client/format";
import { useRunClock } from "@/lib/client/run-clock";
import type { RunStream } from "@/lib/client/run-stream";
import { selectPageHeadline } from "@/lib/client/select-headline";
import { isEnded } from "@/lib/client/select-standing";
import { useMediaQuery } from "@/lib/client/use-media-query";
import type { RunState } from "@/lib/core/state";
import { AudienceResults } from "./audience-results";
import { ConnectionWord } from "./connection-word";
import { HeadlineAnnouncer, HeadlineBanner } from "./headline-banner";
import { LiveBadge } from "./live-badge";
import { QualityPanel } from "./quality-panel";
import { TimelinePanel } from "./timeline-panel";

type AudienceViewProps = { stream: RunStream; code: string; joinHost: string; qr: ReactNode };

/** What the room sees, on a projector or in the hand: one sentence, one timeline, one trend. */
export function AudienceView({ stream, code, joinHost, qr }: AudienceViewProps) {
  const { view, connection } = stream;
  const state = view?.state ?? null;
  const nowMs = useRunClock(view, connection.kind === "live", 200);
  const headline = selectPageHeadline(view, connection, nowMs);
  const title = state?.spec.title ?? view?.title ?? "Triptych";
  return (
    <main className="stage flex min-h-dvh flex-col px-4 py-4 md:h-dvh md:min-h-[640px] md:px-[3.2vw] md:py-[2.6vh]">
      <header className="flex items-center gap-x-[0.8em]">
        <h1 className="stage-title min-w-0 font-semibold md:truncate">{title}</h1>
        <LiveBadge className="stage-badge" />
        <span className="stage-clock ml-auto tabular-nums">{state?.startedAt ? formatClock(nowMs) : ""}</span>
      </header>
      <HeadlineBanner headline={headline} className="stage-headline mt-3 md:mt-[1.8vh]" />
      <HeadlineAnnouncer headline={headline} />
      {state?.startedAt ? <Picture state={state} nowMs={nowMs} /> : <Lobby code={code} qr={qr} />}
      <footer className="stage-minor mt-auto flex items-end justify-between gap-6 pt-4">
        <div className="stage-minor flex flex-col items-start gap-1 pb-[0.2em] text-muted md:flex-row md:gap-[1.4em]">
          <ConnectionWord connection={connection} runner={view?.live.runner ?? null} running={state !== null && !isEnded(state)} />
          <span className="tabular-nums">{formatCount(view?.watching ?? 0)} watching</span>
        </div>
        {state?.startedAt ? <JoinCorner code={code} joinHost={joinHost} qr={qr} /> : null}
      </footer>
    </main>
  );
}

function Picture({ state, nowMs }: { state: RunState; nowMs: number }) {
  const projector = useMediaQuery("(min-width: 1024px)");
  const fontPx = projector ? 20 : 13;
  return (
    <>
      <div className="mt-5 md:mt-[2.2vh]">
        <TimelinePanel state={state} nowMs={nowMs} size="stage" />
      </div>
      {isEnded(state) && state.results ? (
        <AudienceResults results={state.results} unit={state.spec.unit} />
      ) : (
        <QualityPanel state={state} fontPx={fontPx} toggle={false} className="stage-minor mt-4 flex h-64 min-h-0 flex-col md:mr-[24vw] md:-mb-[12vh] md:h-auto md:flex-1" bodyClassName="min-h-0 flex-1" />
      )}
    </>
  );
}

function JoinCorner({ code, joinHost, qr }: { code: string; joinHost: string; qr: ReactNode }) {
  return (
    <div className="flex items-center gap-[1em] text-right">
      <div className="flex flex-col leading-tight text-muted">
        <span className="text-[0.85em]">join at {joinHost}</span>
        <span className="stage-code font-mono font-medium tracking-[0.06em] text-text">{code}</span>
      </div>
      <div className="hidden w-[clamp(96px,14vh,190px)] shrink-0 overflow-hidden rounded-lg md:block">{qr}</div>
    </div>
  );
}

/** Before the first run: the code is the picture. */
function Lobby({ code, qr }: { code: string; qr: ReactNode }) {
  return (
    <div className="m-auto flex flex-col items-center gap-6 py-10 text-center">
      <div className="w-[min(60vw,38vh)] overflow-hidden rounded-2xl">{qr}</div>
      <p className="font-mono text-[clamp(40px,7vw,96px)] leading-none font-semibold tracking-[0.1em]">{code}</p>
      <p className="text-muted">Keep this page open; it starts by itself.</p>
    </div>
  );
}
