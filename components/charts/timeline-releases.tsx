import { placeAlongAxis } from "@/lib/view/charts/label-layout";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import type { TimelineFrame } from "./timeline-frame";

export function Releases({ model, frame }: { model: TimelineModel; frame: TimelineFrame }) {
  const { plot, geometry } = frame;
  const bottom = plot.y + plot.height;
  const texts = chooseTexts(model, frame);
  const room = placeAlongAxis(texts, plot.x + plot.width, 1);
  const last = model.releases.at(-1);
  return (
    <g>
      {model.releases.map((release, i) => {
        const at = frame.x(release.atMs);
        const place = room[i];
        return (
          <g key={release.percent}>
            <line
              x1={at}
              x2={at}
              y1={plot.y}
              y2={bottom}
              className={
                release === last && !model.ended && model.nowMs - release.atMs < 2_000 ? "gate-opens" : undefined
              }
              style={{ stroke: "var(--hold-line)", strokeWidth: 2 }}
            />
            {place ? (
              <text
                x={place.x}
                y={bottom - geometry.noteHeight * 0.28}
                style={{
                  fill: "var(--hold)",
                  fontSize: geometry.fontPx,
                  stroke: "var(--ground)",
                  strokeWidth: 4,
                  paintOrder: "stroke",
                }}
              >
                {texts[i]?.text}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** The full text where it fits before the next line or the edge, else its short form, else nothing. */
function chooseTexts(
  model: TimelineModel,
  { x, plot, geometry }: TimelineFrame,
): { text: string; at: number; width: number }[] {
  const widthOf = (text: string) => text.length * geometry.fontPx * 0.54;
  return model.releases.map((release, i) => {
    const at = x(release.atMs) + 7;
    const next = model.releases[i + 1];
    const room = (next === undefined ? plot.x + plot.width : x(next.atMs) - 4) - at;
    const text = [release.text, release.shortText].find((each) => widthOf(each) <= room) ?? "";
    return { text, at, width: widthOf(text) };
  });
}
