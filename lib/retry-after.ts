/** Milliseconds that a Retry-After header asks for, in seconds or as a date; null for none. `wallMs`: now, since 1970. */
export function readRetryAfterMs(header: string | undefined, wallMs: number): number | null {
  const given = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given) * 1_000;
  const atMs = Date.parse(given);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - wallMs);
}
