import type { TraceRecord } from "../trace/records.ts";

/** What a receiver says is shown and stored up to here, in characters. */
const LONGEST_REASON = 300;

/** Thrown by an export that may succeed later. Anything else that is thrown is a bug. */
export class SendError extends Error {
  readonly code = "send-failed";
  /** null: the receiver names no time */
  readonly retryAfterMs: number | null;

  constructor(message: string, options: { readonly retryAfterMs?: number | null } = {}) {
    super(cutReason(message));
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** An error of an SDK may contain the whole answer, of megabytes. */
export function cutReason(reason: string): string {
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)} …` : reason;
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
  close(): Promise<void>;
}
