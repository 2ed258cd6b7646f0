import type { QualityModel } from "../charts/quality.ts";

/** Farther away, in shares of the chart, a click means nothing. */
const REACH = 0.12;

/** The point nearest to a place in the chart, given in shares of its plot from the top left; null if none is near. */
export function findNearestPoint(
  { series, domain: [bottom, top] }: QualityModel,
  at: { readonly x: number; readonly y: number },
): { readonly scenarioId: string; readonly percent: number } | null {
  const places = series.flatMap(({ id, points }) =>
    points.map(({ percent, quality }) => {
      const distance = Math.hypot(percent / 100 - at.x, (top - quality) / (top - bottom) - at.y);
      return { scenarioId: id, percent: Math.round(percent * 10) / 10, distance };
    }),
  );
  const nearest = places.toSorted((a, b) => a.distance - b.distance)[0];
  if (nearest === undefined || nearest.distance > REACH) return null;
  return { scenarioId: nearest.scenarioId, percent: nearest.percent };
}
