"use client";
import { clsx } from "clsx";
import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { formatQuality, formatQuantity } from "@/lib/view/format/format";
import type { ScenarioSummary } from "@/lib/view/console/scenario-summary";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import type { TimelineGeometry } from "../charts/timeline-frame";
import { LazyTimelineChart } from "../charts/lazy-charts";
import { ShapeMark } from "../parts/shape-mark";
import { StatusLabel } from "../parts/status-label";
import { scenarioText } from "@/lib/view/text/run";

type TimelineBoardProps = {
  model: TimelineModel;
  summaries: readonly ScenarioSummary[];
  unit: { readonly one: string; readonly many: string };
  /** something at the end of each row, such as a menu */
  renderRowEnd?: (summary: ScenarioSummary) => ReactNode;
  /** a line below the figures; its space is reserved while it is empty */
  renderRowNote?: (summary: ScenarioSummary) => ReactNode;
};

const LONG_NAME = 10;

/** Rows on paper have their text above the bar, like those on a phone; the heights match `.timeline-paper`. */
const PAPER_ROW_PX = 88;
const PAPER_GEOMETRY: TimelineGeometry = {
  fontPx: 11,
  axisHeight: 32,
  noteHeight: 20,
  barHeight: 20,
  barAt: 1 - 14 / PAPER_ROW_PX,
};

type PaperTimelineProps = Pick<TimelineBoardProps, "model" | "summaries" | "unit"> & { widthPx: number };

/** The same at a fixed width. */
export function PaperTimeline({ model, summaries, unit, widthPx }: PaperTimelineProps) {
  const height = PAPER_ROW_PX * summaries.length + PAPER_GEOMETRY.noteHeight + PAPER_GEOMETRY.axisHeight;
  return (
    <div
      className="timeline-board timeline-paper relative"
      style={{ "--rows": summaries.length, width: widthPx } as React.CSSProperties}
    >
      <ul className="relative z-10">
        {summaries.map((summary) => (
          <li key={summary.id} className="timeline-row flex items-start justify-between">
            <RowName summary={summary} unit={unit} />
            <RowFigures summary={summary} note={undefined}>
              {null}
            </RowFigures>
          </li>
        ))}
      </ul>
      <div className="timeline-plot absolute top-0">
        <LazyTimelineChart model={model} geometry={PAPER_GEOMETRY} size={{ width: widthPx, height }} />
      </div>
    </div>
  );
}

/** Names on the left, one time axis in the middle, figures on the right; on a phone both are above the bar. */
export function TimelineBoard({ model, summaries, unit, renderRowEnd, renderRowNote }: TimelineBoardProps) {
  const plot = useRef<HTMLDivElement>(null);
  const geometry = useGeometry(plot, summaries.length);
  // drawn after keys and texts, which must not wait for it
  const drawn = useDeferredValue(model);
  return (
    <div
      className={clsx("timeline-board timeline-console relative", summaries.length > 4 && "timeline-dense")}
      data-names={hasLongName(summaries) ? "long" : undefined}
      style={{ "--rows": summaries.length } as React.CSSProperties}
    >
      <ul className="relative z-10">
        {summaries.map((summary) => (
          <li key={summary.id} className="timeline-row flex items-start justify-between md:items-center">
            <RowName summary={summary} unit={unit} />
            <RowFigures summary={summary} note={renderRowNote?.(summary)}>
              {renderRowEnd?.(summary)}
            </RowFigures>
          </li>
        ))}
      </ul>
      <div ref={plot} className="timeline-plot pointer-events-none absolute top-0">
        <LazyTimelineChart model={drawn} geometry={geometry} />
      </div>
    </div>
  );
}

/** One size for all names of a picture: that of the longest. */
function hasLongName(summaries: readonly ScenarioSummary[]): boolean {
  return summaries.some(({ label }) => label.length > LONG_NAME);
}

function RowName({ summary, unit }: { summary: ScenarioSummary; unit: TimelineBoardProps["unit"] }) {
  return (
    <div className="timeline-name flex min-w-0 items-baseline gap-x-[0.5em] md:grid md:grid-cols-[auto_1fr]">
      <ShapeMark index={summary.index} className="size-[0.78em] shrink-0 self-center" />
      <span className="timeline-label min-w-0 font-semibold [overflow-wrap:anywhere]">{summary.label}</span>
      <span className="timeline-minor min-w-0 truncate text-muted md:col-start-2">
        {summary.isToBeFitted ? scenarioText.toBeFitted : formatQuantity(summary.items, unit)}
      </span>
    </div>
  );
}

function RowFigures({ summary, note, children }: { summary: ScenarioSummary; note: ReactNode; children: ReactNode }) {
  const figures = (
    <>
      <span
        className="timeline-percent font-semibold whitespace-nowrap tabular-nums"
        style={{ color: `var(--scenario-${summary.index + 1}-ink)` }}
      >
        {summary.percent}
        <span className="text-[0.5em] font-medium"> %</span>
      </span>
      <span className="timeline-minor flex items-end text-right leading-snug">
        {/* a row has room for one word; the headline says how it failed */}
        <StatusLabel
          tone={summary.tone}
          text={summary.tone === "bad" ? scenarioText.failed : summary.status}
          wraps={summary.tone === "good"}
        />
        <span className="whitespace-nowrap tabular-nums">{scenarioText.quality(formatQuality(summary.quality))}</span>
      </span>
    </>
  );
  return (
    <div className="timeline-figures z-10 flex shrink-0 items-center justify-end gap-[0.9em]">
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

/** Chart sizes from the space that the styles give; the heights of axis and notes match --axis and --note there. */
function useGeometry(plot: { readonly current: HTMLDivElement | null }, rows: number): TimelineGeometry {
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
  return useMemo(() => toGeometry(box, rows), [box, rows]);
}

function toGeometry(box: { width: number; height: number; wide: boolean }, rows: number): TimelineGeometry {
  const axisHeight = 32;
  const noteHeight = 20;
  const rowHeight = Math.max(40, (box.height - axisHeight - noteHeight) / Math.max(1, rows));
  const fontPx = 13;
  if (!box.wide) return { fontPx, axisHeight, noteHeight, barHeight: 24, barAt: 1 - 20 / rowHeight };
  // tick labels are above the bar, within its row
  const barHeight = Math.min(52, rowHeight * 0.36);
  const barAt = Math.max(0.6, (fontPx + 13 + barHeight / 2) / rowHeight);
  return { fontPx, axisHeight, noteHeight, barHeight, barAt };
}
