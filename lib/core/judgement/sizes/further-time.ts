import type { ScenarioFigures } from "../input.ts";
import type { Growth } from "../../run/judgement.ts";
import { MIN_STRETCHES, toStretches } from "../growth/stretches.ts";
import { computePerItemMs } from "../growth/timed-scenario.ts";

export type FixedCost = Growth["fixedCost"];

/**
 * Work time per successful item beyond the fixed cost, where growth found one; null when nothing was measured, or nothing
 * beyond the fixed cost. A start-up that the points of a scenario show is already excluded from its time.
 */
export function computeFurtherPerItemMs(scenario: ScenarioFigures, fixedCost: FixedCost): number | null {
  const perItemMs = computePerItemMs(scenario);
  if (perItemMs === null || !isIncluded(scenario, fixedCost)) return perItemMs;
  const furtherMs = perItemMs * scenario.items - (fixedCost?.value ?? 0);
  return furtherMs > 0 ? furtherMs / scenario.items : null;
}

/** Whether more of its time is beyond the fixed cost than the fixed cost is uncertain. */
export function isBeyondFixedCost(scenario: ScenarioFigures, fixedCost: FixedCost): boolean {
  if (fixedCost === null || !isIncluded(scenario, fixedCost)) return true;
  const furtherMs = (computeFurtherPerItemMs(scenario, fixedCost) ?? 0) * scenario.items;
  return furtherMs > fixedCost.high - fixedCost.low && furtherMs > LEAST_SHARE * fixedCost.value;
}

/** Share of a fixed cost below which the rest of a time says nothing: that is how well a fixed cost is known at best. */
const LEAST_SHARE = 0.05;

/** Whether the measured time of a scenario still includes the fixed cost. */
function isIncluded(scenario: ScenarioFigures, fixedCost: FixedCost): boolean {
  if (fixedCost === null) return false;
  return fixedCost.source === "sizes" || toStretches(scenario).length < MIN_STRETCHES;
}
