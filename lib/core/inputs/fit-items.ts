import { SCENARIO_IDS } from "./defaults.ts";

/** Ratio of the sizes of simple, medium and complex. */
const SHARES = [1, 3, 8] as const;

/**
 * Items for simple, medium and complex with uploaded rows: all rows for the largest, at most `maxItems`, 1/8 and 3/8 of that
 * for the others, each ≥1. Null without rows.
 */
export function fitItems(rows: number, maxItems: number): readonly number[] | null {
  if (!(rows >= 1) || !(maxItems >= 1)) return null;
  const largest = Math.floor(Math.min(rows, maxItems));
  return SCENARIO_IDS.map((_, at) => Math.max(1, Math.round((largest * (SHARES[at] ?? 8)) / 8)));
}
