import type { Measurement } from "./measurement.ts";

/**
 * Rows of one id and one size whose `itemsDone` increases to that size are the progress of one measurement: the last row
 * holds its totals, the earlier ones its points.
 */
export function foldPoints(measurements: readonly Measurement[]): readonly Measurement[] {
  const folded: Measurement[] = [];
  for (const measurement of measurements) {
    const last = folded.at(-1);
    if (last !== undefined && continues(last, measurement)) {
      // in place, because there may be very many
      last.points.push({ items: last.itemsDone ?? 0, elapsedMs: last.elapsedMs });
      folded[folded.length - 1] = { ...measurement, points: last.points };
    } else folded.push(measurement);
  }
  return folded;
}

function continues(last: Measurement, next: Measurement): boolean {
  return (
    last.name === next.name &&
    last.itemsDone !== null &&
    next.itemsDone !== null &&
    last.itemsDone < next.itemsDone &&
    last.elapsedMs <= next.elapsedMs &&
    last.parameters.every(({ size }, at) => size === next.parameters[at]?.size)
  );
}
