import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Resource } from "@opentelemetry/resources";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { OTLP } from "../../telemetry-settings.ts";
import type { Exporter, Sent } from "../follow/exporter.ts";
import type { TraceRecord } from "../trace/records.ts";
import { ANSWER_LIMIT_MS, exportAll, toExport, type Export } from "./export-all.ts";
import { toResourceMetrics } from "./to-otlp-metrics.ts";
import { toLogRecord, toReadableSpan } from "./to-otlp.ts";

export type OtlpSignals = { readonly traces: boolean; readonly logs: boolean; readonly metrics: boolean };

/**
 * Sends spans, events and figures to a collector as OTLP over HTTP, in protobuf. The SDK's exporters read address, headers, timeout
 * and compression from the standard variables (OTEL_EXPORTER_OTLP_…), and try again for the length of their timeout. Scores are not
 * sent: OTLP has no place for them, and the scenario's span has the figures in its output.
 */
export function createOtlpExporter(
  resource: Resource,
  { traces, logs, metrics }: OtlpSignals,
  limitMs = ANSWER_LIMIT_MS,
): Exporter {
  const traceExporter = traces ? new OTLPTraceExporter() : null;
  const logExporter = logs ? new OTLPLogExporter() : null;
  const metricExporter = metrics ? new OTLPMetricExporter() : null;

  /** Records that are sent again go only where they are not answered for: a log record that comes twice is two for most collectors. */
  const answers = new WeakMap<readonly TraceRecord[], Map<keyof OtlpSignals, Sent>>();

  return {
    name: OTLP,
    async send(records, signal) {
      const limits = { signal, limitMs };
      const answered = answers.get(records) ?? new Map<keyof OtlpSignals, Sent>();
      answers.set(records, answered);
      const once = async (name: keyof OtlpSignals, sendAll: () => Promise<Sent>) =>
        void answered.set(name, answered.get(name) ?? (await sendAll()));
      const spans = records.flatMap((record) => (record.kind === "span" ? toReadableSpan(record, resource) : []));
      const events = records.flatMap((record) => (record.kind === "event" ? toLogRecord(record, resource) : []));
      const figures = records.flatMap((record) =>
        record.kind === "metrics" ? toResourceMetrics(record, resource) : [],
      );
      const sendings = await Promise.allSettled([
        traceExporter && once("traces", () => exportAll(spans, toExport(traceExporter), limits)),
        logExporter && once("logs", () => exportAll(events, toExport(logExporter), limits)),
        metricExporter && once("metrics", () => exportAll(figures, toMetricExport(metricExporter), limits)),
      ]);
      for (const sending of sendings) if (sending.status === "rejected") throw sending.reason;
      const sent = [...answered.values()];
      return {
        refused: sent.reduce((sum, { refused }) => sum + refused, 0),
        reason: sent.findLast(({ reason }) => reason !== null)?.reason ?? null,
      };
    },
    async close() {
      await Promise.all([traceExporter?.shutdown(), logExporter?.shutdown(), metricExporter?.shutdown()]);
    },
  };
}

/** The SDK takes the figures of one moment at a time. A reading has those of one. */
function toMetricExport(exporter: OTLPMetricExporter): Export<ResourceMetrics> {
  return ([figures, ...others]) => {
    if (figures === undefined || others.length > 0) throw new Error("Figures of one moment are sent at a time");
    return new Promise((resolve) => exporter.export(figures, resolve));
  };
}
