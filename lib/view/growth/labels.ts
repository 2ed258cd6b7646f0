import { formatCount } from "../format/format.ts";
import { placeLabels, type Box, type Label, type TextPlace } from "../charts/place-labels.ts";
import type { GrowthModel, GrowthPlace, GrowthPoint } from "./growth.ts";
import { growthText } from "../text/charts.ts";

/** Scales in pixels, and the font size. */
export type GrowthFrame = {
  readonly x: (items: number) => number;
  readonly y: (ms: number) => number;
  readonly plot: Box;
  readonly fontPx: number;
};

export type PlacedText = TextPlace & { readonly text: string };

/** Texts inside the chart without overlaps; null where there is no room. */
export type GrowthLabels = {
  /** in the order of the model's points */
  readonly points: readonly (PlacedText | null)[];
  readonly knee: PlacedText | null;
  /** in the order of the model's steps */
  readonly exponents: readonly (PlacedText | null)[];
};

const MARK_EM = 1.15;
/** a shorter stretch gets no label */
const MIN_STRETCH_EM = 5.5;

/** Names are placed first, the largest size before the others, then the knee, then the exponents. */
export function layoutGrowthLabels(model: GrowthModel, frame: GrowthFrame): GrowthLabels {
  const { plot, fontPx } = frame;
  const marks = model.points.map((point) => toMark(point, frame));
  const names = model.points.map((point) => nameLabel(point, frame)).toReversed();
  const knee = model.knee === null ? [] : [kneeLabel(model.knee.items, frame)];
  const powers = model.steps.map((step) => powerLabel(step, frame));
  const labels = [...names, ...knee, ...powers];
  const above = fontPx * 1.7;
  const room = { ...plot, y: plot.y - above, height: plot.height + above };
  const placed = placeLabels(labels, { taken: marks, room, fontPx }).map(
    (place, i): PlacedText | null => place && { ...place, text: labels[i]?.text ?? "" },
  );
  const last = names.length + knee.length;
  return {
    points: placed.slice(0, names.length).toReversed(),
    knee: (knee.length > 0 ? placed[names.length] : null) ?? null,
    exponents: placed.slice(last),
  };
}

function toMark({ items, ms }: GrowthPlace, { x, y, fontPx }: GrowthFrame): Box {
  const size = fontPx * MARK_EM;
  return { x: x(items) - size / 2, y: y(ms) - size / 2, width: size, height: size };
}

/** The curve bends upwards, so there is room to the lower right of a point, and to its upper left. */
function nameLabel(point: GrowthPoint, { x: toX, y: toY, fontPx }: GrowthFrame): Label {
  const [x, y] = [toX(point.items), toY(point.ms)];
  const [near, above, below] = [fontPx * 0.6, y - fontPx * 0.85, y + fontPx * 1.5];
  const beside = y + fontPx * 0.36;
  return {
    // without its time: the list beside the chart shows the active time, and two times for one scenario would be a riddle
    text: point.isWhole ? point.label : growthText.estimated(point.label),
    places: [
      { x: x + near, y: y + fontPx * 1.15, anchor: "start" },
      { x: x + near, y: above, anchor: "end" },
      { x: x + near * 1.5, y: beside, anchor: "start" },
      { x: x - near * 1.5, y: beside, anchor: "end" },
      { x, y: below, anchor: "middle" },
      { x: x - near, y: above, anchor: "start" },
      { x, y: above, anchor: "middle" },
      { x: x - near, y: y + fontPx * 1.15, anchor: "end" },
      { x: x - near, y: y - fontPx * 2, anchor: "start" },
    ],
  };
}

function kneeLabel(items: number, { x: toX, plot, fontPx }: GrowthFrame): Label {
  const x = toX(items);
  const places = [0.9, 2.2, 3.5].flatMap((down): TextPlace[] => {
    const y = plot.y + fontPx * down;
    return [
      { x: x + fontPx * 0.45, y, anchor: "start" },
      { x: x - fontPx * 0.45, y, anchor: "end" },
    ];
  });
  return { text: growthText.knee(formatCount(items)), places };
}

/** The exponent is drawn raised, so the text is no wider than "n" and its digits. */
function powerLabel({ from, to, exponent }: GrowthModel["steps"][number], frame: GrowthFrame): Label {
  const { plot, fontPx } = frame;
  const [x1, y1, x2, y2] = [frame.x(from.items), frame.y(from.ms), frame.x(to.items), frame.y(to.ms)];
  const isShort = plot.height < fontPx * 9 || Math.hypot(x2 - x1, y2 - y1) < fontPx * MIN_STRETCH_EM;
  const place = { x: (x1 + x2) / 2 - fontPx * 0.7, y: (y1 + y2) / 2 - fontPx * 0.7, anchor: "end" } as const;
  return { text: `n${exponent.toFixed(2)}`, places: isShort ? [] : [place] };
}
