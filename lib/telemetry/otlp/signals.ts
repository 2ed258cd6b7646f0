import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Resource } from "@opentelemetry/resources";
import type { Sent } from "../follow/exporter.ts";
import type { TraceRecord } from "../trace/records.ts";
import { exportAll, takesNothing, toExport, type Export, type ExportLimits } from "./export-all.ts";
import { toResourceMetrics } from "./to-otlp-metrics.ts";
import { toLogRecord, toReadableSpan } from "./to-otlp.ts";

export type OtlpSignals = { readonly traces: boolean; readonly logs: boolean; readonly metrics: boolean };

/** What one endpoint of a collector takes. */
export type Signal = {
  readonly name: keyof OtlpSignals;
  /** how many of the records are for it */
  count(records: readonly TraceRecord[]): number;
  /** Throws SendError. */
  send(records: readonly TraceRecord[], limits: ExportLimits): Promise<Sent>;
  /** Whether it takes an empty request. */
  isThere(limits: ExportLimits): Promise<boolean>;
  close(): Promise<void>;
};

/** Those that are switched on. The SDK's exporters read address, headers, timeout and compression from the standard variables. */
export function createSignals(resource: Resource, { traces, logs, metrics }: OtlpSignals): readonly Signal[] {
  const signals: Signal[] = [];
  if (traces) {
    const exporter = new OTLPTraceExporter();
    const select = (record: TraceRecord) => (record.kind === "span" ? [toReadableSpan(record, resource)] : []);
    signals.push(toSignal("traces", exporter, select, toExport(exporter)));
  }
  if (logs) {
    const exporter = new OTLPLogExporter();
    const select = (record: TraceRecord) => (record.kind === "event" ? [toLogRecord(record, resource)] : []);
    signals.push(toSignal("logs", exporter, select, toExport(exporter)));
  }
  if (metrics) {
    const exporter = new OTLPMetricExporter();
    const select = (record: TraceRecord) => (record.kind === "metrics" ? [toResourceMetrics(record, resource)] : []);
    // the SDK takes the figures of one moment at a time, and a reading has those of one
    const send: Export<ReturnType<typeof toResourceMetrics>> = ([figures = { resource, scopeMetrics: [] }]) =>
      new Promise((resolve) => exporter.export(figures, resolve));
    signals.push(toSignal("metrics", exporter, select, send));
  }
  return signals;
}

function toSignal<Item>(
  name: keyof OtlpSignals,
  exporter: { shutdown(): Promise<void> },
  select: (record: TraceRecord) => Item[],
  send: Export<Item>,
): Signal {
  return {
    name,
    count: (records) => records.flatMap(select).length,
    send: (records, limits) => exportAll(records.flatMap(select), send, limits),
    isThere: (limits) => takesNothing(send, limits),
    close: () => exporter.shutdown(),
  };
}
