import {
  createObservationAttributes,
  createTraceAttributes,
  LangfuseOtelSpanAttributes as Keys,
  type LangfuseObservationType,
} from "@langfuse/tracing";
import type { Attributes as OtelAttributes } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { toReadableSpan } from "../otlp/to-otlp.ts";
import type { EventRecord, SpanRecord } from "../trace/records.ts";

const LEVELS = { info: "DEFAULT", warn: "WARNING", error: "ERROR" } as const;

/** A span as an observation: scenario, attempt and batch are spans, a call is a generation. */
export function toObservation(record: SpanRecord, resource: Resource): ReadableSpan {
  const { level, error, input, output, usage } = record;
  const type: LangfuseObservationType = level === "call" ? "generation" : "span";
  const observation = createObservationAttributes(type, {
    level: error === null ? "DEFAULT" : "ERROR",
    ...(error === null ? {} : { statusMessage: error }),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    metadata: { ...record.attributes },
    ...(usage === undefined ? {} : describeUsage(record, usage)),
  });
  return { ...toReadableSpan(bare(record), resource), attributes: { ...ofTrace(record), ...observation } };
}

/** A moment as an event observation, which is a span without a duration. */
export function toEvent(record: EventRecord, resource: Resource): ReadableSpan {
  const { traceId, spanId, parentSpanId, name, atMs, attributes } = record;
  const span: SpanRecord = {
    kind: "span",
    level: "batch",
    traceId,
    spanId,
    parentSpanId,
    name,
    startMs: atMs,
    endMs: atMs,
    error: null,
    attributes,
  };
  const observation = createObservationAttributes("event", {
    level: LEVELS[record.severity],
    statusMessage: record.text,
    metadata: { ...attributes },
  });
  return { ...toReadableSpan(span, resource), attributes: { ...ofTrace(record), ...observation } };
}

/** Input and output go out as Langfuse's own attributes. */
function bare({ input: _, output: __, usage: ___, ...rest }: SpanRecord): SpanRecord {
  return rest;
}

function describeUsage({ attributes }: SpanRecord, usage: NonNullable<SpanRecord["usage"]>) {
  const model = attributes["gen_ai.request.model"];
  return {
    ...(typeof model === "string" ? { model } : {}),
    usageDetails: { input: toWholeTokens(usage.inputTokens), output: toWholeTokens(usage.outputTokens) },
    ...(usage.costUsd === null ? {} : { costDetails: { total: usage.costUsd } }),
  };
}

/** Langfuse refuses others; a skill may report any number. */
function toWholeTokens(tokens: number): number {
  return Math.round(Math.min(Math.max(tokens, 0), Number.MAX_SAFE_INTEGER));
}

/** On every observation, because Langfuse takes a trace's attributes from whichever arrives. */
function ofTrace(record: SpanRecord | EventRecord): OtelAttributes {
  const { attributes } = record;
  const text = (name: string) => String(attributes[name] ?? "");
  const own = {
    [Keys.TRACE_SESSION_ID]: text("triptych.run.id"),
    [Keys.TRACE_TAGS]: [
      text("triptych.skill.id"),
      text("triptych.sync"),
      text("triptych.answers") === "recorded" ? "RECORDED" : "LIVE",
    ],
  };
  if (record.kind !== "span" || record.level !== "scenario") return own;
  const { name, input, output } = record;
  return { ...own, [Keys.TRACE_NAME]: name, ...createTraceAttributes({ input, output }) };
}

/** With the environment by which a project's data can be filtered; null: as they are. */
export function inEnvironment(environment: string | null, spans: readonly ReadableSpan[]): readonly ReadableSpan[] {
  if (environment === null) return spans;
  return spans.map((span) => ({ ...span, attributes: { ...span.attributes, [Keys.ENVIRONMENT]: environment } }));
}
