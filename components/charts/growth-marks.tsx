"use client";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { GrowthFrame } from "@/lib/view/growth/frame";
import type { GrowthLabels, PlacedText } from "@/lib/view/growth/labels";
import { placeExcluded } from "@/lib/view/growth/obstacles";
import type { GrowthModel } from "@/lib/view/growth/model";
import { ChartMark } from "../parts/shape-mark";
import { ChartText } from "./chart-text";
import { TONE_COLORS } from "./growth-texts";

type MarksProps = { model: GrowthModel; labels: GrowthLabels; frame: GrowthFrame };

const MARK_EM = 1.15;

/** An incomplete size has a hollow mark: its time is projected. */
export function PointMarks({ model, labels, frame }: MarksProps) {
  const { x, y, fontPx } = frame;
  return model.points.map(({ id, index, items, ms, isWhole }, i) => {
    const label = labels.points[i];
    const { color, ink } = scenarioLook(index);
    return (
      <g key={id}>
        <circle cx={x(items)} cy={y(ms)} r={fontPx * 0.95} style={{ fill: color, opacity: 0.2 }} />
        <ChartMark index={index} x={x(items)} y={y(ms)} size={fontPx * MARK_EM} hollow={!isWhole} />
        {label && <ChartText place={label} color={ink} fontPx={fontPx} weight={600} />}
      </g>
    );
  });
}

/** Sizes that do not count: hollow, with the reason, and a tick where the others predict them. */
export function ExcludedMarks({ model, labels, frame }: MarksProps) {
  const { y: toY, fontPx } = frame;
  return model.excluded.map((point, i) => {
    const { x, y } = placeExcluded(point, model, frame);
    const label = labels.excluded[i];
    const expected = point.expectedMs === null ? null : toY(point.expectedMs);
    return (
      <g key={point.id}>
        {expected === null ? null : (
          <g style={{ fill: "none", stroke: "var(--muted)", strokeWidth: 1.75 }}>
            <path d={`M${x} ${expected}V${y}`} style={{ strokeDasharray: "2 4" }} />
            <path d={`M${x - fontPx * 0.5} ${expected}h${fontPx}`} />
          </g>
        )}
        <ChartMark index={point.index} x={x} y={y} size={fontPx * MARK_EM} hollow />
        {label && <ChartText place={label} color="var(--muted)" fontPx={fontPx} />}
      </g>
    );
  });
}

/** A ring around the fastest of falling times. */
export function BestMark({
  model,
  label,
  frame,
}: {
  model: GrowthModel;
  label: PlacedText | null;
  frame: GrowthFrame;
}) {
  const { best, tone } = model;
  if (best === null) return null;
  const { x, y, fontPx } = frame;
  const color = TONE_COLORS[tone];
  return (
    <g>
      <circle
        cx={x(best.items)}
        cy={y(best.ms)}
        r={fontPx * 1.05}
        style={{ fill: "none", stroke: color, strokeWidth: 2.5 }}
      />
      {label && <ChartText place={label} color={color} fontPx={fontPx} weight={600} />}
    </g>
  );
}

/** The size that the viewer entered: a hollow point with the bounds of its time. */
export function AskedMark({ model: { asked }, frame }: { model: GrowthModel; frame: GrowthFrame }) {
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
