import { MINIMA } from "../judgement/evidence.ts";
import { SCENARIO_IDS } from "./defaults.ts";

/** Ratio of the sizes of simple, medium and complex. */
const SHARES = [1, 3, 8] as const;
/** Items of a variant of a skill with rows of its own: enough for a comparison, and soon done. */
const VARIANT_ITEMS = 40;

/**
 * Items for simple, medium and complex with uploaded rows: all rows for the largest, at most `maxItems`, 1/8 and 3/8 of that
 * for the others, each ≥1. Where the rows are enough, simple has at least as many as a judgement needs, and medium the geometric
 * mean of its neighbours. Null without rows.
 */
export function fitItems(rows: number, maxItems: number): readonly number[] | null {
  if (!(rows >= 1) || !(maxItems >= 1)) return null;
  const largest = Math.floor(Math.min(rows, maxItems));
  const [simple = 1, medium = 1] = SCENARIO_IDS.map((_, at) =>
    Math.max(1, Math.round((largest * (SHARES[at] ?? 8)) / 8)),
  );
  if (simple >= MINIMA.items || largest < MINIMA.items * MINIMA.spread) return [simple, medium, largest];
  return [MINIMA.items, Math.round(Math.sqrt(MINIMA.items * largest)), largest];
}

type Rows = { readonly maxItems: number; readonly ownRows?: { readonly count: number } };

/** The largest size to propose: no more items than there are rows, the uploaded ones or else the skill's own, if it has any. */
export function countMostItems({ maxItems, ownRows }: Rows, input: { readonly rows: number } | null): number {
  return Math.min(maxItems, input?.rows ?? ownRows?.count ?? maxItems);
}

/** Items of each variant without a number: all uploaded rows, or enough of the skill's own data. */
export function countVariantItems(
  skill: Rows & { readonly stage: { readonly items: { readonly simple: number } } },
  input: { readonly rows: number } | null,
): number {
  const own = skill.ownRows === undefined ? skill.stage.items.simple : Math.min(skill.ownRows.count, VARIANT_ITEMS);
  return Math.min(skill.maxItems, input?.rows ?? own);
}
