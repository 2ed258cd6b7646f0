import { formatCount } from "../format/format.ts";
import type { Label, TextPlace } from "../charts/place-labels.ts";
import { growthText } from "../text/charts.ts";
import type { GrowthFrame } from "./frame.ts";
import type { ExcludedPoint, GrowthModel, GrowthPoint, GrowthScale } from "./model.ts";
import { findBottom, placeExcluded } from "./obstacles.ts";

/** a shorter stretch gets no label */
const MIN_STRETCH_EM = 5.5;
/** Distances from a point: beyond its halo, or close to its mark where there is little room. */
const WIDE = { near: 0.75, above: 1, below: 1.6, corner: 1.2 };
const TIGHT = { near: 0.6, above: 0.85, below: 1.5, corner: 1.15 };

export type GrowthLabelGroups = {
  readonly fixedCost: readonly Label[];
  readonly points: readonly Label[];
  readonly excluded: readonly Label[];
  readonly knee: readonly Label[];
  readonly exponents: readonly Label[];
};

/** The fixed cost in its band, then names, the largest size before the others, and the exponents last. */
export function listGrowthLabels(model: GrowthModel, frame: GrowthFrame, isTight: boolean): GrowthLabelGroups {
  const gaps = isTight ? TIGHT : WIDE;
  return {
    fixedCost: model.fixedCost === null ? [] : [fixedLabel(model.fixedCost, model.scale, frame)],
    points: model.points.map((point) => nameLabel(point, { model, frame, gaps })).toReversed(),
    excluded: model.excluded.map((point) => excludedLabel(point, { model, frame, gaps })),
    knee: model.knee === null ? [] : [kneeLabel(model.knee.items, frame)],
    exponents: model.steps.map((step) => powerLabel(step, frame)),
  };
}

type Around = { readonly model: GrowthModel; readonly frame: GrowthFrame; readonly gaps: typeof WIDE };

function nameOf(point: GrowthPoint): string {
  // without its time: the list beside the chart shows the active time, and two times for one scenario would be a riddle
  return point.isWhole ? point.label : growthText.estimated(point.label);
}

/** Beside a rising curve there is room to the lower right of a point and to its upper left; beside a falling one to its upper right. */
function nameLabel(point: GrowthPoint, { model: { kind }, frame, gaps }: Around): Label {
  const [x, y] = [frame.x(point.items), frame.y(point.ms)];
  const places = aroundPoint(x, y, frame.fontPx, gaps);
  const upperRight = [1, 2.2].map((up): TextPlace => ({
    x: x + frame.fontPx * 0.5,
    y: y - frame.fontPx * up,
    anchor: "start",
  }));
  return { text: nameOf(point), places: kind === "falling" ? [...upperRight, ...places] : places };
}

function excludedLabel(point: ExcludedPoint, { model, frame, gaps }: Around): Label {
  const { x, y } = placeExcluded(point, model, frame);
  return { text: growthText.excluded(point.label, point.reason), places: aroundPoint(x, y, frame.fontPx, gaps) };
}

function aroundPoint(x: number, y: number, fontPx: number, gaps: typeof WIDE): readonly TextPlace[] {
  const [near, above, below] = [fontPx * gaps.near, y - fontPx * gaps.above, y + fontPx * gaps.below];
  const [beside, corner] = [y + fontPx * 0.38, y + fontPx * gaps.corner];
  return [
    { x: x + near, y: corner, anchor: "start" },
    { x: x + near, y: above, anchor: "end" },
    { x: x - near * 0.3, y: above, anchor: "end" },
    { x: x + near * 1.8, y: beside, anchor: "start" },
    { x: x - near * 1.8, y: beside, anchor: "end" },
    { x, y: below, anchor: "middle" },
    { x: x - near, y: above, anchor: "start" },
    { x, y: above, anchor: "middle" },
    { x: x - near, y: corner, anchor: "end" },
    { x: x - near, y: y - fontPx * 2, anchor: "start" },
    { x: x - near * 2, y: y - fontPx * 2, anchor: "start" },
    { x: x + near, y: y + fontPx * 2.1, anchor: "start" },
    { x: x + near, y: y - fontPx * 2.2, anchor: "end" },
  ];
}

/** Next to the ring around its mark; without the size where that is too long. */
export function listBestLabels({ items, ms, label, shortLabel }: NonNullable<GrowthModel["best"]>, frame: GrowthFrame) {
  const { fontPx } = frame;
  const [x, y] = [frame.x(items), frame.y(ms)];
  const places = [-1.3, 2, -2.4].flatMap((line): TextPlace[] => [
    { x, y: y + fontPx * line, anchor: "middle" },
    { x: x - fontPx * 0.5, y: y + fontPx * line, anchor: "start" },
    { x: x + fontPx * 0.5, y: y + fontPx * line, anchor: "end" },
  ]);
  return [label, shortLabel].map((text): Label => ({ text, places }));
}

/** In the band at its right end, where a rising curve is far above; on the line when the band is too thin. */
function fixedLabel(
  { ms, label }: NonNullable<GrowthModel["fixedCost"]>,
  scale: GrowthScale,
  frame: GrowthFrame,
): Label {
  const { plot, fontPx } = frame;
  const [top, bottom] = [frame.y(ms), findBottom(scale, frame)];
  const right = plot.x + plot.width - fontPx * 0.5;
  const isHigh = bottom - top >= fontPx * 1.5;
  const middle = (top + bottom) / 2 + fontPx * 0.36;
  const lines = [isHigh ? middle : top - fontPx * 0.45, top - fontPx * 0.45, top + fontPx * 1.15];
  return {
    text: label,
    places: lines.flatMap((line): TextPlace[] => [
      { x: right, y: line, anchor: "end" },
      { x: plot.x + plot.width / 2, y: line, anchor: "middle" },
      { x: plot.x + fontPx * 0.5, y: line, anchor: "start" },
    ]),
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
