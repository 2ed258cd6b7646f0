import { formatClock } from "@/lib/view/format/format";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import type { TimelineFrame } from "./timeline-frame";

/** Times along the axis; those that the "now" label or a neighbour would cover are left out. */
export function AxisLabels({ model, frame }: { model: TimelineModel; frame: TimelineFrame }) {
  const { plot, geometry } = frame;
  const pill = placePill(model, frame);
  let free = Number.NEGATIVE_INFINITY;
  return model.ticksMs.map((ms) => {
    const text = model.maxMs > 120_000 ? formatClock(ms) : `${ms / 1000} s`;
    const width = text.length * geometry.fontPx * 0.56;
    const left = ms === 0 ? frame.x(0) : frame.x(ms) - width / 2;
    const covered = left + width > pill.left - 4 && left < pill.left + pill.width + 4;
    if (covered || left < free) return null;
    free = left + width + 6;
    return (
      <text
        key={ms}
        x={left}
        y={plot.y + plot.height + 2 + geometry.fontPx * 0.875}
        dy="0.36em"
        style={{ fill: "var(--muted)", fontSize: geometry.fontPx }}
      >
        {text}
      </text>
    );
  });
}

function placePill(
  model: TimelineModel,
  { x, plot, geometry }: TimelineFrame,
): { text: string; left: number; width: number } {
  const text = formatClock(model.nowMs);
  if (model.nowMs <= 0) return { text, left: Number.NEGATIVE_INFINITY, width: 0 };
  const width = text.length * geometry.fontPx * 0.58 + geometry.fontPx * 1.3;
  return {
    text,
    width,
    left: Math.max(plot.x, Math.min(x(model.nowMs) - width / 2, plot.x + plot.width + geometry.fontPx * 2 - width)),
  };
}

/** Marks now; while a barrier is closed it is drawn as the gate, in the colour of holds. */
export function NowLine({ model, frame }: { model: TimelineModel; frame: TimelineFrame }) {
  const { plot, geometry } = frame;
  if (model.nowMs <= 0) return null;
  const at = frame.x(model.nowMs);
  const { text, width, left } = placePill(model, frame);
  const height = geometry.fontPx * 1.75;
  const top = plot.y + plot.height + 2;
  const isClosed = model.gate !== null;
  return (
    <g>
      <line
        x1={at}
        x2={at}
        y1={plot.y}
        y2={plot.y + plot.height}
        style={{
          display: model.ended ? "none" : undefined,
          stroke: isClosed ? "var(--hold-line)" : "var(--text)",
          strokeWidth: isClosed ? 3 : 1.5,
          strokeDasharray: isClosed ? "3 5" : "none",
          opacity: isClosed ? 1 : 0.8,
        }}
      />
      <rect x={left} y={top} width={width} height={height} rx={height / 2} style={{ fill: "var(--text)" }} />
      <text
        x={left + width / 2}
        y={top + height / 2}
        dy="0.36em"
        textAnchor="middle"
        style={{ fill: "var(--ground)", fontSize: geometry.fontPx, fontWeight: 600 }}
      >
        {text}
      </text>
    </g>
  );
}
