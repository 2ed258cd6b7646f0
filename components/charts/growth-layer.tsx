"use client";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import { formatCount, formatDuration } from "@/lib/client/format";
import { spreadLabels } from "@/lib/client/label-layout";
import { scenarioLook } from "@/lib/client/scenario-look";
import type { GrowthModel, GrowthPlace } from "@/lib/client/select-growth";
import { ChartMark } from "../stage/shape-mark";

type Frame = {
  readonly x: (items: number) => number;
  readonly y: (ms: number) => number;
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly fontPx: number;
};

const HALO = { stroke: "var(--ground)", strokeWidth: 5, paintOrder: "stroke" } as const;

/** What was measured, the curve through it, what linear growth would have been, and the size that was asked for. */
export function GrowthLayer({ model, fontPx }: { model: GrowthModel; fontPx: number }) {
  const plot = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!plot || !xScale || !yScale || plot.width <= 0) return null;
  const frame: Frame = {
    x: (items) => xScale(items) ?? plot.x,
    y: (ms) => yScale(ms) ?? plot.y + plot.height,
    plot,
    fontPx,
  };
  return (
    <g>
      <clipPath id="growth-plot">
        <rect x={plot.x} y={plot.y} width={plot.width} height={plot.height} />
      </clipPath>
      <Knee model={model} frame={frame} />
      <Curve places={model.linear} frame={frame} color="var(--line-strong)" dash="3 6" width={1.5} />
      <Curve places={model.measuredCurve} frame={frame} color="var(--text)" dash="none" width={2.25} />
      <Curve places={model.projectedCurve} frame={frame} color="var(--text)" dash="7 6" width={2.25} />
      <CurveWords model={model} frame={frame} />
      <Exponents model={model} frame={frame} />
      <Asked model={model} frame={frame} />
      <Points model={model} frame={frame} />
    </g>
  );
}

type CurveProps = {
  places: readonly GrowthPlace[];
  frame: Frame;
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

function Knee({ model: { knee }, frame: { x, plot, fontPx } }: { model: GrowthModel; frame: Frame }) {
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
      <text x={at + fontPx * 0.45} y={plot.y + fontPx * 0.9} style={{ fill: "var(--hold)", fontSize: fontPx, ...HALO }}>
        knee at {formatCount(knee.items)}
      </text>
    </g>
  );
}

/** At the right end of each curve: what it is. */
function CurveWords({ model, frame }: { model: GrowthModel; frame: Frame }) {
  const { fontPx, plot } = frame;
  const words = [
    {
      places: [...model.measuredCurve, ...model.projectedCurve],
      text: model.curveWord,
      color: "var(--text)",
      weight: 600,
    },
    { places: model.linear, text: "if it were linear", color: "var(--muted)", weight: 400 },
  ].flatMap(({ places, text, color, weight }) => {
    const end = places.at(-1);
    return end === undefined || text === "" ? [] : [{ x: frame.x(end.items), y: frame.y(end.ms), text, color, weight }];
  });
  const centers = spreadLabels(
    words.map((word) => ({ center: word.y, height: fontPx * 1.25 })),
    plot.y,
    plot.y + plot.height,
  );
  return words.map((word, i) => (
    <text
      key={word.text}
      x={word.x + fontPx * 0.9}
      y={centers[i]}
      dy="0.36em"
      style={{ fill: word.color, fontSize: fontPx, fontWeight: word.weight, ...HALO }}
    >
      {word.text}
    </text>
  ));
}

/** On each stretch between two sizes: the power that the time grew with. */
function Exponents({ model, frame }: { model: GrowthModel; frame: Frame }) {
  const { fontPx, plot } = frame;
  if (plot.height < fontPx * 9) return null;
  return model.steps.map(({ from, to, exponent }) => {
    const [x1, y1, x2, y2] = [frame.x(from.items), frame.y(from.ms), frame.x(to.items), frame.y(to.ms)];
    if (Math.hypot(x2 - x1, y2 - y1) < fontPx * 5.5) return null;
    return (
      <text
        key={`${from.items} ${to.items}`}
        x={(x1 + x2) / 2 - fontPx * 0.7}
        y={(y1 + y2) / 2 - fontPx * 0.7}
        textAnchor="end"
        style={{ fill: "var(--muted)", fontSize: fontPx, ...HALO }}
      >
        n
        <tspan dy="-0.45em" style={{ fontSize: fontPx * 0.78 }}>
          {exponent.toFixed(2)}
        </tspan>
      </text>
    );
  });
}

type PlacedPoint = GrowthModel["points"][number] & {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly atEnd: boolean;
};

function Points({ model, frame }: { model: GrowthModel; frame: Frame }) {
  const { fontPx } = frame;
  const placed = model.points.map((point) => placePoint(point, frame));
  return placed.map((point, i) => {
    const { x, y, text, atEnd } = point;
    return (
      <g key={point.id}>
        <ChartMark index={point.index} x={x} y={y} size={fontPx * 1.15} />
        {placed.slice(i + 1).some((larger) => touches(point, larger, fontPx)) ? null : (
          <text
            x={atEnd ? x + fontPx * 0.6 : x + fontPx * 0.55}
            y={atEnd ? y - fontPx * 0.85 : y + fontPx * 1.15}
            textAnchor={atEnd ? "end" : "start"}
            style={{ fill: scenarioLook(point.index).ink, fontSize: fontPx, fontWeight: 600, ...HALO }}
          >
            {text}
          </text>
        )}
      </g>
    );
  });
}

function placePoint(point: GrowthModel["points"][number], { x: toX, y: toY, plot, fontPx }: Frame): PlacedPoint {
  const [x, y] = [toX(point.items), toY(point.ms)];
  const text = `${point.label} ${formatDuration(point.ms)}`;
  return { ...point, x, y, text, atEnd: x + fontPx * (1 + text.length * 0.56) > plot.x + plot.width };
}

/** Words that would run into those of a larger size are left out: the mark stays, the table has them. */
function touches(point: PlacedPoint, larger: PlacedPoint, fontPx: number): boolean {
  if (point.atEnd || larger.atEnd) return false;
  return Math.abs(larger.y - point.y) < fontPx * 1.1 && larger.x < point.x + point.text.length * fontPx * 0.56;
}

/** The size that somebody asked for: a hollow point with the bounds that the evidence leaves. */
function Asked({ model: { asked }, frame }: { model: GrowthModel; frame: Frame }) {
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
