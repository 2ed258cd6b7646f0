"use client";
import { clsx } from "clsx";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { formatCount, formatQuality } from "@/lib/view/format/format";
import type { Standing } from "@/lib/view/console/standing";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import type { TimelineGeometry } from "../charts/timeline-frame";
import { LazyTimelineChart } from "../charts/lazy-charts";
import { ShapeMark } from "../parts/shape-mark";
import { StandingWord } from "../parts/standing-word";

export type BoardSize = "console" | "stage";

type TimelineBoardProps = {
  model: TimelineModel;
  standings: readonly Standing[];
  unit: { readonly one: string; readonly many: string };
  size: BoardSize;
  /** something at the end of each row, such as a menu */
  renderRowEnd?: (standing: Standing) => ReactNode;
  /** a line below the figures, kept free while there is nothing to say */
  renderRowNote?: (standing: Standing) => ReactNode;
};

/** Names at the left, one time axis in the middle, figures at the right; on a phone the words stand above their bar. */
export function TimelineBoard({ model, standings, unit, size, renderRowEnd, renderRowNote }: TimelineBoardProps) {
  const plot = useRef<HTMLDivElement>(null);
  const geometry = useGeometry(plot, size, standings.length);
  return (
    <div
      className={clsx(
        "timeline-board relative",
        size === "stage" ? "timeline-stage" : "timeline-console",
        standings.length > 4 && "timeline-dense",
      )}
      style={{ "--rows": standings.length } as React.CSSProperties}
    >
      <ul className="relative z-10">
        {standings.map((standing) => (
          <li key={standing.id} className="timeline-row flex items-start justify-between md:items-center">
            <RowName standing={standing} unit={unit} />
            <RowFigures standing={standing} note={renderRowNote?.(standing)}>
              {renderRowEnd?.(standing)}
            </RowFigures>
          </li>
        ))}
      </ul>
      <div ref={plot} className="timeline-plot pointer-events-none absolute top-0">
        <LazyTimelineChart model={model} geometry={geometry} />
      </div>
    </div>
  );
}

function RowName({ standing, unit }: { standing: Standing; unit: TimelineBoardProps["unit"] }) {
  return (
    <div className="timeline-name flex min-w-0 items-baseline gap-x-[0.5em] md:grid md:grid-cols-[auto_1fr]">
      <ShapeMark index={standing.index} className="size-[0.78em] shrink-0 self-center" />
      <span className="max-w-full shrink-0 truncate font-semibold">{standing.label}</span>
      <span className="timeline-minor min-w-0 truncate text-muted md:col-start-2">
        {formatCount(standing.items)} {unit.many}
      </span>
    </div>
  );
}

function RowFigures({ standing, note, children }: { standing: Standing; note: ReactNode; children: ReactNode }) {
  const figures = (
    <>
      <span
        className="timeline-percent font-semibold whitespace-nowrap tabular-nums"
        style={{ color: `var(--scenario-${standing.index + 1}-ink)` }}
      >
        {standing.percent}
        <span className="text-[0.5em] font-medium"> %</span>
      </span>
      <span className="timeline-minor flex items-end text-right leading-snug">
        {/* a row has room for one word; how it failed is said by the sentence above */}
        <StandingWord tone={standing.tone} word={standing.tone === "bad" ? "failed" : standing.word} />
        <span className="whitespace-nowrap tabular-nums">quality {formatQuality(standing.quality)}</span>
      </span>
    </>
  );
  return (
    <div className="timeline-figures z-10 flex items-center justify-end gap-[0.9em]">
      {note === undefined ? (
        figures
      ) : (
        <span className="flex min-w-0 flex-col items-end">
          <span className="flex items-center justify-end gap-[0.9em]">{figures}</span>
          <span className="min-h-5 text-[13.5px]/5 whitespace-nowrap tabular-nums">{note}</span>
        </span>
      )}
      {children}
    </div>
  );
}

/** Sizes of what is drawn, from the room that the styles gave; heights of axis and notes are --axis and --note there. */
function useGeometry(
  plot: { readonly current: HTMLDivElement | null },
  size: BoardSize,
  rows: number,
): TimelineGeometry {
  const [box, setBox] = useState({ width: 700, height: 330, wide: true });
  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const watcher = new ResizeObserver(([entry]) => {
      if (entry)
        setBox({ width: entry.contentRect.width, height: entry.contentRect.height, wide: window.innerWidth >= 768 });
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [plot]);
  const axisHeight = size === "stage" && box.wide ? 52 : 32;
  const noteHeight = size === "stage" && box.wide ? 34 : 20;
  const rowHeight = Math.max(40, (box.height - axisHeight - noteHeight) / Math.max(1, rows));
  const fontPx = size === "console" || !box.wide ? 13 : rows > 4 ? 16 : Math.max(20, Math.min(28, box.width / 34));
  if (!box.wide) return { fontPx, axisHeight, noteHeight, barHeight: 24, barAt: 1 - 20 / rowHeight };
  // the numbers of the ticks stand above the bar, within its row
  const barHeight = Math.min(52, rowHeight * 0.36);
  const barAt = Math.max(0.6, (fontPx + 13 + barHeight / 2) / rowHeight);
  return { fontPx, axisHeight, noteHeight, barHeight, barAt };
}
