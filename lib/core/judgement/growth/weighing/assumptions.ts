import type { Weighted } from "./density.ts";
import type { Assumptions } from "./evidence.ts";

/** Almost half of all series have no fixed cost; the others have any from a tenth of the smallest time on, seldom a very large or a negative one. */
const ANY_FIXED_COST: readonly Weighted[] = [
  [0, 0.43],
  ...[0.1, 0.25, 0.6, 1.5, 3.6, 9].map((each): Weighted => [each, 0.083]),
  ...[22, 55, 140, 350].map((each): Weighted => [each, 0.009]),
  ...[1_000, 3_000, 1e4, 3e4, 1e5].map((each): Weighted => [each, 0.003]),
  ...[-0.3, -0.5, -0.7].map((each): Weighted => [each, 0.013]),
];
/** After a fixed cost that the points show was taken out. */
const LITTLE_FIXED_COST: readonly Weighted[] = [
  [0, 0.9],
  [0.1, 0.05],
  [0.33, 0.03],
  [1.1, 0.02],
];
const ANY_SCATTER: readonly Weighted[] = [
  [0.02, 0.1],
  [0.04, 0.25],
  [0.07, 0.25],
  [0.11, 0.15],
  [0.17, 0.13],
  [0.26, 0.12],
];
/** Beyond errors that were measured: differences between sizes, such as caches and clock speed. */
const LITTLE_SCATTER: readonly Weighted[] = [
  [0.02, 0.4],
  [0.04, 0.3],
  [0.07, 0.2],
  [0.12, 0.1],
];

/** What is assumed of a series of times before they are seen. */
export function assume(known: { readonly errors: boolean; readonly fixedCost: boolean }): Assumptions {
  return {
    fixedCosts: known.fixedCost ? LITTLE_FIXED_COST : ANY_FIXED_COST,
    scatters: known.errors ? LITTLE_SCATTER : ANY_SCATTER,
  };
}
