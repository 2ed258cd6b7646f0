import type { MetricDefinition } from "../run/metrics.ts";
import type { RunState } from "../run/state.ts";

/** Values that an item has only if a judge looked at it. */
const JUDGED = new Set(["judged", "judge_compared"]);

/** Whether a judge has looked at some of the results. False for runs older than the metrics in their spec. */
export function hasJudgedItems({ spec, scenarios }: Pick<RunState, "spec" | "scenarios">): boolean {
  const ofJudge = (spec.metrics ?? []).filter(isOfJudge);
  return scenarios.some(({ totals }) => ofJudge.some(({ id }) => (totals.metrics[id] ?? null) !== null));
}

function isOfJudge({ formula }: MetricDefinition): boolean {
  return formula.kind === "ratio" && Object.keys(formula.denominator).some((name) => JUDGED.has(name));
}
