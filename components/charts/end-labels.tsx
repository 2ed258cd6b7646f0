"use client";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import { spreadLabels } from "@/lib/view/charts/label-layout";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import { ChartMark } from "../parts/shape-mark";

/** The end of a line in the chart's units, with its label. `short`: the label where there is no space for all of it. */
export type LineEnd = {
  readonly index: number;
  readonly text: string;
  readonly short?: string;
  readonly x: number;
  readonly y: number;
  readonly opacity?: number;
};

const letters = (text: string, fontPx: number) => text.length * fontPx * 0.6;

/** Each line's shape and label at its end, spread where ends are close. `room`: px to the right of the plot that labels may use, if they are limited. */
export function EndLabels({
  ends: all,
  fontPx,
  room = Number.POSITIVE_INFINITY,
}: {
  ends: readonly LineEnd[];
  fontPx: number;
  room?: number | undefined;
}) {
  const plot = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!plot || !xScale || !yScale) return null;
  const right = plot.x + plot.width + room;
  const ends = all.flatMap(({ index, text: full, short = full, opacity = 1, ...end }) => {
    const x = xScale(end.x);
    const y = yScale(end.y);
    if (x === undefined || y === undefined) return [];
    const text = x + fontPx * 1.05 + letters(full, fontPx) <= right ? full : short;
    return [{ index, text, x, y: Math.min(y, plot.y + plot.height), opacity }];
  });
  const centers = spreadNear(ends, fontPx, plot.y, plot.y + plot.height);
  return (
    <g>
      {ends.map((end, i) => {
        const y = centers[i] ?? end.y;
        const left = end.x + fontPx * 1.05;
        return (
          <g key={end.index} opacity={end.opacity}>
            {end.text !== "" && Math.abs(y - end.y) > 2 ? (
              <path
                d={`M${end.x + fontPx * 0.5} ${end.y}L${left - 3} ${y}`}
                style={{ stroke: scenarioLook(end.index).color, strokeWidth: 1, opacity: 0.7 }}
              />
            ) : null}
            <ChartMark index={end.index} x={end.x} y={end.y} size={fontPx * 1.05} />
            <text
              x={left}
              y={y}
              dy="0.35em"
              style={{
                fill: scenarioLook(end.index).ink,
                fontSize: fontPx,
                fontWeight: 600,
                stroke: "var(--ground)",
                strokeWidth: 4,
                paintOrder: "stroke",
              }}
            >
              {end.text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Only labels that overlap along the x axis push each other. */
function spreadNear(ends: readonly LineEnd[], fontPx: number, min: number, max: number): number[] {
  const width = (text: string) => letters(text, fontPx) + fontPx;
  const byX = ends.map((end, place) => ({ ...end, place })).toSorted((a, b) => a.x - b.x);
  const centers = ends.map((end) => end.y);
  let cluster: typeof byX = [];
  let right = Number.NEGATIVE_INFINITY;
  const settle = () => {
    const spread = spreadLabels(
      cluster.map((end) => ({ center: end.y, height: fontPx * 1.15 })),
      min - fontPx * 0.5,
      max,
    );
    cluster.forEach((end, i) => {
      centers[end.place] = spread[i] ?? end.y;
    });
  };
  for (const end of byX) {
    if (end.x > right) {
      settle();
      cluster = [];
    }
    cluster.push(end);
    right = Math.max(right, end.x + width(end.text));
  }
  settle();
  return centers;
}
