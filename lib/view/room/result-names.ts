import { placeLabels, toTextBox, type Box, type TextPlace } from "../charts/place-labels.ts";
import { formatDuration } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import type { ResultChart } from "./result-chart.ts";

/** Names are drawn bolder than the letters that boxes are reckoned with. */
const BOLD = 1.06;
/** With more sizes than this only the ends say their times. */
const MOST_TIMED = 3;

export type PlacedName = { readonly text: string; readonly place: TextPlace; readonly box: Box };
type Dot = { readonly x: number; readonly y: number };

/** `loose`: marks with their halos; `tight`: without; `texts`: what stands already. */
export type NameRoom = {
  readonly loose: readonly Box[];
  readonly tight: readonly Box[];
  readonly lines: readonly Box[];
  readonly texts: readonly Box[];
  readonly plot: Box;
  readonly font: number;
  readonly width: number;
};

/** In the order of points and excluded sizes; null where there is no room. */
export type ResultNames = {
  readonly points: readonly (PlacedName | null)[];
  readonly excluded: readonly (PlacedName | null)[];
  readonly comparison: PlacedName | null;
  readonly missing: number;
};

type Dots = { readonly points: readonly Dot[]; readonly excluded: readonly Dot[]; readonly comparison: Dot | null };

/** The largest size first, then the smallest, those between, those that do not count, and the line to compare with. */
export function placeNames(chart: ResultChart, dots: Dots, room: NameRoom): ResultNames {
  const texts = [...room.texts];
  const isFalling = chart.kind === "falling";
  const place = (choice: readonly string[], dot: Dot | undefined | null): PlacedName | null => {
    if (dot === undefined || dot === null) return null;
    const tries = [
      [...room.loose, ...texts, ...room.lines],
      [...room.loose, ...texts],
      [...room.tight, ...texts],
    ];
    const found = placeFirst(choice, listPlaces(isFalling, dot, room.font), tries, room);
    if (found !== null) texts.push(found.box);
    return found;
  };
  const count = dots.points.length;
  const order = [...dots.points.keys()].toSorted((one, other) => rank(one, count) - rank(other, count));
  const named = new Map(order.map((i) => [i, place(namesOf(chart, i), dots.points[i])]));
  const points = dots.points.map((_, i) => named.get(i) ?? null);
  const excluded = chart.excluded.map(({ label, reason }, i) =>
    place([growthText.excluded(label, reason), reason, label], dots.excluded[i]),
  );
  const comparison = chart.comparison === null ? null : place([chart.comparison.label], dots.comparison);
  return { points, excluded, comparison, missing: [...points, ...excluded].filter((each) => each === null).length };
}

function rank(index: number, length: number): number {
  return index === length - 1 ? -2 : index === 0 ? -1 : index;
}

function namesOf({ points }: ResultChart, index: number): readonly string[] {
  const point = points[index];
  if (point === undefined) return [];
  const isTimed = points.length <= MOST_TIMED || index === 0 || index === points.length - 1;
  const about = point.isWhole ? "" : growthText.approximately;
  const time = `${about}${formatDuration(point.ms)}`;
  return isTimed ? [`${point.label} ${time}`, time, point.label] : [point.label, time];
}

/** The longest text that fits beside the lines, else one that crosses them, else one close to a mark. */
function placeFirst(
  texts: readonly string[],
  places: readonly TextPlace[],
  tries: readonly (readonly Box[])[],
  { plot, font, width }: NameRoom,
): PlacedName | null {
  const room = { x: plot.x, y: 0, width: width - plot.x, height: plot.y + plot.height };
  const fontPx = font * BOLD;
  for (const taken of tries)
    for (const text of texts) {
      const [place] = placeLabels([{ text, places }], { taken, room, fontPx });
      if (place) return { text, place, box: toTextBox(text, place, fontPx) };
    }
  return null;
}

/** Beside a rising curve there is room to the lower right of a point and to its upper left; beside a falling one to its upper right. */
function listPlaces(isFalling: boolean, { x, y }: Dot, font: number): readonly TextPlace[] {
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
    { x: x - font * 0.8, y: y + font * 2.6, anchor: "end" },
    ...[3.3, 4.4, 5.5].map((up): TextPlace => ({ x: x - font * 0.4, y: y - font * up, anchor: "end" })),
    ...[4, 5].map((down): TextPlace => ({ x: x + font * 0.4, y: y + font * down, anchor: "start" })),
  ];
  return isFalling ? [...upper, ...others, ...lower] : [...lower, ...others, ...upper];
}
