import type { Box } from "../charts/place-labels.ts";
import type { GrowthFrame } from "./frame.ts";
import type { ExcludedPoint, GrowthModel, GrowthPlace, GrowthScale } from "./model.ts";

const MARK_EM = 1.15;

/** What no label may cover. */
export function listMarks(model: GrowthModel, frame: GrowthFrame): readonly Box[] {
  const points = model.points.map(({ items, ms }) => ({ x: frame.x(items), y: frame.y(ms) }));
  const excluded = model.excluded.map((point) => placeExcluded(point, model, frame));
  const marks = [...points, ...excluded].map(({ x, y }) => toMark(x, y, frame.fontPx));
  return model.asked === null ? marks : [...marks, toBar(model.asked, frame)];
}

/** Of a logarithmic axis, the lower edge; else time 0. */
export function findBottom(scale: GrowthScale, { y, plot }: GrowthFrame): number {
  return scale === "log" ? plot.y + plot.height : y(0);
}

function toBar({ items, lowMs, highMs }: NonNullable<GrowthModel["asked"]>, { x, y, fontPx }: GrowthFrame): Box {
  const [top, bottom] = [y(highMs), y(lowMs)];
  return { x: x(items) - fontPx * 0.4, y: top, width: fontPx * 0.8, height: bottom - top };
}

/** What labels leave free if they can. */
export function listLines(model: GrowthModel, frame: GrowthFrame): readonly Box[] {
  return [
    ...alongLine(model.measuredCurve, frame),
    ...alongLine(model.projectedCurve, frame),
    ...alongLine(model.comparison?.places ?? [], frame),
    ...model.excluded.flatMap((point) => expectedLine(point, placeExcluded(point, model, frame).y, frame)),
    ...(model.fixedCost === null ? [] : [fixedEdge(model.fixedCost.ms, frame)]),
  ];
}

/** Beyond the axis at its upper edge; below zero, off the scale, when its time is unknown. */
export function placeExcluded(
  { items, ms }: ExcludedPoint,
  { yAxis }: Pick<GrowthModel, "yAxis">,
  { x, y, plot, fontPx }: GrowthFrame,
): { readonly x: number; readonly y: number } {
  if (ms === null) return { x: x(items), y: plot.y + plot.height - fontPx * 0.6 };
  return { x: x(items), y: ms > yAxis.domain[1] ? plot.y + fontPx * 0.6 : y(ms) };
}

/** From an excluded mark to its expected time. */
function expectedLine(
  { items, expectedMs }: ExcludedPoint,
  from: number,
  { x, y, fontPx }: GrowthFrame,
): readonly Box[] {
  if (expectedMs === null) return [];
  const [width, to] = [fontPx * 0.2, y(expectedMs)];
  return [{ x: x(items) - width / 2, y: Math.min(from, to), width, height: Math.abs(to - from) }];
}

function toMark(x: number, y: number, fontPx: number): Box {
  const size = fontPx * MARK_EM;
  return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}

/** Small boxes along a line, so that labels stand beside it where they can. */
function alongLine(places: readonly GrowthPlace[], { x, y, fontPx }: GrowthFrame): readonly Box[] {
  const size = fontPx * 0.15;
  return places.slice(1).flatMap((to, i) => {
    const from = places[i] ?? to;
    const [left, top] = [x(from.items), y(from.ms)];
    const [dx, dy] = [x(to.items) - left, y(to.ms) - top];
    const parts = Math.max(1, Math.ceil(Math.hypot(dx, dy) / (fontPx * 0.4)));
    return Array.from({ length: parts }, (_, part): Box => {
      const share = part / parts;
      return { x: left + dx * share - size / 2, y: top + dy * share - size / 2, width: size, height: size };
    });
  });
}

/** The upper edge of the fixed cost: a text may stand above or below it. */
function fixedEdge(ms: number, { y, plot, fontPx }: GrowthFrame): Box {
  return { x: plot.x, y: y(ms) - fontPx * 0.05, width: plot.width, height: fontPx * 0.1 };
}
