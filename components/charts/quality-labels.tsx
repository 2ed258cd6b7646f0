"use client";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import { formatQuality } from "@/lib/client/format";
import { spreadLabels } from "@/lib/client/label-layout";
import { scenarioLook } from "@/lib/client/scenario-look";
import type { QualitySeries } from "@/lib/client/select-quality";
import { ChartMark } from "../stage/shape-mark";

/** Each line's sign, name and latest score at its end, moved apart where ends are near. */
export function QualityLabels({ series, fontPx }: { series: readonly QualitySeries[]; fontPx: number }) {
  const plot = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!plot || !xScale || !yScale) return null;
  const ends = series.flatMap((each) => {
    const last = each.points.at(-1);
    const x = last && xScale(last.percent);
    const y = last && yScale(last.quality);
    return last && x !== undefined && y !== undefined
      ? [{ series: each, x, y: Math.min(y, plot.y + plot.height), quality: last.quality }]
      : [];
  });
  const centers = spreadNear(ends, fontPx, plot.y, plot.y + plot.height);
  return (
    <g>
      {ends.map((end, i) => {
        const y = centers[i] ?? end.y;
        const left = end.x + fontPx * 1.05;
        return (
          <g key={end.series.id}>
            {Math.abs(y - end.y) > 2 ? (
              <path
                d={`M${end.x + fontPx * 0.5} ${end.y}L${left - 3} ${y}`}
                style={{ stroke: scenarioLook(end.series.index).color, strokeWidth: 1, opacity: 0.7 }}
              />
            ) : null}
            <ChartMark index={end.series.index} x={end.x} y={end.y} size={fontPx * 1.05} />
            <text
              x={left}
              y={y}
              dy="0.35em"
              style={{
                fill: scenarioLook(end.series.index).ink,
                fontSize: fontPx,
                fontWeight: 600,
                stroke: "var(--ground)",
                strokeWidth: 4,
                paintOrder: "stroke",
              }}
            >
              {end.series.label} {formatQuality(end.quality)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Only labels that share a stretch of the axis push each other. */
function spreadNear(
  ends: readonly { x: number; y: number; series: QualitySeries }[],
  fontPx: number,
  min: number,
  max: number,
): number[] {
  const width = (label: string) => (label.length + 5) * fontPx * 0.6 + fontPx;
  const byX = ends.map((end, index) => ({ ...end, index })).toSorted((a, b) => a.x - b.x);
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
      centers[end.index] = spread[i] ?? end.y;
    });
  };
  for (const end of byX) {
    if (end.x > right) {
      settle();
      cluster = [];
    }
    cluster.push(end);
    right = Math.max(right, end.x + width(end.series.label));
  }
  settle();
  return centers;
}
