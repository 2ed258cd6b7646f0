import { median } from "simple-statistics";
import type { Growth } from "../../run/judgement.ts";
import { MIN_STRETCHES, toStretches } from "./stretches.ts";
import type { TimedScenario } from "./timed-scenario.ts";

/** Start-ups that differ by more than this factor are no common fixed cost. */
const ALIKE = 3;

/**
 * B13. The time before the first item that the points of the scenarios show, when all that have one agree; it is taken out
 * of every scenario, also of those whose points are too few to show it. Null when fewer than two show one.
 */
export function findStartUp(timed: readonly TimedScenario[]): Growth["fixedCost"] {
  const seen = timed.filter(hasPoints);
  const starts = seen.flatMap(({ usual: { warmUp } }) =>
    warmUp === null ? [] : [warmUp.items * (warmUp.perItemMs - warmUp.usualPerItemMs)],
  );
  const [low, high] = [Math.min(...starts), Math.max(...starts)];
  if (starts.length < 2 || starts.length < seen.length || high > ALIKE * low) return null;
  return { value: median(starts), low, high, source: "points" };
}

/** Whether the points of a scenario are enough to show a start-up, so that it is already excluded from its time. */
export function hasPoints({ scenario }: TimedScenario): boolean {
  return toStretches(scenario).length >= MIN_STRETCHES;
}
