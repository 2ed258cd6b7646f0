import type { TraceRecord } from "../trace/records.ts";

/** Thrown by an export that may succeed later. Anything else that is thrown is a bug. */
export class SendError extends Error {
  readonly code = "send-failed";
  /** null: the receiver names no time */
  readonly retryAfterMs: number | null;

  constructor(message: string, options: { readonly retryAfterMs?: number | null; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
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
  close(): Promise<void>;
}
