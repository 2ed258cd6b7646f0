import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { RowProjection, TimelineModel, TimelineRow } from "@/lib/view/timeline/timeline";
import type { TimelineFrame } from "./timeline-frame";

type ProjectionProps = { row: TimelineRow; model: TimelineModel; top: number; frame: TimelineFrame };

/** The projection after now: an outline to the next hold, a dotted line from there to the finish. */
export function Projection({ row, model, top, frame }: ProjectionProps) {
  const { projection } = row;
  if (projection === null || model.ended) return null;
  const { arrival, finish } = projection;
  const outline = arrival ?? finish;
  const now = frame.x(model.nowMs);
  const edge = frame.plot.x + frame.plot.width;
  const at = frame.x(outline.atMs);
  const within = outline.atMs <= model.maxMs;
  const behind = frame.x(arrival === null ? Math.max(finish.atMs, finish.highMs) : finish.atMs);
  const { barHeight } = frame.geometry;
  const { color } = scenarioLook(row.index);
  return (
    <g>
      <rect
        x={now}
        y={top + 1}
        width={Math.max(0, at - now)}
        height={barHeight - 2}
        style={{ fill: color, opacity: 0.13 }}
      />
      <path
        d={`M${now} ${top + 1}H${at}M${now} ${top + barHeight - 1}H${at}`}
        style={{ fill: "none", stroke: color, strokeDasharray: "2 3" }}
      />
      {arrival === null ? <FinishRange finish={finish} top={top} color={color} frame={frame} /> : null}
      {within ? (
        <line x1={at} x2={at} y1={top - 6} y2={top + barHeight + 6} style={{ stroke: color, strokeWidth: 2 }} />
      ) : null}
      {arrival === null ? null : (
        <Onward finish={finish} from={at} middle={top + barHeight / 2} color={color} model={model} frame={frame} />
      )}
      <ProjectionLabel
        row={row}
        projection={projection}
        at={Math.min(at, edge)}
        behind={Math.min(behind, edge)}
        top={top}
        model={model}
        frame={frame}
      />
    </g>
  );
}

/** The range of the projected finish. */
function FinishRange({
  finish,
  top,
  color,
  frame,
}: {
  finish: RowProjection["finish"];
  top: number;
  color: string;
  frame: TimelineFrame;
}) {
  const [low, high] = [frame.x(finish.lowMs), frame.x(finish.highMs)];
  const { barHeight } = frame.geometry;
  return (
    <rect
      x={low}
      y={top + barHeight * 0.3}
      width={Math.max(0, high - low)}
      height={barHeight * 0.4}
      style={{ fill: color, opacity: 0.22 }}
    />
  );
}

/** From the next hold to the finish. */
function Onward({ finish, from, middle, color, model, frame }: OnwardProps) {
  const at = frame.x(finish.atMs);
  const arm = frame.geometry.barHeight * 0.22;
  return (
    <g style={{ fill: "none", stroke: color, opacity: 0.75 }}>
      <line x1={from} x2={at} y1={middle} y2={middle} style={{ strokeDasharray: "2 5", strokeWidth: 1.5 }} />
      {finish.atMs > model.maxMs ? null : (
        <path d={`M${at} ${middle - arm}V${middle + arm}`} style={{ strokeWidth: 2 }} />
      )}
    </g>
  );
}

type OnwardProps = {
  finish: RowProjection["finish"];
  from: number;
  middle: number;
  color: string;
  model: TimelineModel;
  frame: TimelineFrame;
};

type LabelProps = ProjectionProps & {
  projection: RowProjection;
  /** end of the outline, and end of what is drawn after it */
  at: number;
  behind: number;
};

/** The label after the projection; inside the outline where the plot ends too early. */
function ProjectionLabel({ row, projection, at, behind, top, model, frame }: LabelProps) {
  const { arrival, finish } = projection;
  const { fontPx, barHeight } = frame.geometry;
  const text = (arrival ?? finish).text;
  const width = text.length * fontPx * 0.54;
  // between the next hold and the finish where there is room, else after both
  const free = arrival !== null && behind > at + width + 16 ? at : behind;
  const fits = free + 8 + width <= frame.plot.x + frame.plot.width + fontPx * 2;
  if (!fits && width > at - 10 - frame.x(model.nowMs)) return null;
  return (
    <text
      x={fits ? free + 8 : at - 10}
      y={top + barHeight / 2}
      dy="0.36em"
      textAnchor={fits ? "start" : "end"}
      style={{
        fill: scenarioLook(row.index).ink,
        fontSize: fontPx,
        stroke: "var(--ground)",
        strokeWidth: fontPx * 0.4,
        paintOrder: "stroke",
      }}
    >
      {text}
    </text>
  );
}
