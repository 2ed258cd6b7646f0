import { placeLabels, toTextBox, type Box, type TextPlace } from "../charts/place-labels.ts";
import { formatTimeTick } from "../charts/axis-ticks.ts";
import { formatCount, formatDuration } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import type { ResultChart } from "./result-chart.ts";

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

export type PlacedPill = Box & { readonly lines: readonly string[]; readonly isRefused: boolean };

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
/** The lowest mark has room for its name below it. */
const FLOOR_EM = 1.7;
/** Names are drawn bolder than the letters that boxes are reckoned with. */
const BOLD = 1.06;
/** With more sizes than this only the ends say their times. */
const MOST_TIMED = 3;

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
  const marks = [...points, ...excluded, ...(ring?.y == null ? [] : [{ x: ring.x, y: ring.y }])];
  const taken = marks.map(({ x, y }) => around(x, y, font * HALO_EM));
  const lines = [chart.measuredCurve, chart.forecast, chart.comparison?.places ?? []].flatMap((line) =>
    alongLine(
      line.map(({ items, ms }) => ({ x: toX(items), y: toY(ms) })),
      font,
    ),
  );
  const pill = placePill(chart, ring, { plot, font, taken, lines });
  const room: Room = { taken: pill === null ? taken : [...taken, pill], lines, plot, font, width: frame.width };
  const unit: TextPlace = { x: plot.x + plot.width, y: plot.y + plot.height - font * 0.5, anchor: "end" };
  const full = [...room.taken, toTextBox(chart.unit, unit, font)];
  const place = (texts: readonly string[], x: number, y: number) => {
    const found = placeFirst(texts, listPlaces(chart.kind === "falling", x, y, font), { ...room, taken: full });
    if (found !== null) full.push(found.box);
    return found;
  };
  const order = [...points.keys()].toSorted((one, other) => rank(one, points.length) - rank(other, points.length));
  const named = new Map(order.map((i) => [i, place(namesOf(chart, i), points[i]?.x ?? 0, points[i]?.y ?? 0)]));
  const left_ = excluded.map((each) =>
    place([growthText.excluded(each.label, each.reason), each.reason, each.label], each.x, each.y),
  );
  const comparisonEnd = chart.comparison?.places.at(-1);
  const comparison =
    comparisonEnd === undefined
      ? null
      : place([chart.comparison?.label ?? ""], toX(comparisonEnd.items), toY(comparisonEnd.ms));
  return {
    plot,
    toX,
    toY,
    points: points.map((each, i) => toPlaced(each, named.get(i) ?? null, !each.isWhole, null)),
    excluded: excluded.map((each, i) =>
      toPlaced(each, left_[i] ?? null, true, each.expectedMs === null ? null : toY(each.expectedMs)),
    ),
    pill,
    ring,
    comparison: comparison?.place ?? null,
    unit,
    xTicks: apart(chart, toX, { plot, font, width: frame.width }),
    yTicks: chart.yTicks.map((ms, i) => ({ y: toY(ms), text: yTexts[i] ?? "" })),
    boxes: full.slice(taken.length),
  };
}

type Room = {
  readonly taken: readonly Box[];
  readonly lines: readonly Box[];
  readonly plot: Box;
  readonly font: number;
  readonly width: number;
};

function shareOf(value: number, [from, to]: readonly [number, number]): number {
  return Math.log(Math.max(value, from) / from) / Math.log(to / from);
}

function around(x: number, y: number, size: number): Box {
  return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}

/** The largest first, then the smallest, then those between. */
function rank(index: number, length: number): number {
  return index === length - 1 ? -2 : index === 0 ? -1 : index;
}

function namesOf({ points }: ResultChart, index: number): readonly string[] {
  const point = points[index];
  if (point === undefined) return [];
  const isTimed = points.length <= MOST_TIMED || index === 0 || index === points.length - 1;
  const about = point.isWhole ? "" : growthText.approximately;
  const time = `${about}${formatDuration(point.ms)}`;
  return isTimed ? [`${point.label} ${time}`, time] : [point.label];
}

type Placed = { readonly text: string; readonly place: TextPlace; readonly box: Box };

/** The longest text that fits beside the lines, else one that crosses them. */
function placeFirst(texts: readonly string[], places: readonly TextPlace[], room: Room): Placed | null {
  const { plot, font, taken, lines, width } = room;
  const area = { x: plot.x, y: 0, width: width - plot.x, height: plot.y + plot.height };
  for (const avoided of [[...taken, ...lines], taken])
    for (const text of texts) {
      const wide = font * BOLD;
      const [place] = placeLabels([{ text, places }], { taken: avoided, room: area, fontPx: wide });
      if (place) return { text, place, box: toTextBox(text, place, wide) };
    }
  return null;
}

