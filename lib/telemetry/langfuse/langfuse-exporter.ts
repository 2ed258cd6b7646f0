import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { LangfuseOtelSpanAttributes } from "@langfuse/tracing";
import { ExportResultCode, type ExportResult } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import { z } from "zod";
import { cutReason, SendError, type Exporter, type Sent } from "../follow/exporter.ts";
import { readRetryAfterMs } from "../../retry-after.ts";
import type { LangfuseSettings } from "../../telemetry-settings.ts";
import { exportAll, NOTHING_SENT, type ExportLimits } from "../otlp/export-all.ts";
import { ANSWER_LIMIT_MS } from "../otlp/otlp-exporter.ts";
import type { TraceRecord } from "../trace/records.ts";
import { boundFetch } from "./bounded-fetch.ts";
import { toEvent, toObservation } from "./to-observation.ts";
import { toScoreEvent, type ScoreEvent } from "./to-score-event.ts";

/** An answer to scores; other fields are of no interest. */
const Answer = z.object({ errors: z.array(z.object({ status: z.number(), message: z.string().nullish() })) });

/** Sends a run to Langfuse: traces through its span processor, scores through its client, since its OTLP endpoint knows none. */
export function createLangfuseExporter(
  settings: LangfuseSettings,
  resource: Resource,
  limitMs = ANSWER_LIMIT_MS,
): Exporter {
  const { publicKey, secretKey, baseUrl, timeoutMs, environment } = settings;
  boundFetch();
  const traces = createTraceSender(settings);
  const client = new LangfuseClient({ publicKey, secretKey, baseUrl });
  return {
    name: "langfuse",
    async send(records, signal) {
      const spans = records.flatMap((record) => toSpan(record, resource, environment));
      const scores = records.flatMap((record) => (record.kind === "score" ? toScoreEvent(record, environment) : []));
      const ofSpans = await exportAll(spans, traces.send, { signal, limitMs });
      const ofScores = await sendScores(client, scores, { signal, timeoutMs, limitMs });
      return { refused: ofSpans.refused + ofScores.refused, reason: ofScores.reason ?? ofSpans.reason };
    },
    close: () => traces.close(),
  };
}

function toSpan(record: TraceRecord, resource: Resource, environment: string | null): ReadableSpan[] {
  if (record.kind === "score" || record.kind === "metrics") return [];
  const span = record.kind === "span" ? toObservation(record, resource) : toEvent(record, resource);
  if (environment === null) return [span];
  return [{ ...span, attributes: { ...span.attributes, [LangfuseOtelSpanAttributes.ENVIRONMENT]: environment } }];
}

/** The queue of the processor holds 2,048, and drops what is beyond. */
const MAX_SPANS = 2_000;
const ONE_DAY_S = 86_400;

/** The processor masks and exports, but keeps the answers to itself: this looks at them on their way. */
function createTraceSender({ publicKey, secretKey, baseUrl, timeoutMs }: LangfuseSettings) {
  const otlp = new OTLPTraceExporter({
    url: `${baseUrl}/api/public/otel/v1/traces`,
    headers: { Authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}` },
    timeoutMillis: timeoutMs,
  });
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
    send: async (spans: readonly ReadableSpan[]): Promise<ExportResult> => {
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

type ScoreLimits = ExportLimits & { readonly timeoutMs: number };

/** Langfuse answers with 207, and says of each score whether it is taken. */
async function sendScores(client: LangfuseClient, scores: readonly ScoreEvent[], limits: ScoreLimits): Promise<Sent> {
  if (scores.length === 0) return NOTHING_SENT;
  const { errors } = await postScores(client, scores, limits);
  const later = errors.find(({ status }) => status === 429 || status >= 500);
  if (later !== undefined) throw new SendError(describe(later));
  const last = errors.at(-1);
  return last === undefined ? NOTHING_SENT : { refused: errors.length, reason: cutReason(describe(last)) };
}

async function postScores(
  client: LangfuseClient,
  scores: readonly ScoreEvent[],
  { signal, limitMs, timeoutMs }: ScoreLimits,
): Promise<z.infer<typeof Answer>> {
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  let body: unknown;
  try {
    const options = { abortSignal, maxRetries: 0, timeoutInSeconds: timeoutMs / 1_000 };
    body = await client.api.ingestion.batch({ batch: [...scores] }, options);
  } catch (error) {
    throw new SendError(error instanceof Error ? error.message : String(error), {
      retryAfterMs: readRetryAfterMs(readHeader(error), Date.now()),
    });
  }
  const answer = Answer.safeParse(body);
  if (!answer.success) throw new SendError("the answer to scores cannot be read");
  return answer.data;
}

function describe({ message, status }: z.infer<typeof Answer>["errors"][number]): string {
  return `${message || "not taken"} (${status})`;
}

function readHeader(error: unknown): string | undefined {
  const response = error instanceof Error && "rawResponse" in error ? error.rawResponse : undefined;
  if (typeof response !== "object" || response === null || !("headers" in response)) return undefined;
  return new Headers(response.headers as Record<string, string>).get("retry-after") ?? undefined;
}
