import { decideBarrier } from "./barrier.ts";
import { decideCap } from "./cap.ts";
import { decideReducedLoad } from "./retry.ts";
import { decideScenario } from "./scenario.ts";
import { decideLending, decideReturn } from "./lending.ts";
import { decideWake } from "./wake.ts";
import { decideIdleWorkers } from "./idle-workers.ts";
import type { DecisionView, Step } from "./decision.ts";
import { haveAllEnded } from "../run/run-status.ts";

export { decideCommand, refuseAfterEnd } from "./command.ts";
export { decidePreparation, isPrepared } from "./workers.ts";
export { factForEnding, factForRetry, factsForSkillChange, totalsOf } from "./facts.ts";

/**
 * The next steps of a run. The runner performs them in order, folds the facts it recorded, and calls this again until only
 * `wake`, or nothing, is left.
 */
export function decideNext(view: DecisionView): Step[] {
  const { state } = view;
  if (state.finishedAt !== null) return [];
  if (haveAllEnded(state)) {
    const lastTry = decideReducedLoad(view);
    return lastTry.length > 0 ? lastTry : [{ type: "finish-run" }];
  }
  const capped = decideCap(view);
  if (capped.length > 0) return capped;
  const steps = [
    ...state.scenarios.flatMap((scenario) => decideScenario(view, scenario)),
    ...decideReturn(view),
    ...decideLending(view),
    ...decideIdleWorkers(view),
  ];
  // Ending a scenario takes time: the other steps come first, while the view they were decided on still holds.
  const atOnce = steps.filter((step) => step.type !== "end-scenario");
  const endings = steps.filter((step) => step.type === "end-scenario");
  const changesBarrier = steps.some((step) => step.type !== "start-batch");
  const due = [...atOnce, ...endings, ...(changesBarrier ? [] : decideBarrier(view))];
  return due.length > 0 ? due : decideWake(view);
}
