"use client";
import { CartesianGrid, ComposedChart, XAxis, YAxis } from "recharts";
import { useMemo } from "react";
import type { TimelineModel } from "@/lib/client/select-timeline";
import { formatClock } from "@/lib/client/format";
import { TimelineLayer, type TimelineGeometry } from "./timeline-layer";

/** The bars of all scenarios on one axis of run time. Fills its parent, which sets the size. */
export function TimelineChart({ model, geometry }: { model: TimelineModel; geometry: TimelineGeometry }) {
  const { maxMs } = model;
  const ticks = useMemo(() => [...model.ticksMs], [maxMs, model.ticksMs.length]);
  const domain = useMemo(() => [0, maxMs] as [number, number], [maxMs]);
  const rows = model.rows.length;
  const ends = useMemo(() => [{ at: 0, row: 0 }, { at: maxMs, row: rows }], [maxMs, rows]);
  const rowDomain = useMemo(() => [0, rows] as [number, number], [rows]);
  return (
    <ComposedChart responsive data={ends} margin={NO_MARGIN} style={FILL} accessibilityLayer={false} aria-hidden="true">
      <CartesianGrid horizontal={false} stroke="var(--line)" verticalValues={ticks} />
      <XAxis
        dataKey="at"
        type="number"
        domain={domain}
        ticks={ticks}
        interval="preserveStart"
        height={geometry.axisHeight}
        axisLine={false}
        tickLine={false}
        tickMargin={geometry.fontPx * 0.6}
        tick={{ fill: "var(--muted)", fontSize: geometry.fontPx }}
        tickFormatter={maxMs > 120_000 ? formatClock : formatSeconds}
      />
      <YAxis dataKey="row" type="number" domain={rowDomain} reversed hide />
      <TimelineLayer model={model} geometry={geometry} />
    </ComposedChart>
  );
}

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };
const FILL = { width: "100%", height: "100%" };

function formatSeconds(ms: number): string {
  return `${ms / 1000} s`;
}
