import type { SendFault } from "../../core/ports/export-places.ts";
import { toShortLine } from "../../terminal-text.ts";
import type { TraceRecord } from "../trace/records.ts";

/** What a receiver says is shown and stored up to here, in characters. */
const LONGEST_REASON = 300;

/** Thrown by an export that may succeed later. Anything else that is thrown is a bug. */
export class SendError extends Error {
  readonly code = "send-failed";
  /** null: the receiver names no time */
  readonly retryAfterMs: number | null;
  /** of the receiver's answer over HTTP; null: it gave none */
  readonly status: number | null;

  constructor(message: string, options: SendErrorOptions = {}) {
    super(cutReason(message));
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.status = options.status ?? null;
  }
}

/** An error of an SDK may contain the whole answer, of megabytes, with whatever characters a receiver likes. */
export function cutReason(reason: string): string {
  return toShortLine(reason, LONGEST_REASON);
}

type SendErrorOptions = { readonly retryAfterMs?: number | null; readonly status?: number | null };

/** What stands in the way now; it began with the first failure in a row. */
export function toSendFault(error: Error, before: SendFault | null, now: Date): SendFault {
  return {
    status: error instanceof SendError ? error.status : null,
    since: before?.since ?? now.toISOString(),
  };
}

/** A receiver may ask for a longer pause than the own ones, but not for one that looks like an end. */
const LONGEST_ASKED_MS = 900_000;

/** The pause before the next try: it doubles with each up to `longestMs`, and lasts at least as long as the receiver asks, up to 15 minutes. */
export function computeBackOffMs(
  tries: number,
  error: unknown,
  { firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number },
): number {
  const asked = error instanceof SendError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(Math.min(firstMs * 2 ** tries, longestMs), Math.min(asked, LONGEST_ASKED_MS));
}

export type Sent = {
  /** what the receiver will never take, however often it is sent */
  readonly refused: number;
  /** the receiver's reason for the last of them */
  readonly reason: string | null;
};

/** Sends records to one receiver. */
export interface Exporter {
  /** "otlp": the name under which its places are stored */
  readonly name: string;
  /**
   * Resolves once the receiver has answered for all of them. Throws SendError if it may answer later, and once the signal aborts,
   * which also ends its connections. The same array again: what was not answered for.
   */
  send(records: readonly TraceRecord[], signal: AbortSignal): Promise<Sent>;
  /** Where in the receiver runs are found, such as the id of a project; missing where nothing has such a place. Throws SendError. */
  identify?(signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}
