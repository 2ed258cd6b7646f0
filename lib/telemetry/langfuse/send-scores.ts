import type { LangfuseClient } from "@langfuse/client";
import { SendError, type Sent } from "../follow/exporter.ts";
import { NOTHING_SENT } from "../otlp/export-all.ts";
import { ask } from "./ask.ts";
import type { ScoreEvent } from "./to-score-event.ts";

/** Answers with 207, and says of each score whether it is taken. Throws SendError. */
export async function sendScores(
  client: LangfuseClient,
  scores: readonly ScoreEvent[],
  signal: AbortSignal,
): Promise<Sent> {
  if (scores.length === 0) return NOTHING_SENT;
  const { errors } = await ask(signal, (options) => client.api.ingestion.batch({ batch: [...scores] }, options));
  const later = errors.find(({ status }) => status === 429 || status >= 500);
  if (later !== undefined)
    throw new SendError(`${later.message ?? "not taken"} (${later.status})`, { status: later.status });
  const last = errors.at(-1);
  return last === undefined
    ? NOTHING_SENT
    : { refused: errors.length, reason: `${last.message ?? "not taken"} (${last.status})` };
}