/** Beside a rising curve there is room to the lower right of a point and to its upper left; beside a falling one to its upper right. */
function listPlaces(isFalling: boolean, x: number, y: number, font: number): readonly TextPlace[] {
  const lower: TextPlace[] = [1.5, 2.2, 3].map((down) => ({ x: x + font * 0.8, y: y + font * down, anchor: "start" }));
  const upper: TextPlace[] = [1, 1.9, 2.7].map((up) => ({ x: x + font * 0.8, y: y - font * up, anchor: "start" }));
  const others: TextPlace[] = [
    { x: x - font * 0.4, y: y - font, anchor: "end" },
    { x: x + font * 1.3, y: y + font * 0.36, anchor: "start" },
    { x: x - font * 1.3, y: y + font * 0.36, anchor: "end" },
    { x: x + font * 0.4, y: y - font * 1.1, anchor: "end" },
    { x, y: y + font * 2, anchor: "middle" },
    { x, y: y - font * 1.2, anchor: "middle" },
    { x: x - font * 0.8, y: y + font * 1.5, anchor: "end" },
    { x: x - font * 0.4, y: y - font * 2.1, anchor: "end" },
    { x: x + font * 2, y: y - font * 2.1, anchor: "end" },
    { x: x + font * 2, y: y - font * 3.2, anchor: "end" },
    { x: x + font * 2, y: y + font * 2.4, anchor: "end" },
  ];
  return isFalling ? [...upper, ...others, ...lower] : [...lower, ...others, ...upper];
}

function toPlaced(
  { id, index, x, y }: { readonly id: string; readonly index: number; readonly x: number; readonly y: number },
  placed: Placed | null,
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

const PILL_EM = 2;
const PILL_SIDES_EM = 1.8;

/** On one line where it fits; above the ring to its left, where a rising curve leaves room. */
function placePill(
  { asked }: ResultChart,
  ring: ResultLayout["ring"],
  { plot, font, taken, lines }: Omit<Room, "width">,
): PlacedPill | null {
  if (asked === null) return null;
  const whole = `${asked.question} ${asked.answer}`;
  const widthOf = (texts: readonly string[]) =>
    font * (PILL_SIDES_EM + 0.58 * Math.max(...texts.map(({ length }) => length)));
  const texts = widthOf([whole]) <= plot.width * 0.96 ? [whole] : [asked.question, asked.answer];
  const [width, height] = [widthOf(texts), font * (PILL_EM + 1.2 * (texts.length - 1))];
  const [right, top] = [plot.x + plot.width, plot.y - font * 1.4];
  const at = (x: number, y: number): Box => ({
    x: Math.min(Math.max(x, plot.x), Math.max(plot.x, right - width)),
    y: Math.min(Math.max(y, top), plot.y + plot.height - height),
    width,
    height,
  });
  const ringY = ring?.y ?? ring?.top ?? plot.y;
  const places =
    ring === null
      ? [at(plot.x, top), at(right, top), at(right, plot.y + plot.height)]
      : [
          ...[3, 2.4, 4, 5.5].map((up) => at(ring.x - width - font * 0.4, ringY - font * up)),
          ...[3.2, 4.4, 6].map((up) => at(ring.x - width / 2, ringY - font * up)),
          at(ring.x - width - font * 1.4, ringY - height / 2),
          at(ring.x - width, ringY + font * 1.6),
          at(ring.x + font, ringY + font * 1.6),
          at(plot.x, top),
        ];
  const isFree = (others: readonly Box[]) => (box: Box) => !others.some((other) => overlaps(box, other));
  const found = places.find(isFree([...taken, ...lines])) ?? places.find(isFree(taken)) ?? places[0];
  return found === undefined ? null : { ...found, lines: texts, isRefused: asked.refusal !== null };
}

function overlaps(one: Box, other: Box): boolean {
  const isApart = one.x >= other.x + other.width || other.x >= one.x + one.width;
  return !isApart && one.y < other.y + other.height && other.y < one.y + one.height;
}

function alongLine(places: readonly { readonly x: number; readonly y: number }[], font: number): readonly Box[] {
  return places.slice(1).flatMap((to, i) => {
    const from = places[i] ?? to;
    const parts = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (font * 0.4)));
    return Array.from({ length: parts }, (_, part) =>
      around(from.x + ((to.x - from.x) * part) / parts, from.y + ((to.y - from.y) * part) / parts, font * 0.2),
    );
  });
}

/** Sizes below the axis, the size asked about and the largest first; one that would touch another is left out. */
function apart(
  { xTicks }: ResultChart,
  toX: (items: number) => number,
  { plot, font, width }: Pick<Room, "plot" | "font" | "width">,
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
