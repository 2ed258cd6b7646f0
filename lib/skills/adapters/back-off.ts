const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * Wait before a retry, ms: 0.5 s, doubled each time up to 30 s, half of it random, and at least as long as the service asks for.
 * `retry` counts from 1; 0 ≤ `chance` < 1; `requestedMs` null: it asks for nothing.
 */
export function computeRetryWaitMs(retry: number, chance: number, requestedMs: number | null): number {
  const fullMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (retry - 1));
  return Math.max(requestedMs ?? 0, fullMs / 2 + (fullMs / 2) * chance);
}

/** Of a wait that a limit does not allow. */
export function describeLateRetry(waitMs: number): string {
  return `The next try would be in ${(waitMs / 1_000).toFixed(1)} s, after the item's time limit (limits.itemTimeoutSeconds).`;
}
