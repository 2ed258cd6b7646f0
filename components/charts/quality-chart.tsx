"use client";
import { CartesianGrid, Line, LineChart, usePlotArea, XAxis, YAxis } from "recharts";
import { useMemo } from "react";
import type { QualityModel } from "@/lib/view/charts/quality";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import { formatQuality } from "@/lib/view/format/format";
import { EndLabels } from "./end-labels";

/** Quality by progress, one line per scenario, labelled at its end. Fills its parent. */
export function QualityChart({ model, fontPx }: { model: QualityModel; fontPx: number }) {
  const xTicks = useMemo(() => [0, ...model.milestones, 100], [model.milestones]);
  const yTicks = useMemo(() => [...model.ticks], [model.ticks]);
  const margin = { top: fontPx * 0.7, right: labelRoom(model, fontPx), bottom: 0, left: 0 };
  const tick = { fill: "var(--muted)", fontSize: fontPx };
  return (
    <LineChart responsive data={NO_DATA} margin={margin} style={FILL} accessibilityLayer={false} aria-hidden="true">
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <CartesianGrid horizontal={false} stroke="var(--line)" strokeDasharray="2 5" />
      <XAxis
        dataKey="percent"
        type="number"
        domain={[0, 100]}
        ticks={xTicks}
        interval={0}
        height={fontPx * 2}
        axisLine={false}
        tickLine={false}
        tick={<PercentTick fontPx={fontPx} />}
        tickMargin={fontPx * 0.5}
        allowDataOverflow
      />
      <YAxis
        dataKey="quality"
        type="number"
        domain={[model.domain[0], model.domain[1]]}
        ticks={yTicks}
        interval="preserveStartEnd"
        width={fontPx * 3}
        axisLine={false}
        tickLine={false}
        tick={tick}
        tickFormatter={formatQuality}
        allowDataOverflow
      />
      {model.series.map((series) => {
        const look = scenarioLook(series.index);
        return (
          <Line
            key={series.id}
            data={series.points}
            dataKey="quality"
            type="linear"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            stroke={look.color}
            strokeWidth={Math.max(2.5, fontPx / 6)}
            strokeDasharray={look.dash === "none" ? "0" : look.dash}
            strokeLinecap={look.dash === "2 4" ? "round" : "butt"}
          />
        );
      })}
      <EndLabels ends={selectEnds(model)} fontPx={fontPx} />
    </LineChart>
  );
}

/** Each series with its latest score. */
function selectEnds({ series }: QualityModel) {
  return series.flatMap(({ index, label, points }) => {
    const last = points.at(-1);
    if (last === undefined) return [];
    return [{ index, text: `${label} ${formatQuality(last.quality)}`, x: last.percent, y: last.quality }];
  });
}

/** Space to the right of 100 % for the names of complete scenarios. */
function labelRoom(model: QualityModel, fontPx: number): number {
  const longest = Math.max(4, ...model.series.map((series) => series.label.length));
  return fontPx * (1.4 + (longest + 5) * 0.58);
}

/** The last tick carries the unit and is drawn to the right; a neighbour that it would touch is left out. */
function PercentTick({
  x = 0,
  y = 0,
  payload,
  fontPx,
}: {
  x?: number;
  y?: number;
  payload?: { value: number };
  fontPx: number;
}) {
  const plot = usePlotArea();
  const percent = payload?.value ?? 0;
  const last = percent === 100;
  const toEnd = plot ? (plot.width * (100 - percent)) / 100 : Number.POSITIVE_INFINITY;
  if (!last && toEnd < fontPx * 1.9) return null;
  return (
    <text
      x={last ? x - fontPx * 0.9 : x}
      y={y}
      dy="0.71em"
      textAnchor={last ? "start" : "middle"}
      style={{ fill: "var(--muted)", fontSize: fontPx }}
    >
      {last ? "100 %" : percent}
    </text>
  );
}

const NO_DATA: { percent: number; quality: number }[] = [];
const FILL = { width: "100%", height: "100%" };
