"use client";
import { usePlotArea, useXAxisScale } from "recharts";
import { useId } from "react";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import { AxisLabels, NowLine } from "./timeline-axis";
import { barTopOf, type TimelineFrame, type TimelineGeometry } from "./timeline-frame";
import { FaultHatch, Moments, RowMarks } from "./timeline-marks";
import { Projection } from "./timeline-projection";
import { Releases } from "./timeline-releases";
import { Row, Ticks } from "./timeline-rows";

/** Spans, ticks, releases and the "now" line, drawn over the chart's axes. */
export function TimelineLayer({ model, geometry }: { model: TimelineModel; geometry: TimelineGeometry }) {
  const id = useId();
  const plot = usePlotArea();
  const scale = useXAxisScale();
  if (!plot || !scale || plot.width <= 0) return null;
  const x = (ms: number) => scale(Math.min(ms, model.maxMs)) ?? plot.x;
  const frame: TimelineFrame = {
    x,
    plot,
    rowHeight: (plot.height - geometry.noteHeight) / Math.max(1, model.rows.length),
    geometry,
    fills: { hold: `url(#${id}hold)`, fault: `url(#${id}fault)` },
  };
  return (
    <g>
      <defs>
        <pattern id={`${id}hold`} width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="10" height="10" style={{ fill: "var(--hatch-ground)" }} />
          <rect width="1.8" height="10" style={{ fill: "var(--hatch-line)" }} />
        </pattern>
        <FaultHatch id={`${id}fault`} />
      </defs>
      {model.ticksMs.map((ms) => (
        <line key={ms} x1={x(ms)} x2={x(ms)} y1={plot.y} y2={plot.y + plot.height} style={{ stroke: "var(--line)" }} />
      ))}
      {model.rows.map((row, i) => (
        <Row key={row.id} row={row} top={barTopOf(i, frame)} frame={frame} />
      ))}
      {model.rows.map((row, i) => (
        <Projection key={row.id} row={row} model={model} top={barTopOf(i, frame)} frame={frame} />
      ))}
      {model.rows.map((row, i) => (
        <RowMarks key={row.id} row={row} top={barTopOf(i, frame)} frame={frame} />
      ))}
      <Moments model={model} frame={frame} />
      <AxisLabels model={model} frame={frame} />
      <NowLine model={model} frame={frame} />
      <Releases model={model} frame={frame} />
      {/* above the lines, which would strike through the numbers */}
      {model.rows.map((row, i) => (
        <Ticks key={row.id} row={row} top={barTopOf(i, frame)} frame={frame} />
      ))}
    </g>
  );
}
