import { LangfuseClient } from "@langfuse/client";
import { LangfuseOtelSpanAttributes } from "@langfuse/tracing";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { z } from "zod";
import { cutReason, SendError, type Exporter, type Sent } from "../follow/exporter.ts";
import { readRetryAfterMs } from "../../retry-after.ts";
import type { LangfuseSettings } from "../../telemetry-settings.ts";
import { exportAll, NOTHING_SENT, type ExportLimits } from "../otlp/export-all.ts";
import { ANSWER_LIMIT_MS } from "../otlp/otlp-exporter.ts";
import type { TraceRecord } from "../trace/records.ts";
import { boundFetch } from "./bounded-fetch.ts";
import { createTraceSender } from "./trace-sender.ts";
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
