import { APICallError } from "ai";
import { findRefusal } from "./describe-error.ts";

const [FIRST_MS, LONGEST_MS] = [500, 30_000];
/** A service that asks for more is not waited for. */
const LONGEST_REQUESTED_MS = 300_000;

/** The wait before the next try: what the service asked for, else 0.5 s, doubled with each try, half of it random. Null: trying again is useless. */
export function computeRetryDelayMs(
  error: unknown,
  tries: number,
  { random, wallMs }: { readonly random: () => number; readonly wallMs: number },
): number | null {
  if (!isTemporary(error)) return null;
  const requestedMs = readRequestedMs(error, wallMs);
  if (requestedMs !== null) return requestedMs > LONGEST_REQUESTED_MS ? null : requestedMs;
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
  return fullMs * (0.5 + random() / 2);
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
  if (ms >= 0) return ms;
  const given = headers?.["retry-after"]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given) * 1_000;
  const date = Date.parse(given);
  return Number.isNaN(date) ? null : Math.max(0, date - wallMs);
}
