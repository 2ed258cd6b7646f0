import type { SizedTime } from "./growth-fit.ts";
import type { ScenarioFigures } from "./judgement-input.ts";
import { selectTelling } from "./order.ts";
import { findUsualTime, toStretches, type UsualTime } from "./stretches.ts";

/** A scenario with the time that all its items take by what it finished. */
export type TimedScenario = SizedTime & { readonly scenario: ScenarioFigures; readonly usual: UsualTime };

/** Smallest first: time of what was finished, without warm-up and what the fault button cost, × items asked / finished. */
export function selectTimed(scenarios: readonly ScenarioFigures[]): readonly TimedScenario[] {
  return selectTelling(scenarios).flatMap((scenario) => {
    const { items, itemsDone, workMs } = scenario;
    if (!(workMs > 0)) return [];
    const usual = findUsualTime(toStretches(scenario));
    const left = workMs - usual.excessMs;
    return [{ scenario, items, usual, ms: ((left > 0 ? left : workMs) * items) / itemsDone }];
  });
}
