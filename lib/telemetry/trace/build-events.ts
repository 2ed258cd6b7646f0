import type { RunEvent } from "../../core/run/events.ts";
import { describeEvent } from "../../core/words/describe-event.ts";
import { toAudienceEvent } from "../../realtime/audience/view.ts";
import { describeRun, type TraceContext } from "./build-spans.ts";
import { spanIdOf, traceIdOf } from "../../trace-ids.ts";
import type { EventRecord } from "./records.ts";

/** Spans say these, or they are no moments of a scenario: while a run is prepared, its spans have not begun. */
const SILENT = new Set<RunEvent["type"]>([
  "run.queued",
  "run.preparing",
  "scenario.progressed",
  "command.accepted",
  "command.refused",
]);
const ERRORS = new Set<RunEvent["type"]>(["scenario.failed", "batch.failed", "worker.failed"]);
const WARNINGS = new Set<RunEvent["type"]>([
  "scenario.stalled",
  "fault.injected",
  "run.recovered",
  "run.suspended",
  "run.capped",
  "scenario.retried",
  "batch.retried",
]);

/** A fact as an event in the trace of its scenario, or of each scenario that it concerns. */
export function buildEvents(context: TraceContext, event: RunEvent): EventRecord[] {
  if (SILENT.has(event.type)) return [];
  const { state, clock, content } = context;
  // without leave, what a skill or its items said stays here, as it is kept from the audience
  const shown = content ? event : toAudienceEvent(event);
  const text = (shown === null ? null : describeEvent(shown, state)) ?? event.type;
  return scenariosOf(context, event).map((scenarioId) => ({
    kind: "event",
    traceId: traceIdOf(state.runId, scenarioId),
    spanId: spanIdOf(state.runId, scenarioId, "event", event.seq),
    parentSpanId: spanIdOf(state.runId, scenarioId),
    name: event.type,
    atMs: clock.wallOf(event.atMs),
    severity: severityOf(event),
    text,
    attributes: {
      ...describeRun(state),
      "triptych.scenario.id": scenarioId,
      "triptych.fact.seq": event.seq,
      ...detailsOf(event),
    },
  }));
}

function scenariosOf({ state }: TraceContext, event: RunEvent): readonly string[] {
  if ("scenarioId" in event) return event.scenarioId === null ? [] : [event.scenarioId];
  if (event.type === "milestone.released") return event.arrived;
  return state.scenarios.map(({ id }) => id);
}

function severityOf(event: RunEvent): EventRecord["severity"] {
  if (event.type === "scenario.logged") return event.level;
  if (ERRORS.has(event.type)) return "error";
  return WARNINGS.has(event.type) ? "warn" : "info";
}

/** The fields that receivers filter by. */
function detailsOf(event: RunEvent): EventRecord["attributes"] {
  return {
    ...("percent" in event && event.percent !== null ? { "triptych.percent": event.percent } : {}),
    ...("step" in event && event.step !== null ? { "triptych.step": event.step } : {}),
    ...("reason" in event ? { "triptych.reason": event.reason } : {}),
    ...("fault" in event ? { "triptych.fault": event.fault } : {}),
    ...("kind" in event ? { "error.type": event.kind } : {}),
    ...("attempt" in event ? { "triptych.attempt": event.attempt } : {}),
    ...("tries" in event ? { "triptych.batch.tries": event.tries } : {}),
    ...("downtimeMs" in event ? { "triptych.downtime_ms": event.downtimeMs } : {}),
  };
}
