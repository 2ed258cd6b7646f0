"use client";
import { usePlotArea, useXAxisScale } from "recharts";
import { formatClock } from "@/lib/client/format";
import { placeAlongAxis } from "@/lib/client/label-layout";
import { scenarioLook } from "@/lib/client/scenario-look";
import type { TimelineModel, TimelineRow, TimelineSpan } from "@/lib/client/select-timeline";

export type TimelineGeometry = {
  readonly fontPx: number;
  readonly axisHeight: number;
  readonly barHeight: number;
  /** middle of the bar within its row, 0–1 */
  readonly barAt: number;
  /** room below the rows for the words of releases */
  readonly noteHeight: number;
};

type Frame = {
  x: (ms: number) => number;
  plot: { x: number; y: number; width: number; height: number };
  rowHeight: number;
  geometry: TimelineGeometry;
};

/** Spans, ticks, releases and the present moment, drawn over the chart's own axes. */
export function TimelineLayer({ model, geometry }: { model: TimelineModel; geometry: TimelineGeometry }) {
  const plot = usePlotArea();
  const scale = useXAxisScale();
  if (!plot || !scale || plot.width <= 0) return null;
  const x = (ms: number) => scale(Math.min(ms, model.maxMs)) ?? plot.x;
  const frame: Frame = {
    x,
    plot,
    rowHeight: (plot.height - geometry.noteHeight) / Math.max(1, model.rows.length),
    geometry,
  };
  return (
    <g>
      <defs>
        <pattern id="hatch" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="10" height="10" style={{ fill: "var(--hatch-ground)" }} />
          <rect width="1.8" height="10" style={{ fill: "var(--hatch-line)" }} />
        </pattern>
      </defs>
      {model.ticksMs.map((ms) => (
        <line key={ms} x1={x(ms)} x2={x(ms)} y1={plot.y} y2={plot.y + plot.height} style={{ stroke: "var(--line)" }} />
      ))}
      {model.rows.map((row, i) => (
        <Row key={row.id} row={row} top={barTopOf(i, frame)} frame={frame} />
      ))}
      {model.rows.map((row, i) => (
        <Ticks key={row.id} row={row} top={barTopOf(i, frame)} frame={frame} />
      ))}
      <AxisWords model={model} frame={frame} />
      <NowLine model={model} frame={frame} />
      <Releases model={model} frame={frame} />
    </g>
  );
}

function barTopOf(rowIndex: number, { plot, rowHeight, geometry }: Frame): number {
  return plot.y + (rowIndex + geometry.barAt) * rowHeight - geometry.barHeight / 2;
}

function Row({ row, top, frame }: { row: TimelineRow; top: number; frame: Frame }) {
  return (
    <g>
      {row.spans.map((span, i) => (
        <SpanBar key={i} span={span} index={row.index} top={top} frame={frame} />
      ))}
      <RowEnd row={row} top={top} frame={frame} />
    </g>
  );
}

