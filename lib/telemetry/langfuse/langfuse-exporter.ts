import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { ExportResultCode, type ExportResult } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import { z } from "zod";
import { cutReason, SendError, type Exporter, type Sent } from "../follow/exporter.ts";
import { Connections } from "../otlp/connections.ts";
import { exportAll, NOTHING_SENT } from "../otlp/export-all.ts";
import type { TraceRecord } from "../trace/records.ts";
import { boundFetch } from "./bounded-fetch.ts";
import { toEvent, toObservation } from "./to-observation.ts";
import { toScoreEvent, type ScoreEvent } from "./to-score-event.ts";

/** More than the records of a request, so that they are sent at once whatever LANGFUSE_FLUSH_AT says. */
const FLUSH_AT = 512;
const SCORES_SECONDS = 30;

/** An answer to scores; other fields are of no interest. */
const Answer = z.object({ errors: z.array(z.object({ status: z.number(), message: z.string().nullish() })) });

export type LangfuseSettings = {
  readonly publicKey: string;
  readonly secretKey: string;
  /** without a slash at its end */
  readonly baseUrl: string;
};

/** Sends a run to Langfuse: traces through its span processor, scores through its client, since its OTLP endpoint knows none. */
export function createLangfuseExporter(settings: LangfuseSettings, resource: Resource): Exporter {
  const { publicKey, secretKey, baseUrl } = settings;
  boundFetch();
  const connections = new Connections();
  const traces = createTraceSender(settings, connections);
  const client = new LangfuseClient({ publicKey, secretKey, baseUrl });
  return {
    name: "langfuse",
    async send(records, signal) {
      const spans = records.flatMap((record) => toSpan(record, resource));
      const scores = records.flatMap((record) => (record.kind === "score" ? toScoreEvent(record) : []));
      const ofSpans = await connections.cutOnAbort(signal, () => exportAll(spans, traces.send, signal));
      const ofScores = await sendScores(client, scores, signal);
      return { refused: ofSpans.refused + ofScores.refused, reason: ofScores.reason ?? ofSpans.reason };
    },
    close: () => traces.close(),
  };
}

function toSpan(record: TraceRecord, resource: Resource): ReadableSpan[] {
  if (record.kind === "score") return [];
  return [record.kind === "span" ? toObservation(record, resource) : toEvent(record, resource)];
}

/** The processor masks and exports, but keeps the answers to itself: this looks at them on their way. */
function createTraceSender({ publicKey, secretKey, baseUrl }: LangfuseSettings, connections: Connections) {
  const otlp = new OTLPTraceExporter({
    url: `${baseUrl}/api/public/otel/v1/traces`,
    headers: { Authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}` },
    httpAgentOptions: connections.forSignal("TRACES"),
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
    flushAt: FLUSH_AT,
    mediaUploadEnabled: false,
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

/** Answers with 207, and says of each score whether it is taken. */
async function sendScores(client: LangfuseClient, scores: readonly ScoreEvent[], signal: AbortSignal): Promise<Sent> {
  if (scores.length === 0) return NOTHING_SENT;
  const { errors } = await postScores(client, scores, signal);
  const later = errors.find(({ status }) => status === 429 || status >= 500);
  if (later !== undefined) throw new SendError(describe(later));
  const last = errors.at(-1);
  return last === undefined ? NOTHING_SENT : { refused: errors.length, reason: cutReason(describe(last)) };
}

async function postScores(
  client: LangfuseClient,
  scores: readonly ScoreEvent[],
  abortSignal: AbortSignal,
): Promise<z.infer<typeof Answer>> {
  let body: unknown;
  try {
    const options = { abortSignal, maxRetries: 0, timeoutInSeconds: SCORES_SECONDS };
    body = await client.api.ingestion.batch({ batch: [...scores] }, options);
  } catch (error) {
    throw new SendError(error instanceof Error ? error.message : String(error), {
      retryAfterMs: readRetryAfter(error),
    });
  }
  const answer = Answer.safeParse(body);
  if (!answer.success) throw new SendError("the answer to scores cannot be read");
  return answer.data;
}

function describe({ message, status }: z.infer<typeof Answer>["errors"][number]): string {
  return `${message || "not taken"} (${status})`;
}

function readRetryAfter(error: unknown): number | null {
  const response = error instanceof Error && "rawResponse" in error ? error.rawResponse : undefined;
  if (typeof response !== "object" || response === null || !("headers" in response)) return null;
  const headers = new Headers(response.headers as Record<string, string>);
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}
