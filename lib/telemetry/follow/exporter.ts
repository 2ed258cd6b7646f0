import type { SendFault } from "../../core/ports/export-places.ts";
import type { TraceRecord } from "../trace/records.ts";

/** Thrown by an export that may succeed later. Anything else that is thrown is a bug. */
export class SendError extends Error {
  readonly code = "send-failed";
  /** null: the receiver names no time */
  readonly retryAfterMs: number | null;
  /** of the receiver's answer over HTTP; null: it gave none */
  readonly status: number | null;

  constructor(message: string, options: SendErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.status = options.status ?? null;
  }
}

type SendErrorOptions = {
  readonly retryAfterMs?: number | null;
  readonly status?: number | null;
  readonly cause?: unknown;
};

/** What stands in the way now; it began with the first failure in a row. */
export function toSendFault(error: Error, before: SendFault | null, now: Date): SendFault {
  return {
    status: error instanceof SendError ? error.status : null,
    since: before?.since ?? now.toISOString(),
  };
}

/** The pause before the next try: it doubles with each, lasts at least as long as the receiver asks, and has an upper limit. */
export function computeBackOffMs(
  tries: number,
  error: unknown,
  { firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number },
): number {
  const asked = error instanceof SendError ? (error.retryAfterMs ?? 0) : 0;
  return Math.min(Math.max(firstMs * 2 ** tries, asked), longestMs);
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
  /** Resolves once the receiver has answered for all of them. Throws SendError if it may answer later. */
  send(records: readonly TraceRecord[], signal: AbortSignal): Promise<Sent>;
  /** Where in the receiver runs are found, such as the id of a project; missing where nothing has such a place. Throws SendError. */
  identify?(signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}
