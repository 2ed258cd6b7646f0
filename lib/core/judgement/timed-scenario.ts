import type { SizedTime } from "./growth-fit.ts";
import type { ScenarioFigures } from "./judgement-input.ts";
import { bySize } from "./order.ts";
import { findUsualTime, toStretches, type UsualTime } from "./stretches.ts";

/** A scenario with the time that all its items take by what it finished. */
export type TimedScenario = SizedTime & { readonly scenario: ScenarioFigures; readonly usual: UsualTime };

/** Less of its items than this says too little of a scenario's time. */
const LEAST_SHARE = 0.1;

/** Smallest first: time of what was finished, without warm-up and what the fault button cost, × items asked / finished. */
export function selectTimed(scenarios: readonly ScenarioFigures[]): readonly TimedScenario[] {
  return bySize(scenarios).flatMap((scenario) => {
    const { items, itemsDone, workMs } = scenario;
    if (!(itemsDone > 0) || itemsDone < items * LEAST_SHARE || !(workMs > 0)) return [];
    const usual = findUsualTime(toStretches(scenario));
    const left = workMs - usual.excessMs;
    return [{ scenario, items, usual, ms: ((left > 0 ? left : workMs) * items) / itemsDone }];
  });
}
