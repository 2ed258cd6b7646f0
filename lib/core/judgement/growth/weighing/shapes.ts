import { GROWTH_CLASSES, type GrowthClass } from "../../../run/judgement.ts";

/** How time could grow with size, without scale: T = c₀ + c·f(n). */
export type Shape = {
  readonly kind: "class" | "power" | "falling" | "exponential" | "knee";
  /** null unless it is one of the classes */
  readonly growthClass: GrowthClass | null;
  /** exponent of a power, rate of an exponential, sharpness of a bend; 0 otherwise */
  readonly parameter: number;
  /** may stand on top of a fixed cost; "any": on one below 0 too, where the smallest sizes take less than their share */
  readonly fixedCost: "none" | "positive" | "any";
  /** ln f(n), for n ≥ 1; −∞ where f is 0 */
  readonly logAt: (items: number) => number;
};

const CLASS_FUNCTIONS: { readonly [growthClass in GrowthClass]: (items: number) => number } = {
  "1": () => 1,
  "log n": (items) => Math.log(items),
  n: (items) => items,
  "n log n": (items) => items * Math.log(items),
  "n²": (items) => items ** 2,
  "n³": (items) => items ** 3,
};

/** f(n) of a growth class, with the natural logarithm. */
export function growthAt(growthClass: GrowthClass, items: number): number {
  return CLASS_FUNCTIONS[growthClass](items);
}

export const CLASS_SHAPES: readonly Shape[] = GROWTH_CLASSES.map((growthClass) => ({
  kind: "class",
  growthClass,
  parameter: 0,
  fixedCost: growthClass === "1" ? "none" : growthClass === "log n" ? "positive" : "any",
  logAt: (items) => Math.log(growthAt(growthClass, items)),
}));

/** n^b */
export function createPower(exponent: number): Shape {
  return {
    kind: exponent < 0 ? "falling" : "power",
    growthClass: null,
    parameter: exponent,
    fixedCost: "positive",
    logAt: (items) => exponent * Math.log(items),
  };
}

/** e^(r·n) with a rate r per item */
export function createExponential(rate: number): Shape {
  return {
    kind: "exponential",
    growthClass: null,
    parameter: rate,
    fixedCost: "positive",
    logAt: (items) => rate * items,
  };
}

/**
 * Work shared by n workers: 1/n + α·(1 − 1/n) + β·(n − 1), with a serial share α and a cost of coordination β (universal
 * scalability law, Gunther 1993). Time falls, and rises again if β > 0.
 */
export function createSharedWork(serial: number, coordination: number): Shape {
  return {
    kind: "falling",
    growthClass: null,
    parameter: 0,
    fixedCost: "none",
    logAt: (items) => Math.log(1 / items + serial * (1 - 1 / items) + coordination * (items - 1)),
  };
}

/**
 * Constant time that turns into linear growth at n₀, sooner or later: (1 + (n/n₀)^s)^(1/s), as the latency of a service whose
 * workers are all busy from n₀ requests at once on. With s = 1 it would be linear growth beside a fixed cost.
 */
export function createBend(items: number, sharpness: number): Shape {
  return {
    kind: "knee",
    growthClass: null,
    parameter: sharpness,
    fixedCost: "none",
    logAt: (size) => Math.log1p((size / items) ** sharpness) / sharpness,
  };
}

export function isBend({ kind, parameter }: Shape): boolean {
  return kind === "knee" && parameter > 0;
}

/** Powers that meet at a knee: n^before up to it, n^after beyond. */
export function createKnee(items: number, before: number, after: number): Shape {
  const atKnee = Math.log(items);
  return {
    kind: "knee",
    growthClass: null,
    parameter: 0,
    fixedCost: "none",
    logAt: (size) => {
      const distance = Math.log(size) - atKnee;
      return (distance < 0 ? before : after) * distance;
    },
  };
}
