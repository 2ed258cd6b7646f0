"use client";
import { Curve } from "recharts";
import type { GrowthFrame } from "@/lib/view/growth/frame";
import type { PlacedText } from "@/lib/view/growth/labels";
import { findBottom } from "@/lib/view/growth/obstacles";
import type { GrowthModel, GrowthPlace } from "@/lib/view/growth/model";
import { ChartText } from "./chart-text";

type Part = { model: GrowthModel; frame: GrowthFrame };

/** Widths in em of the chart's font, so that a hall sees them too. */
const LOOKS = {
  curve: { color: "var(--text)", widthEm: 0.14, dash: "none" },
  smooth: { color: "var(--text)", widthEm: 0.14, dash: "none" },
  /** only joins the points: no growth may be read from it */
  thin: { color: "var(--line-strong)", widthEm: 0.06, dash: "none" },
  projected: { color: "var(--text)", widthEm: 0.11, dash: "7 6" },
  comparison: { color: "var(--line-strong)", widthEm: 0.075, dash: "4 6" },
} as const;

type LineProps = { places: readonly GrowthPlace[]; frame: GrowthFrame; look: keyof typeof LOOKS };

export function GrowthLine({ places, frame, look }: LineProps) {
  if (places.length < 2) return null;
  const { color, widthEm, dash } = LOOKS[look];
  const width = Math.max(1, frame.fontPx * widthEm);
  return (
    <Curve
      type={look === "smooth" ? "monotone" : "linear"}
      points={places.map(({ items, ms }) => ({ x: frame.x(items), y: frame.y(ms) }))}
      clipPath="url(#growth-plot)"
      style={{ fill: "none", stroke: color, strokeWidth: width, strokeDasharray: dash, strokeLinecap: "round" }}
    />
  );
}

export function GrowthLines({ model, frame }: Part) {
  return (
    <>
      <GrowthLine places={model.measuredCurve} frame={frame} look={model.line} />
      <GrowthLine places={model.projectedCurve} frame={frame} look="projected" />
    </>
  );
}

/** Between the bounds of the growth. */
export function GrowthBand({ model: { band }, frame: { x, y } }: Part) {
  if (band.length < 2) return null;
  const high = band.map(({ items, highMs }) => `${x(items)} ${y(highMs)}`);
  const low = band.map(({ items, lowMs }) => `${x(items)} ${y(lowMs)}`).toReversed();
  return (
    <path
      d={`M${[...high, ...low].join("L")}Z`}
      clipPath="url(#growth-plot)"
      style={{ fill: "var(--text)", opacity: 0.13 }}
    />
  );
}

type LabelledPart = Part & { label: PlacedText | null };

/** The time before the first item: the same at every size. */
export function FixedCost({ model: { fixedCost, scale }, label, frame }: LabelledPart) {
  if (fixedCost === null) return null;
  const { y, plot, fontPx } = frame;
  const bottom = findBottom(scale, frame);
  const top = Math.min(bottom - 1, y(fixedCost.ms));
  const [left, right] = [plot.x, plot.x + plot.width];
  return (
    <g>
      <rect x={left} y={top} width={plot.width} height={bottom - top} style={{ fill: "var(--raised)" }} />
      <path d={`M${left} ${top}H${right}`} style={{ stroke: "var(--line-strong)", strokeWidth: 1.25 }} />
      {label && <ChartText place={label} color="var(--muted)" fontPx={fontPx} bare />}
    </g>
  );
}

export function KneeLine({ model: { knee }, label, frame: { x, plot, fontPx } }: LabelledPart) {
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
      {label && <ChartText place={label} color="var(--hold)" fontPx={fontPx} />}
    </g>
  );
}
