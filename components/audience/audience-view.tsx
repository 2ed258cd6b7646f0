"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import { Pause, Play } from "lucide-react";
import { useEffect, useState, type ComponentType, type ReactNode } from "react";
import { formatClock, formatCount } from "@/lib/view/format/format";
import { useRunClock } from "@/lib/client/stream/run-clock";
import type { RunStream } from "@/lib/client/stream/run-stream";
import { selectPageHeadline } from "@/lib/client/stream/page-headline";
import { selectMark } from "@/lib/view/console/mark";
import { useMediaQuery } from "@/lib/client/hooks/use-media-query";
import { usePausedPicture } from "@/lib/client/hooks/use-paused-picture";
import type { RunState } from "@/lib/core/run/state";
import { AudienceLobby } from "./audience-lobby";
import type { AudienceResultsProps } from "./audience-results";
import { ConnectionLabel } from "../parts/connection-label";
import { HeadlineAnnouncer, HeadlineBanner } from "../parts/headline-banner";
import { LiveBadge } from "../parts/live-badge";
import { Remedy } from "../parts/remedy";
import { buttonClass } from "../ui/button";
import { QualityPanel } from "../panels/quality-panel";
import { TimelinePanel } from "../panels/timeline-panel";
import { audienceText } from "@/lib/view/text/audience";
import { liveText } from "@/lib/view/text/live";
import { sharedText } from "@/lib/view/text/shared";

type AudienceViewProps = { stream: RunStream; code: string; joinHost: string; qr: ReactNode };

/** The audience's view, on a projector or a phone: one sentence, one timeline, one trend. */
export function AudienceView({ stream, code, joinHost, qr }: AudienceViewProps) {
  const { view: present, connection } = stream;
  const presentMs = useRunClock(present, connection.kind === "live", 200);
  const { shown, paused, toggle } = usePausedPicture({ view: present, nowMs: presentMs });
  const { view, nowMs } = shown;
  const state = view?.state ?? null;
  const headline = selectPageHeadline(view, connection, nowMs, "audience");
  const refusal = connection.kind === "refused" ? connection.code : null;
  const title = state?.spec.title ?? view?.title ?? sharedText.product;
  const moving = state !== null && state.startedAt !== null && !isRunOver(state.status);
  return (
    <>
      <HeadlineAnnouncer headline={headline} />
      {/* keyed: the run replaces the lobby as a whole, so no element shifts */}
      <main
        key={state?.startedAt ? "run" : "lobby"}
        className="stage flex min-h-dvh flex-col px-4 py-4 md:h-dvh md:min-h-[600px] md:px-[3.2vw] md:py-[2.6vh]"
      >
        <header className="flex items-center gap-x-[0.8em]">
          <h1 className="stage-title min-w-0 font-semibold md:truncate">{title}</h1>
          <LiveBadge mark={refusal === null ? selectMark(state, paused) : null} className="stage-badge" />
          <span className="stage-clock ml-auto tabular-nums">{state?.startedAt ? formatClock(nowMs) : ""}</span>
        </header>
        <div className="mt-3 flex flex-col gap-3 md:mt-[1.8vh] md:flex-row md:items-center md:gap-6">
          <HeadlineBanner headline={headline} className="stage-headline min-w-0 md:flex-1" />
          {state?.startedAt && refusal !== null ? (
            <Remedy
              code={refusal}
              className={buttonClass({ tone: "primary", size: "large" }, "shrink-0 self-start md:self-auto")}
            />
          ) : null}
        </div>
        {state?.startedAt ? (
          <div className="mt-5 md:mt-[2vh]">
            <TimelinePanel state={state} nowMs={nowMs} size="stage" shortage={view?.live.shortage} />
          </div>
        ) : null}
        <div className="stage-minor flex min-h-0 flex-1 flex-col md:flex-row md:items-end md:gap-[2.5vw]">
          <div className="flex min-h-0 min-w-0 flex-1 flex-col self-stretch">
            {state?.startedAt ? <Trend state={state} /> : <AudienceLobby code={code} qr={qr} refusal={refusal} />}
            {/* sticky on phones: a lost connection must not go unseen below the fold */}
            <p className="mt-auto flex min-h-11 shrink-0 flex-wrap items-center gap-x-[1.4em] pt-3 text-muted max-md:sticky max-md:bottom-0 max-md:z-20 max-md:-mx-4 max-md:bg-ground max-md:px-4 max-md:pb-2 pointer-coarse:min-h-14">
              <ConnectionLabel connection={connection} live={present?.live ?? null} running={moving} />
              {present && refusal === null ? (
                <span className="tabular-nums">
                  {formatCount(present.watching)} {liveText.watching}
                </span>
              ) : null}
              {(moving && refusal === null) || paused ? <PauseButton paused={paused} toggle={toggle} /> : null}
            </p>
          </div>
          {state?.startedAt && refusal === null ? (
            <JoinCorner code={code} joinHost={joinHost} qr={qr} ended={isRunOver(state.status)} />
          ) : null}
        </div>
      </main>
    </>
  );
}

/** WCAG 2.2.2: moving content can be paused. */
function PauseButton({ paused, toggle }: { paused: boolean; toggle: () => void }) {
  const Icon = paused ? Play : Pause;
  return (
    <button
      type="button"
      onClick={toggle}
      className={`inline-flex min-h-8 items-center gap-[0.4em] rounded-lg hover:text-text pointer-coarse:min-h-11 ${paused ? "font-medium text-hold" : ""}`}
    >
      <Icon aria-hidden className="size-[0.8em]" />
      {paused ? audienceText.backToLive : audienceText.pause}
    </button>
  );
}

/** The quality so far; after the end of the run, its results. */
function Trend({ state }: { state: RunState }) {
  const projector = useMediaQuery("(min-width: 1024px)");
  const hall = useMediaQuery("(min-width: 1600px)");
  const [Results, setResults] = useState<ComponentType<AudienceResultsProps> | null>(null);
  // loaded ahead, since the network may be down at the end; without it the trend stays
  useEffect(() => {
    import("./audience-results").then(
      (module) => setResults(() => module.AudienceResults),
      () => {},
    );
  }, []);
  if (isRunOver(state.status) && state.results && Results)
    return <Results results={state.results} unit={state.spec.unit} />;
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

/** For latecomers. */
function JoinCorner({
  code,
  joinHost,
  qr,
  ended,
}: {
  code: string;
  joinHost: string;
  qr: ReactNode;
  /** on a low screen the results take the place of the text; the QR code stays */
  ended: boolean;
}) {
  return (
    // a row of its own on phones only: elsewhere the QR code keeps its place when the text is hidden
    <div className="mt-3 flex shrink-0 items-center gap-[0.9em] md:contents md:text-right">
      <div className={`flex flex-col leading-tight text-muted ${ended ? "join-words-ended" : ""}`}>
        <span>{audienceText.joinAt(joinHost)}</span>
        <span className="stage-code font-mono font-medium tracking-[0.06em] text-text">{code}</span>
      </div>
      <div className="hidden w-[clamp(96px,14vh,190px)] shrink-0 overflow-hidden rounded-lg md:block">{qr}</div>
    </div>
  );
}
