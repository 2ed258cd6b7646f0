import type { Box } from "../charts/place-labels.ts";

type Dot = { readonly x: number; readonly y: number };

export function around(x: number, y: number, size: number): Box {
  return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}

export function overlaps(one: Box, other: Box): boolean {
  const isApart = one.x >= other.x + other.width || other.x >= one.x + one.width;
  return !isApart && one.y < other.y + other.height && other.y < one.y + one.height;
}

/** Small boxes along a line, so that texts stand beside it. */
export function alongLine(places: readonly Dot[], font: number): readonly Box[] {
  return places.slice(1).flatMap((to, i) => {
    const from = places[i] ?? to;
    const parts = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (font * 0.4)));
    return Array.from({ length: parts }, (_, part) =>
      around(from.x + ((to.x - from.x) * part) / parts, from.y + ((to.y - from.y) * part) / parts, font * 0.2),
    );
  });
}
