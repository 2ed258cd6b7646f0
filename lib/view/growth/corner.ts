import type { GrowthModel, GrowthPlace } from "./model.ts";

/** A corner of the plot with nothing in it. */
export type FreeCorner = "top-left" | "top-right" | "bottom-right";

type Rectangle = { readonly left: number; readonly right: number; readonly low: number; readonly high: number };

/** Shares of the plot; a note in a corner is a little smaller. */
const CORNERS: { readonly [corner in FreeCorner]: Rectangle } = {
  "top-left": { left: 0, right: 0.56, low: 0.5, high: 1 },
  "top-right": { left: 0.44, right: 1, low: 0.5, high: 1 },
  "bottom-right": { left: 0.3, right: 1, low: 0, high: 0.45 },
};
const STEPS = 24;
/** Names stand to the right of their points. */
const NAME_WIDTH = 0.2;

/** null when a point or a line passes through each of them. */
export function selectFreeCorner(model: GrowthModel): FreeCorner | null {
  const { points, measuredCurve, excluded, asked } = model;
  const top = model.yAxis.domain[1];
  const marks = [...points, ...excluded].map(({ items, ms }) => ({ items, ms: Math.min(top, ms ?? 0) }));
  const bars = asked === null ? [] : [asked.lowMs, asked.highMs].map((ms) => ({ items: asked.items, ms }));
  const named = marks.map((mark) => toShares(mark, model));
  const lines = [...alongLines(measuredCurve), ...bars].map((place) => toShares(place, model));
  const places = [...named, ...named.map(({ x, y }) => ({ x: x + NAME_WIDTH, y })), ...lines];
  const corners = ["top-left", "top-right", "bottom-right"] as const;
  return corners.find((corner) => places.every((place) => !isIn(CORNERS[corner], place))) ?? null;
}

type Share = { readonly x: number; readonly y: number };

function toShares({ items, ms }: GrowthPlace, { scale, xAxis, yAxis }: GrowthModel): Share {
  const share = (value: number, [from, to]: readonly [number, number]): number =>
    scale === "linear"
      ? (value - from) / (to - from)
      : Math.max(0, Math.log(Math.max(value, from) / from) / Math.log(to / from));
  return { x: share(items, xAxis.domain), y: share(ms, yAxis.domain) };
}

function alongLines(places: readonly GrowthPlace[]): readonly GrowthPlace[] {
  return places.slice(1).flatMap((to, i) => {
    const from = places[i] ?? to;
    return Array.from({ length: STEPS }, (_, step) => ({
      items: from.items + ((to.items - from.items) * step) / STEPS,
      ms: from.ms + ((to.ms - from.ms) * step) / STEPS,
    }));
  });
}

function isIn({ left, right, low, high }: Rectangle, { x, y }: Share): boolean {
  return x >= left && x <= right && y >= low && y <= high;
}
