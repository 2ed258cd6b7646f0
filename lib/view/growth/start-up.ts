import type { Growth } from "../../core/run/judgement.ts";

/**
 * The growth of whole times. A start-up that the points within the scenarios show is no part of the judged times; the chart,
 * beside which whole times stand, shows it under each of them, like a fixed cost that the sizes show.
 */
export function includeStartUp(growth: Growth): Growth {
  const { fixedCost, times, excluded } = growth;
  if (fixedCost?.source !== "points") return growth;
  const lift = (ms: number | null): number | null => (ms === null ? null : ms + fixedCost.value);
  return {
    ...growth,
    fixedCost: { ...fixedCost, source: "sizes" },
    times: times.map((each) => ({ ...each, timeMs: each.timeMs + fixedCost.value })),
    excluded: excluded.map((each) => ({ ...each, timeMs: lift(each.timeMs), expectedMs: lift(each.expectedMs) })),
  };
}
