import type { ScenarioFigures } from "../input.ts";
import { selectComparable } from "../figures.ts";
import { findUsualTime, toStretches, type UsualTime } from "./stretches.ts";

/** A scenario with the work time of all its items, projected from those it finished. */
export type TimedScenario = { readonly items: number; readonly ms: number } & {
  readonly scenario: ScenarioFigures;
  readonly usual: UsualTime;
};

/** Work time of the finished items in milliseconds, without warm-up and injected faults; null when nothing was measured. */
export function computeItemsMs(scenario: ScenarioFigures, usual = findUsualTime(toStretches(scenario))): number | null {
  const { itemsDone, workMs } = scenario;
  if (!(itemsDone > 0 && workMs > 0)) return null;
  const steadyMs = workMs - usual.excessMs;
  return steadyMs > 0 ? steadyMs : workMs;
}

/** Work time per item in milliseconds, on the same basis as the growth. */
export function computePerItemMs(scenario: ScenarioFigures): number | null {
  const ms = computeItemsMs(scenario);
  return ms === null ? null : ms / scenario.itemsDone;
}

/** The comparable scenarios, smallest first, with their time: that of the finished items × items requested / finished. */
export function selectTimed(scenarios: readonly ScenarioFigures[]): readonly TimedScenario[] {
  return selectComparable(scenarios).flatMap((scenario) => {
    const { items, itemsDone } = scenario;
    const usual = findUsualTime(toStretches(scenario));
    const ms = computeItemsMs(scenario, usual);
    return ms === null ? [] : [{ scenario, items, usual, ms: (ms * items) / itemsDone }];
  });
}
