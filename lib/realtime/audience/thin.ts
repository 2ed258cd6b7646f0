import { requireScenarioSpec } from "../../core/run/scenarios.ts";
import { roundPoints, thinPoints } from "../../core/run/points.ts";
import { thinSpans } from "../../core/run/spans.ts";
import type { OpenBatchFailure, RunState, ScenarioState } from "../../core/run/state.ts";

/** A phone's chart is some 320 pixels wide, and at this density a projector's line is less than a pixel off as well. */
const MAX_POINTS = 150;
const MAX_SPANS = 150;
/** Only the next retry is shown. */
const MAX_OPEN_FAILURES = 50;

/** The state with no more points of each series than the audience's page can draw, so that it loads quickly on a phone. */
export function thinForAudience(state: RunState): RunState {
  return { ...state, scenarios: state.scenarios.map((scenario) => thinScenario(state, scenario)) };
}

function thinScenario(state: RunState, scenario: ScenarioState): ScenarioState {
  const { items } = requireScenarioSpec(state, scenario.id);
  return {
    ...scenario,
    points: roundPoints(thinPoints(scenario.points, items, MAX_POINTS)),
    spans: thinSpans(scenario.spans, MAX_SPANS),
    brokenBatches: selectNextRetries(scenario.brokenBatches),
  };
}

/** Ascending by item, as the reducer expects them. */
function selectNextRetries(failures: readonly OpenBatchFailure[]): readonly OpenBatchFailure[] {
  if (failures.length <= MAX_OPEN_FAILURES) return failures;
  const dueMs = ({ retryAtMs }: OpenBatchFailure) => retryAtMs ?? Number.MAX_SAFE_INTEGER;
  const next = failures.toSorted((a, b) => dueMs(a) - dueMs(b)).slice(0, MAX_OPEN_FAILURES);
  return next.toSorted((a, b) => a.fromItem - b.fromItem);
}
