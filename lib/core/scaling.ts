/** How many items each scenario of a skill is given. */
export const SCALING_STRATEGIES = ["additive", "multiplicative", "quadratic-aware", "sublinear", "adaptive"] as const;
export type ScalingStrategy = (typeof SCALING_STRATEGIES)[number];

/** A skill's own sizes and the growth that its maker expects; taken by the adaptive strategy. */
export type ScalingProfile = {
  readonly growth: "linear" | "sublinear" | "quadratic";
  readonly items: { readonly simple: number; readonly medium: number; readonly complex: number };
};
