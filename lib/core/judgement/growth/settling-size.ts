import type { Verdict } from "./decide.ts";
import type { MeasuredSize } from "./sizes.ts";
import { growthAt } from "./weighing/shapes.ts";
import type { GrowthClass } from "../../run/judgement.ts";

export type Settling = {
  readonly items: number;
  readonly one: { readonly growthClass: GrowthClass; readonly ms: number };
  readonly other: { readonly growthClass: GrowthClass; readonly ms: number };
};

/** Multiples of the largest size to try, and how far apart the predictions must be there. */
const MULTIPLES = [2, 4, 10];
const APART = 1.4;

/** The next size at which the two likeliest classes predict clearly different times; null when none is near. */
export function findSettlingSize({ classes }: Verdict, sizes: readonly MeasuredSize[]): Settling | null {
  const [one, other] = classes;
  const largest = sizes.at(-1);
  if (one === undefined || other === undefined || largest === undefined) return null;
  const predict = (growthClass: GrowthClass, items: number): number =>
    (largest.ms * growthAt(growthClass, items)) / growthAt(growthClass, largest.items);
  for (const multiple of MULTIPLES) {
    const items = largest.items * multiple;
    const [oneMs, otherMs] = [predict(one.growthClass, items), predict(other.growthClass, items)];
    if (![oneMs, otherMs].every((ms) => Number.isFinite(ms) && ms > 0)) return null;
    if (Math.max(oneMs / otherMs, otherMs / oneMs) < APART) continue;
    return { items, one: { ...one, ms: oneMs }, other: { ...other, ms: otherMs } };
  }
  return null;
}
