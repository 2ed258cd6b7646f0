"use client";
import { Pause, Play } from "lucide-react";
import Link from "next/link";
import { useEffect, useState, type ComponentType, type ReactNode } from "react";
import type { Connection } from "@/lib/client/stream/connection";
import { formatClock, formatCount } from "@/lib/view/format/format";
import { useRunClock } from "@/lib/client/stream/run-clock";
import type { RunStream } from "@/lib/client/stream/run-stream";
import { selectPageHeadline } from "@/lib/client/stream/page-headline";
import { selectMark } from "@/lib/view/console/mark";
import { isEnded } from "@/lib/view/console/standing";
import { useMediaQuery } from "@/lib/client/hooks/use-media-query";
import { usePausedPicture } from "@/lib/client/hooks/use-paused-picture";
import type { RunState } from "@/lib/core/run/state";
import { AudienceLobby } from "./audience-lobby";
import type { AudienceResultsProps } from "./audience-results";
import { ConnectionWord } from "../parts/connection-word";
import { HeadlineAnnouncer, HeadlineBanner } from "../parts/headline-banner";
import { LiveBadge } from "../parts/live-badge";
import { QualityPanel } from "../panels/quality-panel";
import { TimelinePanel } from "../panels/timeline-panel";

type AudienceViewProps = { stream: RunStream; code: string; joinHost: string; qr: ReactNode };

/** What the room sees, on a projector or in the hand: one sentence, one timeline, one trend. */
export function AudienceView({ stream, code, joinHost, qr }: AudienceViewProps) {
  const { view: present, connection } = stream;
  const presentMs = useRunClock(present, connection.kind === "live", 200);
  const { shown, paused, toggle } = usePausedPicture({ view: present, nowMs: presentMs });
  const { view, nowMs } = shown;
  const state = view?.state ?? null;
  const headline = selectPageHeadline(view, connection, nowMs);
  const title = state?.spec.title ?? view?.title ?? "Triptych";
  const moving = state !== null && state.startedAt !== null && !isEnded(state);
  return (
    <>
      <HeadlineAnnouncer headline={headline} />
      {/* lobby and run are two pictures: one takes the other's place, nothing of it moves */}
      <main
        key={state?.startedAt ? "run" : "lobby"}
        className="stage flex min-h-dvh flex-col px-4 py-4 md:h-dvh md:min-h-[600px] md:px-[3.2vw] md:py-[2.6vh]"
      >
        <header className="flex items-center gap-x-[0.8em]">
          <h1 className="stage-title min-w-0 font-semibold md:truncate">{title}</h1>
          <LiveBadge mark={selectMark(state, paused)} className="stage-badge" />
          <span className="stage-clock ml-auto tabular-nums">{state?.startedAt ? formatClock(nowMs) : ""}</span>
        </header>
        <HeadlineBanner headline={headline} className="stage-headline mt-3 md:mt-[1.8vh]" />
        {state?.startedAt ? (
          <div className="mt-5 md:mt-[2vh]">
            <TimelinePanel state={state} nowMs={nowMs} size="stage" />
          </div>
        ) : null}
        <div className="stage-minor flex min-h-0 flex-1 flex-col md:flex-row md:items-end md:gap-[2.5vw]">
          <div className="flex min-h-0 min-w-0 flex-1 flex-col self-stretch">
            {state?.startedAt ? (
              <Trend state={state} />
            ) : (
              <AudienceLobby code={code} qr={qr} valid={connection.kind !== "refused"} />
            )}
            {/* on a phone it stays in sight: a lost line would go unseen below the fold */}
            <p className="mt-auto flex min-h-11 shrink-0 flex-wrap items-center gap-x-[1.4em] pt-3 text-muted max-md:sticky max-md:bottom-0 max-md:z-20 max-md:-mx-4 max-md:bg-ground max-md:px-4 max-md:pb-2 pointer-coarse:min-h-14">
              <ConnectionWord connection={connection} runner={present?.live.runner ?? null} running={moving} />
              {present ? <span className="tabular-nums">{formatCount(present.watching)} watching</span> : null}
              {moving || paused ? <PauseButton paused={paused} toggle={toggle} /> : null}
            </p>
          </div>
          {state?.startedAt ? (
            <JoinCorner code={code} joinHost={joinHost} qr={qr} connection={connection} ended={isEnded(state)} />
          ) : null}
        </div>
      </main>
    </>
  );
}

/** For whoever cannot read what moves. */
function PauseButton({ paused, toggle }: { paused: boolean; toggle: () => void }) {
  const Icon = paused ? Play : Pause;
  return (
    <button
      type="button"
      onClick={toggle}
      className={`inline-flex min-h-8 items-center gap-[0.4em] rounded-lg hover:text-text pointer-coarse:min-h-11 ${paused ? "font-medium text-hold" : ""}`}
    >
      <Icon aria-hidden className="size-[0.8em]" />
      {paused ? "Back to live" : "Pause picture"}
    </button>
  );
}

/** The quality so far; once the run has ended, how it ended. */
function Trend({ state }: { state: RunState }) {
  const projector = useMediaQuery("(min-width: 1024px)");
  const hall = useMediaQuery("(min-width: 1600px)");
  const [Results, setResults] = useState<ComponentType<AudienceResultsProps> | null>(null);
  // asked for before the end, when the network may be away; without it the trend stays in its place
  useEffect(() => {
    import("./audience-results").then(
      (module) => setResults(() => module.AudienceResults),
      () => {},
    );
  }, []);
  if (isEnded(state) && state.results && Results) return <Results results={state.results} unit={state.spec.unit} />;
  return (
    <QualityPanel
      state={state}
      fontPx={hall ? 26 : projector ? 20 : 13}
      toggle={false}
      className={`${state.scenarios.length > 4 ? "trend-dense " : ""}mt-3 flex h-64 min-h-0 flex-col md:h-auto md:flex-1`}
      bodyClassName="min-h-0 flex-1"
    />
  );
}

/** The way in for latecomers; a code that is no longer valid is shown to nobody. */
function JoinCorner({
  code,
  joinHost,
  qr,
  connection,
  ended,
}: {
  code: string;
  joinHost: string;
  qr: ReactNode;
  connection: Connection;
  /** the results need the room of the words on a low screen: the QR code stays */
  ended: boolean;
}) {
  if (connection.kind === "refused") {
    return (
      <Link href="/join" className="underline underline-offset-4">
        Type the present code
      </Link>
    );
  }
  return (
    // a row of its own on a phone alone: elsewhere the code stays where it is when its words go
    <div className="mt-3 flex shrink-0 items-center gap-[0.9em] md:contents md:text-right">
      <div className={`flex flex-col leading-tight text-muted ${ended ? "join-words-ended" : ""}`}>
        <span>join at {joinHost}</span>
        <span className="stage-code font-mono font-medium tracking-[0.06em] text-text">{code}</span>
      </div>
      <div className="hidden w-[clamp(96px,14vh,190px)] shrink-0 overflow-hidden rounded-lg md:block">{qr}</div>
    </div>
  );
}
