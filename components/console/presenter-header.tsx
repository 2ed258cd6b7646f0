import { isRunOver } from "@/lib/core/run/run-status";
import { Command as CommandIcon } from "lucide-react";
import Link from "next/link";
import type { Connection } from "@/lib/client/stream/connection";
import { formatClock, formatCount } from "@/lib/view/format/format";
import type { LiveView } from "@/lib/client/stream/live-view";
import { selectMark } from "@/lib/view/console/mark";
import type { Driving } from "@/lib/view/console/driving";
import { selectCountdownMs } from "@/lib/view/console/countdown";
import { driverText } from "@/lib/view/text/stage";
import type { RunSpec } from "@/lib/core/run/spec";
import { Button } from "../ui/button";
import { ConnectionLabel } from "../parts/connection-label";
import { AnswersBadge } from "../parts/answers-badge";
import { LiveBadge } from "../parts/live-badge";
import { consoleText } from "@/lib/view/text/console";
import { liveText } from "@/lib/view/text/live";
import { runText } from "@/lib/view/text/run";

type PresenterHeaderProps = {
  title: string;
  view: LiveView | null;
  connection: Connection;
  driving: Driving;
  latencyMs: number | null;
  nowMs: number;
  screenMayGoDark: boolean;
  onMenu: () => void;
};

export function PresenterHeader({
  title,
  view,
  connection,
  driving,
  latencyMs,
  nowMs,
  screenMayGoDark,
  onMenu,
}: PresenterHeaderProps) {
  const state = view?.state ?? null;
  return (
    <header className="flex min-h-16 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-3 lg:px-6 low:min-h-12 low:py-1.5">
      <Link href="/" className="sr-only focus:not-sr-only">
        {consoleText.home}
      </Link>
      <h1 className="max-w-full truncate text-xl font-semibold">{title}</h1>
      <LiveBadge mark={connection.kind === "live" ? selectMark(state, false) : null} className="text-[13px]" />
      <AnswersBadge spec={state?.spec ?? null} className="text-[13px]" />
      {state ? (
        <span className="hidden shrink-0 text-muted min-[1400px]:inline">{describeMode(state.spec)}</span>
      ) : null}
      <div className="ml-auto flex flex-wrap items-center gap-x-5 gap-y-1 text-muted tabular-nums md:flex-nowrap md:whitespace-nowrap low:gap-x-3.5 low:text-sm">
        <span>
          {consoleText.runTime} <strong className="font-semibold text-text">{formatClock(nowMs)}</strong>
        </span>
        {state === null ? null : <Countdown leftMs={selectCountdownMs(state)} />}
        <span>
          <strong className="font-semibold text-text">{formatCount(view?.watching ?? 0)}</strong> {liveText.watching}
        </span>
        <ConnectionLabel
          connection={connection}
          live={view?.live ?? null}
          running={state !== null && !isRunOver(state.status)}
          latencyMs={latencyMs}
        />
        {screenMayGoDark ? (
          <span className="hidden min-[1400px]:inline" title={consoleText.screenMayGoDarkHint}>
            {consoleText.screenMayGoDark}
          </span>
        ) : null}
        {connection.kind === "live" ? <Driver driving={driving} /> : null}
        <Button
          tone="ghost"
          size="icon"
          className="-mr-2"
          aria-label={consoleText.allCommands}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={onMenu}
        >
          <CommandIcon aria-hidden className="size-4.5" />
        </Button>
      </div>
    </header>
  );
}

function Countdown({ leftMs }: { leftMs: number | null }) {
  if (leftMs === null) return null;
  const isOver = leftMs < 0;
  const clock = formatClock(Math.abs(leftMs));
  return (
    <span title={consoleText.planHint} className={isOver ? "text-hold" : undefined}>
      {isOver ? consoleText.over(clock) : consoleText.left(clock)}
    </span>
  );
}

function Driver({ driving: { kind } }: { driving: Driving }) {
  if (kind === "mine") return <span className="hidden lg:inline">{driverText.youDrive}</span>;
  return kind === "other" || kind === "nobody" ? (
    <strong className="font-semibold text-hold">{driverText.watchOnly}</strong>
  ) : null;
}

/** "milestone, hold for me" */
export function describeMode(spec: Pick<RunSpec, "sync" | "hold">): string {
  const mode = runText.modes[spec.sync];
  return spec.hold === "presenter" ? runText.holdForMe(mode) : mode;
}
