"use client";
import { CartesianGrid, Line, LineChart, usePlotArea, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";
import { memo, useMemo } from "react";
import { labelRoom, type QualityModel, type QualitySeries } from "@/lib/view/charts/quality";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import { formatQuality } from "@/lib/view/format/format";
import { fitChart, type ChartSize } from "./chart-size";
import { EndLabels } from "./end-labels";

type QualityChartProps = {
  model: QualityModel;
  fontPx: number;
  /** a scenario in the spotlight, and the point of its line in percent */
  lit?: { readonly scenarioId: string; readonly at: number | null } | undefined;
  /** a line that ends far to the right has its score alone beside it, so that the lines have the whole width */
  isSnug?: boolean;
  size?: ChartSize;
};

/** Quality by progress, one line per scenario, labelled at its end. Fills its parent, or has the given size. */
export const QualityChart = memo(function QualityChart({
  model,
  fontPx,
  lit,
  isSnug = false,
  size,
}: QualityChartProps) {
  const isDimmed = (id: string) => lit !== undefined && lit.scenarioId !== id;
  const xTicks = useMemo(() => [0, ...model.milestones, 100], [model.milestones]);
  const yTicks = useMemo(() => [...model.ticks], [model.ticks]);
  const margin = {
    top: fontPx * 0.7,
    right: isSnug ? fontPx * SCORE_EM : labelRoom(model, fontPx),
    bottom: 0,
    left: 0,
  };
  const tick = { fill: "var(--muted)", fontSize: fontPx };
  return (
    <LineChart {...fitChart(size)} data={NO_DATA} margin={margin} accessibilityLayer={false} aria-hidden="true">
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
        tickSize={fontPx / 3}
        tickMargin={fontPx * 0.5}
        allowDataOverflow
      />
      <YAxis
        dataKey="quality"
        type="number"
        domain={[model.domain[0], model.domain[1]]}
        ticks={yTicks}
        interval="preserveStartEnd"
        minTickGap={fontPx * 0.3}
        width={fontPx * 3}
        tickSize={fontPx / 3}
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
            strokeOpacity={isDimmed(series.id) ? DIMMED : 1}
          />
        );
      })}
      <EndLabels
        ends={selectEnds(model, isSnug, isDimmed)}
        fontPx={fontPx}
        room={isSnug ? fontPx * SCORE_EM : undefined}
      />
      {lit?.at == null ? null : (
        <LitPoint series={model.series.find(({ id }) => id === lit.scenarioId)} at={lit.at} fontPx={fontPx} />
      )}
    </LineChart>
  );
});

/** Space for a mark and a score such as ".93". */
const SCORE_EM = 3.7;
const DIMMED = 0.28;
const SNUG_NAME = 12;

/** Each series with its latest score. */
function selectEnds({ series }: QualityModel, isSnug: boolean, isDimmed: (id: string) => boolean) {
  const isBare = isSnug && series.some(({ label }) => label.length > SNUG_NAME);
  return series.flatMap(({ id, index, label, points }) => {
    const last = points.at(-1);
    if (last === undefined) return [];
    const short = formatQuality(last.quality);
    const text = isBare ? short : `${label} ${short}`;
    const opacity = isDimmed(id) ? DIMMED : 1;
    return [{ index, text, short, x: last.percent, y: last.quality, opacity }];
  });
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

/** A ring around the point that the presenter talks about. */
function LitPoint({ series, at, fontPx }: { series: QualitySeries | undefined; at: number; fontPx: number }) {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const points = series?.points ?? [];
  const point = points.toSorted((a, b) => Math.abs(a.percent - at) - Math.abs(b.percent - at))[0];
  if (point === undefined || !xScale || !yScale) return null;
  const [x, y] = [xScale(point.percent), yScale(point.quality)];
  const ring = { fill: "none", stroke: "var(--text)", strokeWidth: fontPx / 7 };
  return x === undefined || y === undefined ? null : <circle cx={x} cy={y} r={fontPx * 0.75} style={ring} />;
}

const NO_DATA: { percent: number; quality: number }[] = [];
