import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { z } from "zod";
import { LANGFUSE, type LangfuseSettings } from "../../telemetry-settings.ts";
import { SendError, type Exporter } from "../follow/exporter.ts";
import { ANSWER_LIMIT_MS, exportAll } from "../otlp/export-all.ts";
import type { TraceRecord } from "../trace/records.ts";
import { ask, createClient } from "./client.ts";
import { sendScores } from "./send-scores.ts";
import { inEnvironment, toEvent, toObservation } from "./to-observation.ts";
import { toScoreEvent } from "./to-score-event.ts";
import { createTraceSender } from "./trace-sender.ts";

/** Those of the keys: one. */
const Projects = z.object({ data: z.array(z.object({ id: z.string().min(1) })) });

/** Sends a run to Langfuse: traces through its span processor, scores through its client, since its OTLP endpoint knows none. */
export function createLangfuseExporter(
  settings: LangfuseSettings,
  resource: Resource,
  limitMs = ANSWER_LIMIT_MS,
): Exporter {
  const { environment, timeoutMs } = settings;
  const traces = createTraceSender(settings);
  const client = createClient(settings);
  return {
    name: LANGFUSE,
    async send(records, signal) {
      const limits = { signal, limitMs, timeoutMs };
      const spans = records.flatMap((record) => toSpans(record, resource));
      const scores = records.flatMap((record) => (record.kind === "score" ? toScoreEvent(record, environment) : []));
      const ofSpans = await exportAll(inEnvironment(environment, spans), traces.send, limits);
      const ofScores = await sendScores(client, scores, limits);
      return { refused: ofSpans.refused + ofScores.refused, reason: ofScores.reason ?? ofSpans.reason };
    },
    async identify(signal) {
      const { data } = await ask({ signal, limitMs, timeoutMs }, Projects, (options) =>
        client.api.projects.get(options),
      );
      const [project] = data;
      if (project === undefined) throw new SendError("Langfuse names no project for these keys");
      return project.id;
    },
    close: () => traces.close(),
  };
}

function toSpans(record: TraceRecord, resource: Resource): ReadableSpan[] {
  if (record.kind === "score" || record.kind === "metrics") return [];
  return [record.kind === "span" ? toObservation(record, resource) : toEvent(record, resource)];
}
