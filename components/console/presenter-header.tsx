import { Command as CommandIcon } from "lucide-react";
import Link from "next/link";
import type { Connection } from "@/lib/client/stream/connection";
import { formatClock, formatCount } from "@/lib/view/format/format";
import type { LiveView } from "@/lib/client/stream/live-view";
import { selectMark } from "@/lib/view/console/mark";
import { isEnded } from "@/lib/view/console/standing";
import type { RunSpec } from "@/lib/core/run/spec";
import { Button } from "../ui/button";
import { ConnectionWord } from "../parts/connection-word";
import { LiveBadge } from "../parts/live-badge";

type PresenterHeaderProps = {
  title: string;
  view: LiveView | null;
  connection: Connection;
  latencyMs: number | null;
  nowMs: number;
  screenMaySleep: boolean;
  onMenu: () => void;
};

export function PresenterHeader({
  title,
  view,
  connection,
  latencyMs,
  nowMs,
  screenMaySleep,
  onMenu,
}: PresenterHeaderProps) {
  const state = view?.state ?? null;
  return (
    <header className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-6 py-3">
      <Link href="/" className="sr-only focus:not-sr-only">
        Home
      </Link>
      <h1 className="min-w-0 truncate text-xl font-semibold">{title}</h1>
      <LiveBadge mark={selectMark(state, false)} className="text-[13px]" />
      {state ? <span className="hidden text-muted xl:inline">{describeMode(state.spec)}</span> : null}
      <div className="ml-auto flex flex-wrap items-center gap-x-5 gap-y-1 text-muted tabular-nums">
        <span>
          run <strong className="font-semibold text-text">{formatClock(nowMs)}</strong>
        </span>
        <span>
          <strong className="font-semibold text-text">{formatCount(view?.watching ?? 0)}</strong> watching
        </span>
        <ConnectionWord
          connection={connection}
          runner={view?.live.runner ?? null}
          running={state !== null && !isEnded(state)}
          latencyMs={latencyMs}
        />
        {screenMaySleep ? (
          <span title="This browser cannot keep the screen on: switch off its sleep yourself">screen may sleep</span>
        ) : null}
        <span className="hidden xl:inline">you drive</span>
        <Button
          tone="ghost"
          size="icon"
          className="-mr-2"
          aria-label="All commands"
          aria-keyshortcuts="Control+K Meta+K"
          onClick={onMenu}
        >
          <CommandIcon aria-hidden className="size-4.5" />
        </Button>
      </div>
    </header>
  );
}

/** "milestone, hold for me" */
export function describeMode(spec: Pick<RunSpec, "sync" | "hold">): string {
  return spec.hold === "presenter" ? `${spec.sync}, hold for me` : spec.sync;
}
