import type { ScenarioFigures } from "../input.ts";
import { countFailedByFault, countSucceeded, selectComparable } from "../figures.ts";
import { findUsualTime, toStretches, type UsualTime } from "./stretches.ts";

/** A scenario with the work time of all its items, projected from those it finished. */
export type TimedScenario = { readonly items: number; readonly ms: number } & {
  readonly scenario: ScenarioFigures;
  readonly usual: UsualTime;
};

/** Work time of the finished items in milliseconds, without warm-up and injected faults; null when nothing was measured. */
function computeItemsMs(scenario: ScenarioFigures, usual = findUsualTime(toStretches(scenario))): number | null {
  const { itemsDone, workMs } = scenario;
  if (!(itemsDone > 0 && workMs > 0)) return null;
  const steadyMs = workMs - usual.excessMs;
  return steadyMs > 0 ? steadyMs : workMs;
}

/** Work time per successful item in milliseconds, on the same basis as the growth; null when nothing succeeded. */
export function computePerItemMs(
  scenario: ScenarioFigures,
  usual = findUsualTime(toStretches(scenario)),
): number | null {
  const ms = computeItemsMs(scenario, usual);
  const succeeded = countSucceeded(scenario);
  // the time that a fault added is excluded, so the items that it made fail count at the usual pace
  return ms === null || succeeded === 0 ? null : ms / (succeeded + countFailedByFault(scenario));
}

/** The comparable scenarios, smallest first, with their time: work time per successful item × items requested. */
export function selectTimed(scenarios: readonly ScenarioFigures[]): readonly TimedScenario[] {
  return selectComparable(scenarios).flatMap((scenario) => {
    const { items } = scenario;
    const usual = findUsualTime(toStretches(scenario));
    const perItemMs = computePerItemMs(scenario, usual);
    return perItemMs === null ? [] : [{ scenario, items, usual, ms: perItemMs * items }];
  });
}
