import { formatTimeTick } from "../charts/axis-ticks.ts";
import { placeLabels, toTextBox, type Box, type TextPlace } from "../charts/place-labels.ts";
import { formatCount } from "../format/format.ts";
import type { GrowthPlace } from "../growth/model.ts";
import { alongLine, around } from "./result-boxes.ts";
import type { ResultChart } from "./result-chart.ts";
import { placeNames, type NameRoom, type PlacedName, type ResultNames } from "./result-names.ts";
import { listPills, type PlacedPill, type Ring } from "./result-pill.ts";

/** A chart's size and its type, in any unit. */
export type ResultFrame = { readonly width: number; readonly height: number; readonly font: number };

export type PlacedMark = {
  readonly id: string;
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly isHollow: boolean;
  readonly label: string;
  readonly place: TextPlace | null;
  /** of a size that does not count: where the others predict it */
  readonly expectedY: number | null;
};

export type ResultLayout = {
  readonly plot: Box;
  readonly toX: (items: number) => number;
  readonly toY: (ms: number) => number;
  readonly points: readonly PlacedMark[];
  readonly excluded: readonly PlacedMark[];
  readonly pill: PlacedPill | null;
  readonly ring: {
    readonly x: number;
    readonly y: number | null;
    readonly top: number;
    readonly bottom: number;
  } | null;
  readonly comparison: TextPlace | null;
  /** what the sizes count */
  readonly unit: TextPlace;
  readonly xTicks: readonly { readonly x: number; readonly text: string }[];
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
  /** the boxes of all texts, for whoever asks whether they are apart */
  readonly boxes: readonly Box[];
};

const HALO_EM = 1.75;
const MARK_EM = 1.1;
/** The lowest mark has room for its name below it. */
const FLOOR_EM = 2.2;
export function layoutResult(chart: ResultChart, frame: ResultFrame): ResultLayout {
  const { font } = frame;
  const yTexts = chart.yTicks.map((ms) => formatTimeTick(ms));
  const left = font * (0.9 + 0.56 * Math.max(2, ...yTexts.map(({ length }) => length)));
  const plot = { x: left, y: font * 1.7, width: frame.width - left - font * 0.8, height: frame.height - font * 3.7 };
  const toX = (items: number) => plot.x + plot.width * shareOf(items, chart.xDomain);
  const floor = font * FLOOR_EM;
  const toY = (ms: number) => plot.y + (plot.height - floor) * (1 - shareOf(ms, chart.yDomain));
  const points = chart.points.map((point) => ({ ...point, x: toX(point.items), y: toY(point.ms) }));
  const excluded = chart.excluded.map((point) => ({
    ...point,
    x: toX(point.items),
    y: point.ms === null ? plot.y + plot.height - font * 0.6 : toY(point.ms),
  }));
  const ring = placeRing(chart, toX, toY);
  const unit: TextPlace = { x: plot.x + plot.width, y: plot.y + plot.height - font * 0.5, anchor: "end" };
  const unitBox = toTextBox(chart.unit, unit, font);
  const marks = [...points, ...excluded, ...(ring?.y == null ? [] : [{ x: ring.x, y: ring.y }])];
  const toPixels = (places: readonly GrowthPlace[]) => places.map(({ items, ms }) => ({ x: toX(items), y: toY(ms) }));
  const room = {
    loose: [...marks.map(({ x, y }) => around(x, y, font * HALO_EM)), unitBox],
    tight: [...marks.map(({ x, y }) => around(x, y, font * MARK_EM)), unitBox],
    lines: [chart.measuredCurve, chart.forecast, chart.comparison?.places ?? []].flatMap((line) =>
      alongLine(toPixels(line), font),
    ),
    plot,
    font,
    width: frame.width,
  };
  const comparison = toPixels(chart.comparison?.places ?? []).at(-1) ?? null;
  const { pill, names } = placeTexts(chart, { points, excluded, comparison }, ring, { ...room, texts: [] });
  const named = [...names.points, ...names.excluded, names.comparison].flatMap((each) => each?.box ?? []);
  return {
    plot,
    toX,
    toY,
    points: points.map((each, i) => toPlaced(each, names.points[i] ?? null, !each.isWhole, null)),
    excluded: excluded.map((each, i) =>
      toPlaced(each, names.excluded[i] ?? null, true, each.expectedMs === null ? null : toY(each.expectedMs)),
    ),
    pill,
    ring,
    comparison: names.comparison?.place ?? null,
    unit,
    xTicks: apart(chart, toX, { plot, font, width: frame.width }),
    yTicks: chart.yTicks.map((ms, i) => ({ y: toY(ms), text: yTexts[i] ?? "" })),
    boxes: [unitBox, ...(pill === null ? [] : [pill]), ...named],
  };
}

/** The pill at the first of its places that leaves every size its name, else where it costs the fewest. */
function placeTexts(
  chart: ResultChart,
  dots: Parameters<typeof placeNames>[1],
  ring: Ring | null,
  room: NameRoom,
): { readonly pill: PlacedPill | null; readonly names: ResultNames } {
  const choices = listPills(chart, ring, room);
  if (choices.length === 0) return { pill: null, names: placeNames(chart, dots, room) };
  let best: { readonly pill: PlacedPill; readonly names: ResultNames } | null = null;
  for (const pill of choices) {
    const names = placeNames(chart, dots, { ...room, texts: [pill] });
    if (best === null || names.missing < best.names.missing) best = { pill, names };
    if (names.missing === 0) break;
  }
  if (best === null) throw new Error("There is no place to choose from");
  return best;
}

function shareOf(value: number, [from, to]: readonly [number, number]): number {
  return Math.log(Math.max(value, from) / from) / Math.log(to / from);
}

function toPlaced(
  { id, index, x, y }: { readonly id: string; readonly index: number; readonly x: number; readonly y: number },
  placed: PlacedName | null,
  isHollow: boolean,
  expectedY: number | null,
): PlacedMark {
  return { id, index, x, y, isHollow, label: placed?.text ?? "", place: placed?.place ?? null, expectedY };
}

function placeRing({ asked }: ResultChart, toX: (items: number) => number, toY: (ms: number) => number) {
  if (asked === null || asked.refusal !== null) return null;
  return {
    x: toX(asked.items),
    y: asked.ms === null ? null : toY(asked.ms),
    top: toY(asked.highMs),
    bottom: toY(asked.lowMs),
  };
}

/** Sizes below the axis, the size asked about and the largest first; one that would touch another is left out. */
function apart(
  { xTicks }: ResultChart,
  toX: (items: number) => number,
  { plot, font, width }: Pick<NameRoom, "plot" | "font" | "width">,
): ResultLayout["xTicks"] {
  const y = plot.y + plot.height + font * 1.6;
  const labels = xTicks.map((items) => ({
    text: ` ${formatCount(items)} `,
    places: [{ x: toX(items), y, anchor: "middle" as const }],
  }));
  const placed = placeLabels(labels, {
    taken: [],
    room: { x: 0, y: 0, width: width + font, height: y + font },
    fontPx: font,
  });
  return placed.flatMap((place, i) => (place === null ? [] : [{ x: place.x, text: labels[i]?.text.trim() ?? "" }]));
}
