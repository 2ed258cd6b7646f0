import type { TimelineModel, TimelineRow } from "@/lib/view/timeline/timeline";
import type { TimelineFrame } from "./timeline-frame";
import { timelineText } from "@/lib/view/text/charts";

/** Hatched the other way than a hold, in the colour of failures. */
export function FaultHatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <rect width="9" height="9" style={{ fill: "var(--bad-ground)", opacity: 0.55 }} />
      <rect width="2.4" height="9" style={{ fill: "var(--bad)" }} />
    </pattern>
  );
}

type RowMarksProps = { row: TimelineRow; top: number; frame: TimelineFrame };

/** Injected faults and retries of one scenario. */
export function RowMarks({ row, top, frame }: RowMarksProps) {
  const { barHeight, fontPx } = frame.geometry;
  const below = top + barHeight;
  return (
    <g>
      {row.faults.map(({ fault, fromMs, toMs }) => (
        <rect
          key={`${fault} ${fromMs}`}
          x={frame.x(fromMs)}
          y={top - 2}
          width={Math.max(3, frame.x(toMs) - frame.x(fromMs))}
          height={barHeight + 4}
          rx={2}
          fill={frame.fills.fault}
          style={{ stroke: "var(--bad)", strokeWidth: 1.5 }}
        />
      ))}
      {placeMarks(row, frame).map((mark) => (
        <g
          key={`${mark.text} ${mark.atMs}`}
          style={{
            fill: mark.tone === "bad" ? "var(--bad)" : "var(--hold)",
            stroke: "var(--ground)",
            strokeWidth: 4,
            paintOrder: "stroke",
          }}
        >
          <path d={`M${mark.x - 4.5} ${below + 8}h9l-4.5 -7Z`} style={{ strokeWidth: 2 }} />
          {mark.labelled ? (
            <text x={mark.x + 7} y={below + labelDrop(fontPx)} style={{ fontSize: fontPx * 0.9 }}>
              {mark.text}
            </text>
          ) : null}
        </g>
      ))}
    </g>
  );
}

/** From the bar to the base line of a label. */
function labelDrop(fontPx: number): number {
  return 3 + fontPx * 0.62;
}

type PlacedMark = { text: string; atMs: number; tone: "bad" | "hold"; x: number; end: number; labelled: boolean };

/** Faults are placed first; a mark that would overlap a label loses its own label, or is left to the table. */
function placeMarks(row: TimelineRow, frame: TimelineFrame): readonly PlacedMark[] {
  const { fontPx, barAt, barHeight } = frame.geometry;
  // on a phone the next row's name follows the bar at once
  const hasRoomBelow = frame.rowHeight * (1 - barAt) - barHeight / 2 >= labelDrop(fontPx);
  const right = frame.plot.x + frame.plot.width + fontPx * 2;
  const faults = row.faults.map(({ fault, fromMs }) => ({
    text: timelineText.fault(fault),
    atMs: fromMs,
    tone: "bad" as const,
  }));
  return [...faults, ...row.marks].reduce<readonly PlacedMark[]>((placed, mark) => {
    const x = frame.x(mark.atMs);
    const end = x + 7 + mark.text.length * fontPx * 0.5;
    const isFree = (from: number, to: number) => placed.every((other) => to < other.x - 6 || from > other.end + 6);
    if (hasRoomBelow && end <= right && isFree(x, end)) return [...placed, { ...mark, x, end, labelled: true }];
    return isFree(x - 4, x + 4) ? [...placed, { ...mark, x, end: x + 4, labelled: false }] : placed;
  }, []);
}

/** A change of the whole run: a thin line with its label at the top. */
export function Moments({ model, frame }: { model: TimelineModel; frame: TimelineFrame }) {
  const { plot, geometry } = frame;
  return model.moments.map(({ atMs, text }) => {
    const x = frame.x(atMs);
    const toLeft = x + text.length * geometry.fontPx * 0.55 > plot.x + plot.width;
    return (
      <g key={`${text} ${atMs}`}>
        <line
          x1={x}
          x2={x}
          y1={plot.y}
          y2={plot.y + plot.height - geometry.noteHeight}
          style={{ stroke: "var(--bad)", strokeWidth: 1.5, strokeDasharray: "6 4" }}
        />
        <text
          x={toLeft ? x - 6 : x + 6}
          y={plot.y + geometry.fontPx * 0.9}
          textAnchor={toLeft ? "end" : "start"}
          style={{
            fill: "var(--bad)",
            fontSize: geometry.fontPx * 0.9,
            stroke: "var(--ground)",
            strokeWidth: 4,
            paintOrder: "stroke",
          }}
        >
          {text}
        </text>
      </g>
    );
  });
}
