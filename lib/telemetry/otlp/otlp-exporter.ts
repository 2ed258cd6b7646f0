import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Resource } from "@opentelemetry/resources";
import { OTLP } from "../../telemetry-settings.ts";
import type { Exporter } from "../follow/exporter.ts";
import { exportAll, NOTHING_SENT, toExport } from "./export-all.ts";
import { toLogRecord, toReadableSpan } from "./to-otlp.ts";

export type OtlpSignals = { readonly traces: boolean; readonly logs: boolean };

/**
 * Sends spans and events to a collector as OTLP over HTTP, in protobuf. The SDK's exporters read address, headers, timeout and
 * compression from the standard variables (OTEL_EXPORTER_OTLP_…), and try again for the length of their timeout. Scores are not
 * sent: OTLP has no place for them, and the scenario's span has the figures in its output.
 */
export function createOtlpExporter(resource: Resource, { traces, logs }: OtlpSignals): Exporter {
  const traceExporter = traces ? new OTLPTraceExporter() : null;
  const logExporter = logs ? new OTLPLogExporter() : null;

  return {
    name: OTLP,
    async send(records, signal) {
      const spans = records.flatMap((record) => (record.kind === "span" ? toReadableSpan(record, resource) : []));
      const events = records.flatMap((record) => (record.kind === "event" ? toLogRecord(record, resource) : []));
      const sent = await Promise.all([
        traceExporter === null ? NOTHING_SENT : exportAll(spans, toExport(traceExporter), signal),
        logExporter === null ? NOTHING_SENT : exportAll(events, toExport(logExporter), signal),
      ]);
      return {
        refused: sent.reduce((sum, { refused }) => sum + refused, 0),
        reason: sent.findLast(({ reason }) => reason !== null)?.reason ?? null,
      };
    },
    async close() {
      await Promise.all([traceExporter?.shutdown(), logExporter?.shutdown()]);
    },
  };
}
