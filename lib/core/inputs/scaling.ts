import { assertNever } from "../kit/assert-never.ts";

/** How the sizes of the scenarios are derived. */
export const SCALING_STRATEGIES = ["additive", "multiplicative", "quadratic-aware", "sublinear", "adaptive"] as const;
export type ScalingStrategy = (typeof SCALING_STRATEGIES)[number];

/** A skill's own sizes and expected growth, used by the adaptive strategy. */
export type ScalingProfile = {
  readonly growth: "linear" | "sublinear" | "quadratic";
  readonly items: { readonly simple: number; readonly medium: number; readonly complex: number };
};

export type ScaledItems = readonly [simple: number, medium: number, complex: number];

/**
 * Items for simple, medium and complex, each ≥1, from the size `base` of the smallest. Additive: base, +2·base, +5·base;
 * multiplicative: 1×, 3×, 8×; quadratic-aware: 1×, √3×, √8×, so that times that grow like n² are 1×, 3×, 8×; sublinear: 1×,
 * 5×, 25×, since time grows slower than the items; adaptive: the sizes of the profile, regardless of the base.
 */
export function scaleItems(
  strategy: ScalingStrategy,
  { base, profile }: { readonly base: number; readonly profile: ScalingProfile },
): ScaledItems {
  switch (strategy) {
    case "additive":
      return toItems(base, base + 2 * base, base + 2 * base + 5 * base);
    case "multiplicative":
      return toItems(base, 3 * base, 8 * base);
    case "quadratic-aware":
      return toItems(base, base * Math.sqrt(3), base * Math.sqrt(8));
    case "sublinear":
      return toItems(base, 5 * base, 25 * base);
    case "adaptive":
      return toItems(profile.items.simple, profile.items.medium, profile.items.complex);
    default:
      return assertNever(strategy);
  }
}

function toItems(simple: number, medium: number, complex: number): ScaledItems {
  return [toItemCount(simple), toItemCount(medium), toItemCount(complex)];
}

function toItemCount(items: number): number {
  return Math.max(1, Math.round(items));
}
