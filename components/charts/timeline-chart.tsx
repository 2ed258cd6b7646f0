"use client";
import { ComposedChart, XAxis, YAxis } from "recharts";
import { useMemo } from "react";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import type { TimelineGeometry } from "./timeline-frame";
import { TimelineLayer } from "./timeline-layer";

/** The bars of all scenarios on one axis of run time. Fills its parent, which sets the size. */
export function TimelineChart({ model, geometry }: { model: TimelineModel; geometry: TimelineGeometry }) {
  const { maxMs } = model;
  const domain = useMemo(() => [0, maxMs] as [number, number], [maxMs]);
  const rows = model.rows.length;
  const ends = useMemo(
    () => [
      { at: 0, row: 0 },
      { at: maxMs, row: rows },
    ],
    [maxMs, rows],
  );
  const rowDomain = useMemo(() => [0, rows] as [number, number], [rows]);
  const margin = useMemo(() => ({ top: 0, right: geometry.fontPx * 2, bottom: 0, left: 0 }), [geometry.fontPx]);
  return (
    <ComposedChart responsive data={ends} margin={margin} style={FILL} accessibilityLayer={false} aria-hidden="true">
      <XAxis
        dataKey="at"
        type="number"
        domain={domain}
        height={geometry.axisHeight}
        axisLine={false}
        tickLine={false}
        tick={false}
      />
      <YAxis dataKey="row" type="number" domain={rowDomain} reversed hide />
      <TimelineLayer model={model} geometry={geometry} />
    </ComposedChart>
  );
}

const FILL = { width: "100%", height: "100%" };
