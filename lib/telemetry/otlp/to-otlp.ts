import { SpanKind, SpanStatusCode, TraceFlags, type HrTime, type SpanContext } from "@opentelemetry/api";
import { SeverityNumber } from "@opentelemetry/api-logs";
import { millisToHrTime, type InstrumentationScope } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Attributes, EventRecord, SpanRecord } from "../trace/records.ts";

/** One object for all records: the serialiser groups them by its identity. */
export const SCOPE: InstrumentationScope = { name: "triptych" };

/** A span record as the SDK's exporters take it. */
export function toReadableSpan(record: SpanRecord, resource: Resource): ReadableSpan {
  const { traceId, parentSpanId, startMs, error } = record;
  const endMs = Math.max(record.endMs, startMs);
  return {
    name: record.name,
    kind: record.level === "call" ? SpanKind.CLIENT : SpanKind.INTERNAL,
    spanContext: () => toContext(traceId, record.spanId),
    ...(parentSpanId === null ? {} : { parentSpanContext: toContext(traceId, parentSpanId) }),
    startTime: toHrTime(startMs),
    endTime: toHrTime(endMs),
    duration: toHrTime(endMs - startMs),
    status: error === null ? { code: SpanStatusCode.OK } : { code: SpanStatusCode.ERROR, message: error },
    attributes: { ...record.attributes, ...toPayload(record) },
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** An event as a log record with the ids of its span. */
export function toLogRecord(record: EventRecord, resource: Resource): ReadableLogRecord {
  const time = toHrTime(record.atMs);
  return {
    hrTime: time,
    hrTimeObserved: time,
    spanContext: toContext(record.traceId, record.parentSpanId),
    severityText: record.severity.toUpperCase(),
    severityNumber: SEVERITIES[record.severity],
    eventName: `triptych.${record.name}`,
    body: record.text,
    resource,
    instrumentationScope: SCOPE,
    // by which a receiver may drop what arrives again
    attributes: { ...record.attributes, "log.record.uid": record.spanId },
    droppedAttributesCount: 0,
  };
}

const SEVERITIES = { info: SeverityNumber.INFO, warn: SeverityNumber.WARN, error: SeverityNumber.ERROR } as const;

export function toContext(traceId: string, spanId: string): SpanContext {
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: false };
}

/** Fractions of a millisecond would get lost in the SDK's own conversion of large numbers. */
export function toHrTime(ms: number): HrTime {
  const [seconds, nanoseconds] = millisToHrTime(Math.floor(ms));
  return [seconds, nanoseconds + Math.round((ms - Math.floor(ms)) * 1e6)];
}

function toPayload({ input, output, usage }: SpanRecord): Attributes {
  return {
    ...(input === undefined ? {} : { "triptych.input": JSON.stringify(input) }),
    ...(output === undefined ? {} : { "triptych.output": JSON.stringify(output) }),
    ...(usage === undefined || usage.costUsd === null ? {} : { "triptych.cost_usd": usage.costUsd }),
  };
}