function SpanBar({ span, index, top, frame }: { span: TimelineSpan; index: number; top: number; frame: Frame }) {
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
    return <rect x={left} y={top} width={width} height={height} fill="url(#hatch)" />;
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

/** Drawn over the lines of releases, which give way to them. */
function Ticks({ row, top, frame }: { row: TimelineRow; top: number; frame: Frame }) {
  return placeTicks(row, frame).map(({ percent, at, labelled }) => (
    <g key={percent} style={{ fill: "var(--text)", stroke: "var(--ground)", strokeWidth: 4, paintOrder: "stroke" }}>
      <path d={`M${at - 5} ${top - 9}h10l-5 7Z`} style={{ strokeWidth: 2 }} />
      {labelled ? (
        <text x={at} y={top - 14} textAnchor="middle" style={{ fontSize: frame.geometry.fontPx }}>
          {percent}
        </text>
      ) : null}
    </g>
  ));
}

/** Ticks keep their place; a number that would touch its neighbour's is left out. */
function placeTicks(row: TimelineRow, frame: Frame): { percent: number; at: number; labelled: boolean }[] {
  let free = Number.NEGATIVE_INFINITY;
  return row.ticks.map(({ percent, atMs }) => {
    const at = frame.x(atMs);
    const half = frame.geometry.fontPx * 0.65;
    const labelled = at - half > free;
    if (labelled) free = at + half + 2;
    return { percent, at, labelled };
  });
}

function RowEnd({ row, top, frame }: { row: TimelineRow; top: number; frame: Frame }) {
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

function Releases({ model, frame }: { model: TimelineModel; frame: Frame }) {
  const { plot, geometry } = frame;
  const bottom = plot.y + plot.height;
  const texts = chooseTexts(model, frame);
  const room = placeAlongAxis(texts, plot.x + plot.width, 1);
  const last = model.releases.at(-1);
  return (
    <g>
      {model.releases.map((release, i) => {
        const at = frame.x(release.atMs);
        const place = room[i];
        return (
          <g key={release.percent}>
            <line
              x1={at}
              x2={at}
              y1={plot.y}
              y2={bottom}
              className={
                release === last && !model.ended && model.nowMs - release.atMs < 2_000 ? "gate-opens" : undefined
              }
              style={{ stroke: "var(--hold-line)", strokeWidth: 2 }}
            />
            {place ? (
              <text
                x={place.x}
                y={bottom - geometry.noteHeight * 0.28}
                style={{
                  fill: "var(--hold)",
                  fontSize: geometry.fontPx,
                  stroke: "var(--ground)",
                  strokeWidth: 4,
                  paintOrder: "stroke",
                }}
              >
                {texts[i]?.text}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** The whole sentence where it ends before the next line or the edge, else its short form, else nothing. */
function chooseTexts(
  model: TimelineModel,
  { x, plot, geometry }: Frame,
): { text: string; at: number; width: number }[] {
  const widthOf = (text: string) => text.length * geometry.fontPx * 0.54;
  return model.releases.map((release, i) => {
    const at = x(release.atMs) + 7;
    const next = model.releases[i + 1];
    const room = (next === undefined ? plot.x + plot.width : x(next.atMs) - 4) - at;
    const text = [release.text, release.shortText].find((each) => widthOf(each) <= room) ?? "";
    return { text, at, width: widthOf(text) };
  });
}

/** Times along the axis; those that the present moment's sign or a neighbour would cover are left out. */
function AxisWords({ model, frame }: { model: TimelineModel; frame: Frame }) {
  const { plot, geometry } = frame;
  const pill = placePill(model, frame);
  let free = Number.NEGATIVE_INFINITY;
  return model.ticksMs.map((ms) => {
    const text = model.maxMs > 120_000 ? formatClock(ms) : `${ms / 1000} s`;
    const width = text.length * geometry.fontPx * 0.56;
    const left = ms === 0 ? frame.x(0) : frame.x(ms) - width / 2;
    const covered = left + width > pill.left - 4 && left < pill.left + pill.width + 4;
    if (covered || left < free) return null;
    free = left + width + 6;
    return (
      <text
        key={ms}
        x={left}
        y={plot.y + plot.height + 2 + geometry.fontPx * 0.875}
        dy="0.36em"
        style={{ fill: "var(--muted)", fontSize: geometry.fontPx }}
      >
        {text}
      </text>
    );
  });
}

function placePill(model: TimelineModel, { x, plot, geometry }: Frame): { text: string; left: number; width: number } {
  const text = formatClock(model.nowMs);
  if (model.nowMs <= 0) return { text, left: Number.NEGATIVE_INFINITY, width: 0 };
  const width = text.length * geometry.fontPx * 0.58 + geometry.fontPx * 1.3;
  return {
    text,
    width,
    left: Math.max(plot.x, Math.min(x(model.nowMs) - width / 2, plot.x + plot.width + geometry.fontPx * 2 - width)),
  };
}

/** The present moment; while a barrier is shut it is the gate itself, in the colour of holds. */
function NowLine({ model, frame }: { model: TimelineModel; frame: Frame }) {
  const { plot, geometry } = frame;
  if (model.nowMs <= 0) return null;
  const at = frame.x(model.nowMs);
  const { text, width, left } = placePill(model, frame);
  const height = geometry.fontPx * 1.75;
  const top = plot.y + plot.height + 2;
  const shut = model.gate !== null;
  return (
    <g>
      <line
        x1={at}
        x2={at}
        y1={plot.y}
        y2={plot.y + plot.height}
        style={{
          display: model.ended ? "none" : undefined,
          stroke: shut ? "var(--hold-line)" : "var(--text)",
          strokeWidth: shut ? 3 : 1.5,
          strokeDasharray: shut ? "3 5" : "none",
          opacity: shut ? 1 : 0.8,
        }}
      />
      <rect x={left} y={top} width={width} height={height} rx={height / 2} style={{ fill: "var(--text)" }} />
      <text
        x={left + width / 2}
        y={top + height / 2}
        dy="0.36em"
        textAnchor="middle"
        style={{ fill: "var(--ground)", fontSize: geometry.fontPx, fontWeight: 600 }}
      >
        {text}
      </text>
    </g>
  );
}
