import { LangfuseSpanProcessor } from "@langfuse/otel";
import { ExportResultCode, type ExportResult } from "@opentelemetry/core";
import { OTLPExporterBase } from "@opentelemetry/otlp-exporter-base";
import { createOtlpHttpExportDelegate, httpAgentFactoryFromOptions } from "@opentelemetry/otlp-exporter-base/node-http";
import { JsonTraceSerializer, TraceExporterMetricsHelper } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { LangfuseSettings } from "../../telemetry-settings.ts";
import type { Export } from "../otlp/export-all.ts";

export type TraceSender = { readonly send: Export<ReadableSpan>; close(): Promise<void> };

/** The queue of the processor holds 2,048, and drops what is beyond. */
const MAX_SPANS = 2_000;
const ONE_DAY_S = 86_400;

/** The processor masks and exports, but keeps the answers to itself: this looks at them on their way. */
export function createTraceSender(settings: LangfuseSettings): TraceSender {
  const { publicKey, secretKey, baseUrl } = settings;
  const otlp = createTraceExporter(settings);
  let answers: { readonly spans: number; readonly result: ExportResult }[] = [];
  const exporter: SpanExporter = {
    export(spans, done) {
      const ofThisSending = answers;
      otlp.export(spans, (result) => {
        ofThisSending.push({ spans: spans.length, result });
        // a failure is ours to try again: the processor would only log it
        done({ code: ExportResultCode.SUCCESS });
      });
    },
    shutdown: () => otlp.shutdown(),
  };
  const processor = new LangfuseSpanProcessor({
    publicKey,
    secretKey,
    baseUrl,
    exporter,
    mediaUploadEnabled: false,
    // all spans of a call are flushed below: neither a number nor a time may send some of them before
    flushAt: MAX_SPANS,
    flushInterval: ONE_DAY_S,
    shouldExportSpan: () => true,
  });
  return {
    async send(spans) {
      const received: typeof answers = (answers = []);
      for (const span of spans) processor.onEnd(span);
      await processor.forceFlush();
      const failed = received.find(({ result }) => result.code !== ExportResultCode.SUCCESS);
      if (failed !== undefined) return failed.result;
      const answered = received.reduce((sum, each) => sum + each.spans, 0);
      if (answered === spans.length) return { code: ExportResultCode.SUCCESS };
      const error = new Error(`${answered} of ${spans.length} spans were sent; OTEL_BSP_… variables must be unset`);
      return { code: ExportResultCode.FAILED, error };
    },
    close: () => processor.shutdown(),
  };
}

/**
 * The SDK's exporter adds what the variables OTEL_EXPORTER_OTLP_… say to any request: the keys of a collector would reach Langfuse.
 * Its parts take nothing from there.
 */
function createTraceExporter({ publicKey, secretKey, baseUrl, timeoutMs }: LangfuseSettings): SpanExporter {
  const headers = {
    Authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}`,
    "Content-Type": "application/json",
    // without it Langfuse 4 shows what arrives up to ten minutes later
    "x-langfuse-ingestion-version": "4",
  };
  const delegate = createOtlpHttpExportDelegate(
    {
      url: `${baseUrl}/api/public/otel/v1/traces`,
      headers: async () => headers,
      compression: "none",
      timeoutMillis: timeoutMs,
      concurrencyLimit: 30,
      agentFactory: httpAgentFactoryFromOptions({ keepAlive: true }),
    },
    JsonTraceSerializer,
    "otlp_http_span_exporter",
    TraceExporterMetricsHelper,
    undefined,
  );
  return new OTLPExporterBase(delegate);
}
