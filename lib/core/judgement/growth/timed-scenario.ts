import type { SizedTime } from "./fit.ts";
import type { ScenarioFigures } from "../input.ts";
import { selectComparable } from "../figures.ts";
import { findUsualTime, toStretches, type UsualTime } from "./stretches.ts";

/** A scenario with the time that all its items take by what it finished. */
export type TimedScenario = SizedTime & { readonly scenario: ScenarioFigures; readonly usual: UsualTime };

/** What the finished items took, without warm-up and what the fault button cost; null before the first, or when none was measured. */
export function computeItemsMs(scenario: ScenarioFigures, usual = findUsualTime(toStretches(scenario))): number | null {
  const { itemsDone, workMs } = scenario;
  if (!(itemsDone > 0 && workMs > 0)) return null;
  const left = workMs - usual.excessMs;
  return left > 0 ? left : workMs;
}

/** Time of one item, on the same basis as the growth. */
export function computePerItemMs(scenario: ScenarioFigures): number | null {
  const ms = computeItemsMs(scenario);
  return ms === null ? null : ms / scenario.itemsDone;
}

/** Smallest first: time of what was finished, without warm-up and what the fault button cost, × items asked / finished. */
export function selectTimed(scenarios: readonly ScenarioFigures[]): readonly TimedScenario[] {
  return selectComparable(scenarios).flatMap((scenario) => {
    const { items, itemsDone } = scenario;
    const usual = findUsualTime(toStretches(scenario));
    const ms = computeItemsMs(scenario, usual);
    return ms === null ? [] : [{ scenario, items, usual, ms: (ms * items) / itemsDone }];
  });
}
