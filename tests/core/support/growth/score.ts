import type { Growth } from "../../../../lib/core/run/judgement.ts";
import type { RivalAnswer } from "./rivals.ts";
import { powersOf, type Range, type Truth } from "./truth.ts";

/** power: no class is claimed, and the interval of the power holds the truth; withheld: nothing is claimed. */
export const SCORES = ["right", "power", "withheld", "wrong"] as const;
export type Score = (typeof SCORES)[number];

/** Half the last digit of a power as it is printed. */
const ROUNDING = 0.005;
/** A rule without intervals is right within this distance of a power, relative to the power above 1. */
const NEAR = 0.1;

/** The score of a judgement of a series without a knee. Any claim that does not hold makes it wrong. */
export function scoreGrowth(growth: Growth, truth: Truth, sizes: readonly number[]): Score {
  const { kind, growthClass, knee, power, exponential } = growth;
  if (knee !== null || kind === "knee") return "wrong";
  if (growthClass !== null && (truth.kind !== "class" || truth.growthClass !== growthClass)) return "wrong";
  if (kind === "class") return growthClass === null ? "wrong" : "right";
  if (kind === "unclear") return "withheld";
  if (kind === "falling") return truth.kind === "falling" ? "right" : "wrong";
  if (kind === "exponential")
    return truth.kind === "exponential" && exponential !== null && overlaps(exponential, toRange(truth.factor))
      ? "right"
      : "wrong";
  const powers = powersOf(truth, sizes);
  if (power === null || powers === null || !overlaps(power, powers)) return "wrong";
  return truth.kind === "class" ? "power" : "right";
}

/** The score of a rule that never doubts. */
export function scoreRival({ growthClass, power }: RivalAnswer, truth: Truth): Score {
  if (truth.kind === "class") return power >= 0 && growthClass === truth.growthClass ? "right" : "wrong";
  if (truth.kind === "exponential") return "wrong";
  if (truth.kind === "falling") return power < 0 ? "right" : "wrong";
  return Math.abs(power - truth.power) <= NEAR * Math.max(1, truth.power) ? "right" : "wrong";
}

const toRange = (value: number): Range => ({ low: value, high: value });

export function overlaps(one: Range, other: Range): boolean {
  return one.low <= other.high + ROUNDING && other.low <= one.high + ROUNDING;
}
