import { growthAt } from "../../../../lib/core/judgement/growth/weighing/shapes.ts";
import { GROWTH_CLASSES, type GrowthClass } from "../../../../lib/core/run/judgement.ts";

/** How the times of a series really grow, fixed cost aside. */
export type Truth =
  | { readonly kind: "class"; readonly growthClass: GrowthClass }
  | { readonly kind: "power" | "falling"; readonly power: number }
  | { readonly kind: "exponential"; readonly factor: number };

export type Range = { readonly low: number; readonly high: number };

/** The six classes, and growth that is none of them. */
export const TRUTHS: readonly Truth[] = [
  ...GROWTH_CLASSES.map((growthClass) => ({ kind: "class", growthClass }) as const),
  ...[1 / 3, 0.5, 1.5, 4, 5].map((power) => ({ kind: "power", power }) as const),
  { kind: "falling", power: -0.8 },
  { kind: "exponential", factor: 2 },
];

export function nameTruth(truth: Truth): string {
  if (truth.kind === "class") return truth.growthClass;
  return truth.kind === "exponential" ? `${truth.factor}ⁿ` : `n^${Number(truth.power.toFixed(2))}`;
}

/** f(n) of the truth. */
export function truthAt(truth: Truth, items: number): number {
  if (truth.kind === "class") return growthAt(truth.growthClass, items);
  return truth.kind === "exponential" ? truth.factor ** items : items ** truth.power;
}

/**
 * The powers that describe the truth at these sizes; null for exponential growth. That of log n and n log n falls with n;
 * beside a fixed cost a fit may come as low as the power without the logarithm.
 */
export function powersOf(truth: Truth, sizes: readonly number[]): Range | null {
  if (truth.kind === "exponential") return null;
  if (truth.kind !== "class") return { low: truth.power, high: truth.power };
  const base = { "1": 0, "log n": 0, n: 1, "n log n": 1, "n²": 2, "n³": 3 }[truth.growthClass];
  if (!truth.growthClass.includes("log")) return { low: base, high: base };
  return { low: base, high: Math.max(...listLocalPowers((items) => truthAt(truth, items), sizes)) };
}

/** ln(f₂/f₁) / ln(n₂/n₁) between neighbours, without those at which f is 0. */
function listLocalPowers(f: (items: number) => number, sizes: readonly number[]): readonly number[] {
  return sizes.slice(1).flatMap((items, i) => {
    const before = sizes[i] ?? items;
    const power = Math.log(f(items) / f(before)) / Math.log(items / before);
    return Number.isFinite(power) ? [power] : [];
  });
}
