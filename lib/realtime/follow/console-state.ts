import { findOldestLogSeq } from "../../core/reduce/newest-log.ts";
import { roundPoints } from "../../core/run/points.ts";
import { thinSpans } from "../../core/run/spans.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";

/** The console's log shows this many lines of all scenarios together. */
const SHOWN_LOG_LINES = 80;
const MAX_SPANS = 300;
const MAX_MESSAGE = 200;

/**
 * The state without what the console does not draw at once: digits, short spans, ends of batches' error texts, and older log
 * lines, which a scenario's dialog fetches.
 */
export function toConsoleState(state: RunState): RunState {
  const oldestSeq = findOldestLogSeq(state.scenarios, SHOWN_LOG_LINES);
  return { ...state, scenarios: state.scenarios.map((scenario) => toConsoleScenario(scenario, oldestSeq)) };
}

function toConsoleScenario(scenario: ScenarioState, oldestSeq: number): ScenarioState {
  const { points, spans, brokenBatches, batchFailures, log } = scenario;
  return {
    ...scenario,
    points: roundPoints(points),
    spans: thinSpans(spans, MAX_SPANS),
    brokenBatches: brokenBatches.map(shorten),
    ...(batchFailures === undefined ? {} : { batchFailures: batchFailures.map(shorten) }),
    log: log.filter(({ seq }) => seq >= oldestSeq),
  };
}

function shorten<Failure extends { readonly message: string }>(failure: Failure): Failure {
  const { message } = failure;
  return message.length <= MAX_MESSAGE ? failure : { ...failure, message: `${message.slice(0, MAX_MESSAGE)}…` };
}
