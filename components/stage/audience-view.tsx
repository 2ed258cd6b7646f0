"use client";
import type { ReactNode } from "react";
import { formatClock, formatCount } from "@/lib/client/format";
import { useRunClock } from "@/lib/client/run-clock";
import type { RunStream } from "@/lib/client/run-stream";
import { selectPageHeadline } from "@/lib/client/select-headline";
import { isEnded } from "@/lib/client/select-standing";
import { useMediaQuery } from "@/lib/client/use-media-query";
import type { RunState } from "@/lib/core/state";
import { AudienceLobby } from "./audience-lobby";
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
    <main className="stage flex min-h-dvh flex-col px-4 py-4 md:h-dvh md:min-h-[600px] md:px-[3.2vw] md:py-[2.6vh]">
      <header className="flex items-center gap-x-[0.8em]">
        <h1 className="stage-title min-w-0 font-semibold md:truncate">{title}</h1>
        <LiveBadge className="stage-badge" />
        <span className="stage-clock ml-auto tabular-nums">{state?.startedAt ? formatClock(nowMs) : ""}</span>
      </header>
      <HeadlineBanner headline={headline} className="stage-headline mt-3 md:mt-[1.8vh]" />
      <HeadlineAnnouncer headline={headline} />
      {state?.startedAt ? (
        <div className="mt-5 md:mt-[2vh]">
          <TimelinePanel state={state} nowMs={nowMs} size="stage" />
        </div>
      ) : null}
      <div className="stage-minor flex min-h-0 flex-1 flex-col md:flex-row md:items-end md:gap-[2.5vw]">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col self-stretch">
          {state?.startedAt ? <Trend state={state} /> : <AudienceLobby code={code} qr={qr} />}
          <p className="mt-auto flex shrink-0 flex-wrap gap-x-[1.4em] pt-3 text-muted">
            <ConnectionWord connection={connection} runner={view?.live.runner ?? null} running={state !== null && !isEnded(state)} />
            <span className="tabular-nums">{formatCount(view?.watching ?? 0)} watching</span>
          </p>
        </div>
        {state?.startedAt ? <JoinCorner code={code} joinHost={joinHost} qr={qr} /> : null}
      </div>
    </main>
  );
}

/** The quality so far; once the run has ended, how it ended. */
function Trend({ state }: { state: RunState }) {
  const projector = useMediaQuery("(min-width: 1024px)");
  const hall = useMediaQuery("(min-width: 1600px)");
  if (isEnded(state) && state.results) return <AudienceResults results={state.results} unit={state.spec.unit} />;
  return <QualityPanel state={state} fontPx={hall ? 26 : projector ? 20 : 13} toggle={false} className={`${state.scenarios.length > 4 ? "trend-dense " : ""}mt-3 flex h-64 min-h-0 flex-col md:h-auto md:flex-1`} bodyClassName="min-h-0 flex-1" />;
}

function JoinCorner({ code, joinHost, qr }: { code: string; joinHost: string; qr: ReactNode }) {
  return (
    <div className="mt-3 flex shrink-0 items-center gap-[0.9em] md:mt-0 md:text-right">
      <div className="flex flex-col leading-tight text-muted">
        <span>join at {joinHost}</span>
        <span className="stage-code font-mono font-medium tracking-[0.06em] text-text">{code}</span>
      </div>
      <div className="hidden w-[clamp(96px,14vh,190px)] shrink-0 overflow-hidden rounded-lg md:block">{qr}</div>
    </div>
  );
}
