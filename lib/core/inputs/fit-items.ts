import { SCENARIO_IDS } from "./defaults.ts";

/** Simple, medium and complex are to each other as these. */
const SHARES = [1, 3, 8] as const;

/**
 * Items for simple, medium and complex when the data are given: the largest takes all rows, at most `maxItems`, the others
 * 1/8 and 3/8 of that, each ≥1. Null without a row.
 */
export function fitItems(rows: number, maxItems: number): readonly number[] | null {
  if (!(rows >= 1) || !(maxItems >= 1)) return null;
  const largest = Math.floor(Math.min(rows, maxItems));
  return SCENARIO_IDS.map((_, at) => Math.max(1, Math.round((largest * (SHARES[at] ?? 8)) / 8)));
}
