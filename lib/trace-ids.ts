import { createHash } from "node:crypto";
import type { BatchKey } from "./core/ports/event-log.ts";

/**
 * Ids are derived from what they name, so that whatever is sent twice is one thing for the receiver. 16 and 8 bytes of
 * SHA-256 in hex, as the W3C's Trace Context asks for; it also says that ids of zeros are invalid, which no hash will be.
 */
export function traceIdOf(runId: string, scenarioId: string): string {
  return hash([runId, scenarioId]).slice(0, 32);
}

/** Of a scenario, with a number of an attempt of that, with the window and the start of a batch of that, and so on. */
export function spanIdOf(runId: string, scenarioId: string, ...within: readonly (string | number)[]): string {
  return hash([runId, scenarioId, "span", ...within]).slice(0, 16);
}

/** A batch is done again after a failure or a takeover: each try has its own start. */
export function batchSpanIdOf(runId: string, scenarioId: string, attempt: number, batch: BatchKey): string {
  return spanIdOf(runId, scenarioId, attempt, batch.fromItem, batch.toItem, batch.startMs);
}

/** The W3C's Trace Context of a batch: what a skill does under it hangs below the batch's span. "01": the span is kept. */
export function traceparentOf(runId: string, scenarioId: string, attempt: number, batch: BatchKey): string {
  return `00-${traceIdOf(runId, scenarioId)}-${batchSpanIdOf(runId, scenarioId, attempt, batch)}-01`;
}

/** For scores, which have ids of their own. */
export function scoreIdOf(runId: string, scenarioId: string | null, name: string): string {
  return hash([runId, scenarioId ?? "", "score", name]).slice(0, 32);
}

/** Of the request with a score: a UUID of version 4 by its form, as Langfuse asks for, and the same for the same score. */
export function eventIdOf(scoreId: string, atMs: number): string {
  const digits = hash([scoreId, "event", Math.round(atMs)]);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join("-");
}

/** SHA-256 in hex of what names something. */
export function hash(parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
