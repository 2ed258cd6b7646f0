"use client";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import { layoutGrowthLabels, type GrowthFrame, type GrowthLabels, type PlacedText } from "@/lib/view/growth/labels";
import { spreadLabels } from "@/lib/view/charts/label-layout";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { GrowthModel, GrowthPlace } from "@/lib/view/growth/growth";
import { ChartMark } from "../parts/shape-mark";
import { growthText } from "@/lib/view/text/charts";

const HALO = { stroke: "var(--ground)", strokeWidth: 5, paintOrder: "stroke" } as const;

/** The measured times, the curve through them, linear growth for comparison, and the size that the viewer entered. */
export function GrowthLayer({ model, fontPx }: { model: GrowthModel; fontPx: number }) {
  const plot = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!plot || !xScale || !yScale || plot.width <= 0) return null;
  const frame: GrowthFrame = {
    x: (items) => xScale(items) ?? plot.x,
    y: (ms) => yScale(ms) ?? plot.y + plot.height,
    plot,
    fontPx,
  };
  const labels = layoutGrowthLabels(model, frame);
  return (
    <g>
      <clipPath id="growth-plot">
        <rect x={plot.x} y={plot.y} width={plot.width} height={plot.height} />
      </clipPath>
      <Knee model={model} label={labels.knee} frame={frame} />
      <Curve places={model.linear} frame={frame} color="var(--line-strong)" dash="3 6" width={1.5} />
      <Curve places={model.measuredCurve} frame={frame} color="var(--text)" dash="none" width={2.25} />
      <Curve places={model.projectedCurve} frame={frame} color="var(--text)" dash="7 6" width={2.25} />
      <CurveLabels model={model} frame={frame} />
      <Exponents model={model} labels={labels} fontPx={fontPx} />
      <Asked model={model} frame={frame} />
      <Points model={model} labels={labels} frame={frame} />
    </g>
  );
}

type CurveProps = {
  places: readonly GrowthPlace[];
  frame: GrowthFrame;
  color: string;
  dash: string;
  width: number;
};

function Curve({ places, frame, color, dash, width }: CurveProps) {
  if (places.length < 2) return null;
  const path = places.map(({ items, ms }, i) => `${i === 0 ? "M" : "L"}${frame.x(items)} ${frame.y(ms)}`).join("");
  return (
    <path
      d={path}
      clipPath="url(#growth-plot)"
      style={{ fill: "none", stroke: color, strokeWidth: width, strokeDasharray: dash }}
    />
  );
}

function Knee({ model: { knee }, label, frame: { x, plot, fontPx } }: KneeProps) {
  if (knee === null) return null;
  const at = x(knee.items);
  return (
    <g>
      <line
        x1={at}
        x2={at}
        y1={plot.y}
        y2={plot.y + plot.height}
        style={{ stroke: "var(--hold-line)", strokeWidth: 2, strokeDasharray: "2 5" }}
      />
      {label && (
        <text
          x={label.x}
          y={label.y}
          textAnchor={label.anchor}
          style={{ fill: "var(--hold)", fontSize: fontPx, ...HALO }}
        >
          {label.text}
        </text>
      )}
    </g>
  );
}

type KneeProps = { model: GrowthModel; label: PlacedText | null; frame: GrowthFrame };

/** The name of each curve at its right end. */
function CurveLabels({ model, frame }: { model: GrowthModel; frame: GrowthFrame }) {
  const { fontPx, plot } = frame;
  const labels = [
    {
      places: [...model.measuredCurve, ...model.projectedCurve],
      text: model.curveLabel,
      color: "var(--text)",
      weight: 600,
    },
    { places: model.linear, text: growthText.ifLinear, color: "var(--muted)", weight: 400 },
  ].flatMap(({ places, text, color, weight }) => {
    const end = places.at(-1);
    return end === undefined || text === "" ? [] : [{ x: frame.x(end.items), y: frame.y(end.ms), text, color, weight }];
  });
  const centers = spreadLabels(
    labels.map((label) => ({ center: label.y, height: fontPx * 1.25 })),
    plot.y,
    plot.y + plot.height,
  );
  return labels.map((label, i) => (
    <text
      key={label.text}
      x={label.x + fontPx * 0.9}
      y={centers[i]}
      dy="0.36em"
      style={{ fill: label.color, fontSize: fontPx, fontWeight: label.weight, ...HALO }}
    >
      {label.text}
    </text>
  ));
}

/** The growth exponent between two neighbouring sizes. */
function Exponents({ model, labels, fontPx }: { model: GrowthModel; labels: GrowthLabels; fontPx: number }) {
  return model.steps.map(({ from, to, exponent }, i) => {
    const label = labels.exponents[i];
    if (!label) return null;
    return (
      <text
        key={`${from.items} ${to.items}`}
        x={label.x}
        y={label.y}
        textAnchor={label.anchor}
        style={{ fill: "var(--muted)", fontSize: fontPx, ...HALO }}
      >
        {growthText.variable}
        <tspan dy="-0.45em" style={{ fontSize: fontPx * 0.78 }}>
          {exponent.toFixed(2)}
        </tspan>
      </text>
    );
  });
}

/** An incomplete size has a hollow mark: its time is projected. */
function Points({ model, labels, frame }: { model: GrowthModel; labels: GrowthLabels; frame: GrowthFrame }) {
  const { x, y, fontPx } = frame;
  return model.points.map(({ id, index, items, ms, isWhole }, i) => {
    const label = labels.points[i];
    return (
      <g key={id}>
        <ChartMark index={index} x={x(items)} y={y(ms)} size={fontPx * 1.15} hollow={!isWhole} />
        {label && (
          <text
            x={label.x}
            y={label.y}
            textAnchor={label.anchor}
            style={{ fill: scenarioLook(index).ink, fontSize: fontPx, fontWeight: 600, ...HALO }}
          >
            {label.text}
          </text>
        )}
      </g>
    );
  });
}

/** The size that the viewer entered: a hollow point with the bounds of its time. */
function Asked({ model: { asked }, frame }: { model: GrowthModel; frame: GrowthFrame }) {
  if (asked === null) return null;
  const { fontPx } = frame;
  const x = frame.x(asked.items);
  const [low, high] = [frame.y(asked.lowMs), frame.y(asked.highMs)];
  return (
    <g style={{ fill: "none", stroke: "var(--text)", strokeWidth: 2 }}>
      <path d={`M${x} ${low}V${high}M${x - 7} ${low}h14M${x - 7} ${high}h14`} />
      {asked.ms === null ? null : (
        <circle cx={x} cy={frame.y(asked.ms)} r={fontPx * 0.42} style={{ fill: "var(--ground)" }} />
      )}
    </g>
  );
}
