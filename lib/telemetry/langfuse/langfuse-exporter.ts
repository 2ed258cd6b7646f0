import { LangfuseClient } from "@langfuse/client";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { LANGFUSE, type LangfuseSettings } from "../../telemetry-settings.ts";
import { SendError, type Exporter } from "../follow/exporter.ts";
import { exportAll } from "../otlp/export-all.ts";
import type { TraceRecord } from "../trace/records.ts";
import { ask } from "./ask.ts";
import { sendScores } from "./send-scores.ts";
import { toEvent, toObservation } from "./to-observation.ts";
import { toScoreEvent } from "./to-score-event.ts";
import { createTraceSender } from "./trace-sender.ts";

/** Sends a run to Langfuse: traces through its span processor, scores through its client, since its OTLP endpoint knows none. */
export function createLangfuseExporter(settings: LangfuseSettings, resource: Resource): Exporter {
  const { publicKey, secretKey, baseUrl } = settings;
  const traces = createTraceSender(settings);
  const client = new LangfuseClient({ publicKey, secretKey, baseUrl });
  return {
    name: LANGFUSE,
    async send(records, signal) {
      const spans = records.flatMap((record) => toSpan(record, resource));
      const scores = records.flatMap((record) => (record.kind === "score" ? toScoreEvent(record) : []));
      const ofSpans = await exportAll(spans, traces.send, signal);
      const ofScores = await sendScores(client, scores, signal);
      return { refused: ofSpans.refused + ofScores.refused, reason: ofScores.reason ?? ofSpans.reason };
    },
    async identify(signal) {
      const { data } = await ask(signal, (options) => client.api.projects.get(options));
      const project = data[0]?.id;
      if (typeof project !== "string") throw new SendError("Langfuse names no project for these keys");
      return project;
    },
    close: () => traces.close(),
  };
}

function toSpan(record: TraceRecord, resource: Resource): ReadableSpan[] {
  if (record.kind === "score") return [];
  return [record.kind === "span" ? toObservation(record, resource) : toEvent(record, resource)];
}
