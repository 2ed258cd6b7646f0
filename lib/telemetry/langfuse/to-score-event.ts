import type { LangfuseClient } from "@langfuse/client";
import { eventIdOf } from "../../trace-ids.ts";
import type { ScoreRecord } from "../trace/records.ts";

type ScoreBody = Parameters<LangfuseClient["score"]["create"]>[0];

export type ScoreEvent = {
  readonly id: string;
  readonly type: "score-create";
  readonly timestamp: string;
  readonly body: ScoreBody;
};

/** A figure as Langfuse's ingestion takes it. A score with an id that it knows replaces the earlier one. */
export function toScoreEvent(record: ScoreRecord, environment: string | null): ScoreEvent {
  const { id, runId, traceId, name, value, atMs, comment } = record;
  const of = traceId === null ? { sessionId: runId } : { traceId };
  return {
    // of the request: differs when the same score is sent with another value, after a retry
    id: eventIdOf(id, atMs),
    type: "score-create",
    timestamp: new Date(atMs).toISOString(),
    body: {
      id,
      ...of,
      name,
      ...typed(value),
      ...(comment === null ? {} : { comment }),
      ...(environment === null ? {} : { environment }),
    },
  };
}

function typed(value: ScoreRecord["value"]): Pick<ScoreBody, "value" | "dataType"> {
  switch (typeof value) {
    case "number":
      return { value, dataType: "NUMERIC" };
    case "boolean":
      return { value: value ? 1 : 0, dataType: "BOOLEAN" };
    default:
      return { value, dataType: "CATEGORICAL" };
  }
}
