"use client";
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from "recharts";
import { useMemo } from "react";
import { formatClock } from "@/lib/view/format/format";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import { nameRoom, type ResourceModel } from "@/lib/view/charts/resources";
import { fitChart, type ChartSize } from "./chart-size";
import { EndLabels } from "./end-labels";

type ResourceChartProps = {
  model: ResourceModel;
  fontPx: number;
  /** the names stand elsewhere, so that the lines have the whole width */
  isSnug?: boolean;
  size?: ChartSize;
};

/** Memory or workers over run time, one line per scenario, labelled at its end. Fills its parent, or has the given size. */
export function ResourceChart({ model, fontPx, isSnug = false, size }: ResourceChartProps) {
  const { series, maxMs, ticksMs, top, ticks, kind } = model;
  const xTicks = useMemo(() => [...ticksMs], [ticksMs]);
  const yTicks = useMemo(() => [...ticks], [ticks]);
  const margin = { top: fontPx * 0.7, right: isSnug ? fontPx * 2 : nameRoom(model, fontPx), bottom: 0, left: 0 };
  const tick = { fill: "var(--muted)", fontSize: fontPx };
  return (
    <LineChart {...fitChart(size)} data={NO_DATA} margin={margin} accessibilityLayer={false} aria-hidden="true">
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="atMs"
        type="number"
        domain={[0, maxMs]}
        ticks={xTicks}
        interval="preserveStartEnd"
        height={fontPx * 2}
        axisLine={false}
        tickLine={false}
        tick={tick}
        tickMargin={fontPx * 0.5}
        tickFormatter={(ms: number) => (maxMs > 120_000 ? formatClock(ms) : `${ms / 1000} s`)}
      />
      <YAxis
        dataKey="value"
        type="number"
        domain={[0, top]}
        ticks={yTicks}
        interval={0}
        width={fontPx * (kind === "memory" ? 5 : 3)}
        axisLine={false}
        tickLine={false}
        tick={tick}
        tickFormatter={(value: number) => (kind === "memory" ? `${value}\u00a0MB` : String(value))}
      />
      {series.map(({ id, index, points }) => {
        const look = scenarioLook(index);
        return (
          <Line
            key={id}
            data={points}
            dataKey="value"
            type={kind === "workers" ? "stepAfter" : "linear"}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            stroke={look.color}
            strokeWidth={2.5}
            strokeDasharray={look.dash === "none" ? "0" : look.dash}
          />
        );
      })}
      <EndLabels
        ends={series.flatMap(({ index, label, points }) => {
          const last = points.at(-1);
          return last === undefined ? [] : [{ index, text: isSnug ? "" : label, x: last.atMs, y: last.value }];
        })}
        fontPx={fontPx}
      />
    </LineChart>
  );
}

const NO_DATA: { atMs: number; value: number }[] = [];
