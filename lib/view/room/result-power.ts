import type { Growth, GrowthClass } from "../../core/run/judgement.ts";
import { resultPictureText as text } from "../text/results.ts";

const POWERS: ReadonlySet<GrowthClass> = new Set(["n", "n²", "n³"]);

/** A growth class as "n" with its measured power raised, or by its name. */
export function formatPower(
  growthClass: GrowthClass,
  power: Growth["power"],
): { readonly value: string; readonly power: string | null } {
  if (!POWERS.has(growthClass))
    return { value: growthClass === "1" ? text.growth.names["1"] : growthClass, power: null };
  return power === null ? { value: growthClass, power: null } : { value: "n", power: formatExponent(power.value) };
}

/** One digit misstates a power by at most this. */
const NEAR = 0.03;

/** "1.5"; with a second digit where one would misstate it: "1.05". */
export function formatExponent(power: number): string {
  const short = power.toFixed(1);
  return Math.abs(Number(short) - power) > NEAR ? power.toFixed(2) : short;
}
