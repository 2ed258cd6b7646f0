import type { LangfuseClient } from "@langfuse/client";
import { z } from "zod";
import { cutReason, SendError, type Sent } from "../follow/exporter.ts";
import { NOTHING_SENT } from "../otlp/export-all.ts";
import { ask, type AskLimits } from "./client.ts";
import type { ScoreEvent } from "./to-score-event.ts";

/** An answer to scores; other fields are of no interest. */
const Answer = z.object({ errors: z.array(z.object({ status: z.number(), message: z.string().nullish() })) });

/** Langfuse answers with 207, and says of each score whether it is taken. Throws SendError. */
export async function sendScores(
  client: LangfuseClient,
  scores: readonly ScoreEvent[],
  limits: AskLimits,
): Promise<Sent> {
  if (scores.length === 0) return NOTHING_SENT;
  const { errors } = await ask(limits, Answer, (options) =>
    client.api.ingestion.batch({ batch: [...scores] }, options),
  );
  const later = errors.find(({ status }) => status === 429 || status >= 500);
  if (later !== undefined) throw new SendError(describe(later), { status: later.status });
  const last = errors.at(-1);
  return last === undefined ? NOTHING_SENT : { refused: errors.length, reason: cutReason(describe(last)) };
}

function describe({ message, status }: z.infer<typeof Answer>["errors"][number]): string {
  return `${message || "not taken"} (${status})`;
}
