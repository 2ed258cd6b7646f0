import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { ExportResultCode, type ExportResult } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import { SendError, type Exporter, type Sent } from "../follow/exporter.ts";
import { exportAll, NOTHING_SENT } from "../otlp/export-all.ts";
import type { TraceRecord } from "../trace/records.ts";
import { toEvent, toObservation } from "./to-observation.ts";
import { toScoreEvent, type ScoreEvent } from "./to-score-event.ts";

export type LangfuseSettings = {
  readonly publicKey: string;
  readonly secretKey: string;
  /** without a slash at its end */
  readonly baseUrl: string;
};

/** Sends a run to Langfuse: traces through its span processor, scores through its client, since its OTLP endpoint knows none. */
export function createLangfuseExporter(settings: LangfuseSettings, resource: Resource): Exporter {
  const { publicKey, secretKey, baseUrl } = settings;
  const traces = createTraceSender(settings);
  const client = new LangfuseClient({ publicKey, secretKey, baseUrl });
  return {
    name: "langfuse",
    async send(records, signal) {
      const spans = records.flatMap((record) => toSpan(record, resource));
      const scores = records.flatMap((record) => (record.kind === "score" ? toScoreEvent(record) : []));
      const ofSpans = await exportAll(spans, traces.send, signal);
      const ofScores = await sendScores(client, scores, signal);
      return { refused: ofSpans.refused + ofScores.refused, reason: ofScores.reason ?? ofSpans.reason };
    },
    close: () => traces.close(),
  };
}

function toSpan(record: TraceRecord, resource: Resource): ReadableSpan[] {
  if (record.kind === "score" || record.kind === "metrics") return [];
  return [record.kind === "span" ? toObservation(record, resource) : toEvent(record, resource)];
}

/** The processor masks and exports, but keeps the answer to itself: this looks at it on its way. */
function createTraceSender({ publicKey, secretKey, baseUrl }: LangfuseSettings) {
  const otlp = new OTLPTraceExporter({
    url: `${baseUrl}/api/public/otel/v1/traces`,
    headers: { Authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}` },
  });
  let last: ExportResult = { code: ExportResultCode.SUCCESS };
  const exporter: SpanExporter = {
    export(spans, done) {
      otlp.export(spans, (result) => {
        last = result;
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
    shouldExportSpan: () => true,
  });
  return {
    send: async (spans: readonly ReadableSpan[]): Promise<ExportResult> => {
      last = { code: ExportResultCode.SUCCESS };
      for (const span of spans) processor.onEnd(span);
      await processor.forceFlush();
      return last;
    },
    close: () => processor.shutdown(),
  };
}

/** Answers with 207, and says of each score whether it is taken. */
async function sendScores(client: LangfuseClient, scores: readonly ScoreEvent[], signal: AbortSignal): Promise<Sent> {
  if (scores.length === 0) return NOTHING_SENT;
  try {
    const { errors } = await client.api.ingestion.batch({ batch: [...scores] }, { abortSignal: signal, maxRetries: 0 });
    const later = errors.find(({ status }) => status === 429 || status >= 500);
    if (later !== undefined) throw new SendError(`${later.message ?? "not taken"} (${later.status})`);
    const last = errors.at(-1);
    return last === undefined
      ? NOTHING_SENT
      : { refused: errors.length, reason: `${last.message ?? "not taken"} (${last.status})` };
  } catch (error) {
    if (error instanceof SendError) throw error;
    throw new SendError(error instanceof Error ? error.message : String(error), {
      cause: error,
      retryAfterMs: readRetryAfter(error),
    });
  }
}

function readRetryAfter(error: unknown): number | null {
  const response = error instanceof Error && "rawResponse" in error ? error.rawResponse : undefined;
  if (typeof response !== "object" || response === null || !("headers" in response)) return null;
  const headers = new Headers(response.headers as Record<string, string>);
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}
