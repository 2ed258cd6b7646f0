import { APICallError } from "ai";
import { readRetryAfterMs } from "../../../retry-after.ts";
import { computeRetryWaitMs } from "../back-off.ts";
import { findRefusal } from "./describe-error.ts";

/** The wait before the next try, ms. Null: trying again is useless. */
export function computeRetryDelayMs(
  error: unknown,
  tries: number,
  { random, wallMs }: { readonly random: () => number; readonly wallMs: number },
): number | null {
  if (!isTemporary(error)) return null;
  return computeRetryWaitMs(tries, random(), readRequestedMs(error, wallMs));
}

/** Whether the service asked to wait, which then concerns every request. */
export function isRateLimit(error: unknown): boolean {
  return APICallError.isInstance(error) && (error.statusCode === 429 || error.statusCode === 529);
}

function isTemporary(error: unknown): boolean {
  return APICallError.isInstance(error) && error.isRetryable && findRefusal(error) === null;
}

/** Retry-After in seconds or as a date, or retry-after-ms. */
function readRequestedMs(error: unknown, wallMs: number): number | null {
  const headers = APICallError.isInstance(error) ? error.responseHeaders : undefined;
  const ms = Number.parseFloat(headers?.["retry-after-ms"] ?? "");
  return ms >= 0 ? ms : readRetryAfterMs(headers?.["retry-after"], wallMs);
}
