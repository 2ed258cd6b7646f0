import { isCoarse } from "./clock-step.ts";
import type { MeasuredSize } from "./sizes.ts";

/** Least factor between the smallest and the largest size; more where the time hardly differs between them. */
const LEAST_SPREAD = 2;
const LEAST_SPREAD_OF_EQUAL_TIMES = 4;
/** A factor of the time that is growth rather than noise, even between close sizes. */
const STEEP = 8;
/** Least items of the largest size of a run. */
export const LEAST_ITEMS = 10;

export type TooLittle = "one-size" | "two-sizes" | "few-items" | "close-sizes" | "coarse-clock" | "set-times";

/** Why the sizes say too little for a judgement of growth; null when they may say enough. */
export function findTooLittle(sizes: readonly MeasuredSize[], stepMs: number | null): TooLittle | null {
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (smallest === undefined || largest === undefined || smallest === largest) return "one-size";
  const isRun = largest.timed.some(({ scenario }) => scenario.run !== null);
  if (isRun && largest.items < LEAST_ITEMS) return "few-items";
  const isEqual = Math.abs(Math.log(largest.ms / smallest.ms)) < Math.LN2;
  const isSteep = largest.ms > STEEP * smallest.ms;
  if (!isSteep && largest.items < (isEqual ? LEAST_SPREAD_OF_EQUAL_TIMES : LEAST_SPREAD) * smallest.items)
    return "close-sizes";
  if (sizes.length === 2) return "two-sizes";
  return isCoarse(sizes, stepMs) && sizes.every(({ ms }) => ms === smallest.ms) ? "coarse-clock" : null;
}
