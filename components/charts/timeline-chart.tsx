"use client";
import { ComposedChart, XAxis, YAxis } from "recharts";
import { memo, useMemo } from "react";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import { fitChart, type ChartSize } from "./chart-size";
import type { TimelineGeometry } from "./timeline-frame";
import { TimelineLayer } from "./timeline-layer";

type TimelineChartProps = { model: TimelineModel; geometry: TimelineGeometry; size?: ChartSize };

/** The bars of all scenarios on one axis of run time. Fills its parent, or has the given size. */
export const TimelineChart = memo(function TimelineChart({ model, geometry, size }: TimelineChartProps) {
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
    <ComposedChart {...fitChart(size)} data={ends} margin={margin} accessibilityLayer={false} aria-hidden="true">
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
});
