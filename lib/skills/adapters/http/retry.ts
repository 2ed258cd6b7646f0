import { computeRetryWaitMs, describeLateRetry } from "../back-off.ts";

/** Why a request has no usable answer, and whether it may be sent again. */
export class RequestFailure extends Error {
  readonly code = "request-failure";
  readonly isRetryable: boolean;
  /** the wait that the server asks for, ms ≥0; null: none */
  readonly retryAfterMs: number | null;
  constructor(message: string, how: { readonly isRetryable: boolean; readonly retryAfterMs?: number | null }) {
    super(message);
    this.isRetryable = how.isRetryable;
    this.retryAfterMs = how.retryAfterMs ?? null;
  }
}

export type RetryTools = {
  /** 0 ≤ value < 1 */
  readonly random: () => number;
  readonly nowMs: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type RetryOptions = {
  readonly retries: number;
  /** time at which the answer is too late, on the clock of the tools */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** before the wait for a retry */
  readonly onRetry: (text: string) => void;
};

/** Sends a request, again while it fails in a way that passes, as often as allowed and only if the answer can still be in time. */
export async function sendWithRetries<Sent>(
  send: () => Promise<Sent>,
  { retries, deadlineMs, signal, onRetry }: RetryOptions,
  { random, nowMs, wait }: RetryTools,
): Promise<Sent> {
  for (let retry = 1; ; retry += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof RequestFailure) || !error.isRetryable || retry > retries) throw error;
      const waitMs = computeRetryWaitMs(retry, random(), error.retryAfterMs);
      if (nowMs() + waitMs >= deadlineMs)
        throw new Error(`${error.message} ${describeLateRetry(waitMs)}`, { cause: error });
      onRetry(`${error.message} Try ${retry + 1} of ${retries + 1} in ${(waitMs / 1_000).toFixed(1)} s.`);
      await wait(waitMs, signal);
    }
  }
}
