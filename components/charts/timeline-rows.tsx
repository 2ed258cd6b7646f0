import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { TimelineRow, TimelineSpan } from "@/lib/view/timeline/timeline";
import type { TimelineFrame } from "./timeline-frame";

export function Row({ row, top, frame }: { row: TimelineRow; top: number; frame: TimelineFrame }) {
  return (
    <g>
      {row.spans.map((span, i) => (
        <SpanBar key={i} span={span} index={row.index} top={top} frame={frame} />
      ))}
      <RowEnd row={row} top={top} frame={frame} />
    </g>
  );
}

function SpanBar({
  span,
  index,
  top,
  frame,
}: {
  span: TimelineSpan;
  index: number;
  top: number;
  frame: TimelineFrame;
}) {
  const left = frame.x(span.fromMs);
  const width = Math.max(span.kind === "running" ? 1.5 : 0, frame.x(span.toMs) - left);
  const height = frame.geometry.barHeight;
  if (span.kind === "running")
    return (
      <rect
        x={left}
        y={top}
        width={width}
        height={height}
        rx={Math.min(3, width / 2)}
        style={{ fill: scenarioLook(index).color }}
      />
    );
  if (span.kind === "sync-point" || span.kind === "presenter-hold")
    return <rect x={left} y={top} width={width} height={height} fill={frame.fills.hold} />;
  return (
    <rect
      x={left + 1}
      y={top + 1}
      width={Math.max(0, width - 2)}
      height={height - 2}
      rx={2}
      style={{ fill: "none", stroke: "var(--line-strong)", strokeDasharray: "4 4" }}
    />
  );
}

/** Drawn over the release lines. */
export function Ticks({ row, top, frame }: { row: TimelineRow; top: number; frame: TimelineFrame }) {
  return placeTicks(row, frame).map(({ percent, at, labelAt }) => (
    <g key={percent} style={{ fill: "var(--text)", stroke: "var(--ground)", strokeWidth: 4, paintOrder: "stroke" }}>
      <path d={`M${at - 5} ${top - 9}h10l-5 7Z`} style={{ strokeWidth: 2 }} />
      {labelAt !== null ? (
        <text x={labelAt} y={top - 14} textAnchor="middle" style={{ fontSize: frame.geometry.fontPx }}>
          {percent}
        </text>
      ) : null}
    </g>
  ));
}

type Tick = { percent: number; at: number; labelAt: number | null };

/** Ticks keep their position; a number at the very start moves into the plot, and one that would touch its neighbour is left out. */
function placeTicks(row: TimelineRow, frame: TimelineFrame): Tick[] {
  let free = Number.NEGATIVE_INFINITY;
  return row.ticks.map(({ percent, atMs }) => {
    const at = frame.x(atMs);
    const half = frame.geometry.fontPx * 0.65;
    const labelAt = Math.max(at, frame.x(0) + half);
    if (labelAt - half <= free) return { percent, at, labelAt: null };
    free = labelAt + half + 2;
    return { percent, at, labelAt };
  });
}

function RowEnd({ row, top, frame }: { row: TimelineRow; top: number; frame: TimelineFrame }) {
  if (!row.end) return null;
  const { geometry } = frame;
  const at = frame.x(row.end.atMs);
  const middle = top + geometry.barHeight / 2;
  const arm = geometry.barHeight * 0.2;
  const mark = {
    complete: `M${-arm} 0l${arm * 0.7} ${arm * 0.8}L${arm} ${-arm * 0.8}`,
    failed: `M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`,
    cancelled: `M${-arm} 0H${arm}`,
  };
  const color = { complete: "var(--good)", failed: "var(--bad)", cancelled: "var(--muted)" }[row.end.kind];
  const center = Math.min(at + arm + 10, frame.plot.x + frame.plot.width - arm - 2);
  const overBar = center < at + arm;
  return (
    <g>
      {overBar ? <circle cx={center} cy={middle} r={arm * 1.7} style={{ fill: "var(--ground)" }} /> : null}
      <path
        d={mark[row.end.kind]}
        transform={`translate(${center} ${middle})`}
        style={{ fill: "none", stroke: color, strokeWidth: 2.5, strokeLinecap: "round", strokeLinejoin: "round" }}
      />
    </g>
  );
}
