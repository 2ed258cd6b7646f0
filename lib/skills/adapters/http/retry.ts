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
  readonly onRetry: (text: string) => void;
};

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Wait before a retry, ms: 0.5 s, doubled each time up to 30 s, half of it random. `retry` counts from 1; 0 ≤ `chance` < 1. */
export function computeBackOffMs(retry: number, chance: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (retry - 1));
  return full / 2 + (full / 2) * chance;
}

/** Milliseconds that a Retry-After header asks for, in seconds or as a date; null for none. */
export function readRetryAfterMs(header: string | undefined, wallMs: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - wallMs);
}

/** Repeats a request while it fails in a way that passes, as often as allowed and only if the answer can still be in time. */
export async function sendWithRetries<Sent>(
  send: () => Promise<Sent>,
  { retries, deadlineMs, signal, onRetry }: RetryOptions,
  { random, nowMs, wait }: RetryTools,
): Promise<{ readonly sent: Sent; readonly retries: number }> {
  for (let retry = 1; ; retry += 1) {
    try {
      return { sent: await send(), retries: retry - 1 };
    } catch (error) {
      if (!(error instanceof RequestFailure) || !error.isRetryable || retry > retries) throw error;
      const waitMs = Math.max(error.retryAfterMs ?? 0, computeBackOffMs(retry, random()));
      const seconds = (waitMs / 1_000).toFixed(1);
      if (nowMs() + waitMs >= deadlineMs)
        throw new Error(`${error.message} The next try would be in ${seconds} s, after the item's time limit.`, {
          cause: error,
        });
      onRetry(`${error.message} Try ${retry + 1} of ${retries + 1} in ${seconds} s.`);
      await wait(waitMs, signal);
    }
  }
}
