import { LangfuseClient } from "@langfuse/client";
import { LangfuseOtelSpanAttributes } from "@langfuse/tracing";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { SendError, type Exporter, type Sent } from "../follow/exporter.ts";
import { readRetryAfterMs } from "../../retry-after.ts";
import type { LangfuseSettings } from "../../telemetry-settings.ts";
import { exportAll, NOTHING_SENT, type ExportLimits } from "../otlp/export-all.ts";
import { ANSWER_LIMIT_MS } from "../otlp/otlp-exporter.ts";
import type { TraceRecord } from "../trace/records.ts";
import { createTraceSender } from "./trace-sender.ts";
import { toEvent, toObservation } from "./to-observation.ts";
import { toScoreEvent, type ScoreEvent } from "./to-score-event.ts";

/** Sends a run to Langfuse: traces through its span processor, scores through its client, since its OTLP endpoint knows none. */
export function createLangfuseExporter(
  settings: LangfuseSettings,
  resource: Resource,
  limitMs = ANSWER_LIMIT_MS,
): Exporter {
  const { publicKey, secretKey, baseUrl, timeoutMs, environment } = settings;
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

type ScoreLimits = ExportLimits & { readonly timeoutMs: number };

/** Langfuse answers with 207, and says of each score whether it is taken. */
async function sendScores(client: LangfuseClient, scores: readonly ScoreEvent[], limits: ScoreLimits): Promise<Sent> {
  if (scores.length === 0) return NOTHING_SENT;
  const { signal, limitMs, timeoutMs } = limits;
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  try {
    const { errors } = await client.api.ingestion.batch(
      { batch: [...scores] },
      { abortSignal, maxRetries: 0, timeoutInSeconds: timeoutMs / 1_000 },
    );
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
      retryAfterMs: readRetryAfterMs(readHeader(error), Date.now()),
    });
  }
}

function readHeader(error: unknown): string | undefined {
  const response = error instanceof Error && "rawResponse" in error ? error.rawResponse : undefined;
  if (typeof response !== "object" || response === null || !("headers" in response)) return undefined;
  return new Headers(response.headers as Record<string, string>).get("retry-after") ?? undefined;
}
