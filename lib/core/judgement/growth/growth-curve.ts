import { mean } from "simple-statistics";
import type { Growth } from "../../run/judgement.ts";
import { growthAt } from "./weighing/shapes.ts";

/**
 * The work time for `items` items by the class of a growth, in milliseconds: fixed cost + c·f(n), c from the times over which
 * it holds, each with the same weight; beside a knee by least squares. Null without a certain class.
 */
export function createGrowthCurve(growth: Growth): ((items: number) => number) | null {
  const { growthClass, fixedCost, holds, times, kind, fits } = growth;
  if (growthClass === null) return null;
  const overall = kind === "knee" ? fits.find((fit) => fit.growthClass === growthClass) : undefined;
  if (overall !== undefined) return (items) => overall.coefficientMs * growthAt(growthClass, items);
  // start-up that the points show is no part of the times
  const fixedMs = fixedCost?.source === "sizes" ? fixedCost.value : 0;
  const held = times.filter(({ items }) => holds === null || (items >= holds.fromItems && items <= holds.toItems));
  const logs = held.map(({ items, timeMs }) => Math.log((timeMs - fixedMs) / growthAt(growthClass, items)));
  const usable = logs.filter(Number.isFinite);
  if (usable.length === 0) return null;
  const coefficientMs = Math.exp(mean(usable));
  return (items) => fixedMs + coefficientMs * growthAt(growthClass, items);
}
