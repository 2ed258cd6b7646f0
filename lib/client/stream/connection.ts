/** State of the connection to the hub. Times are wall times in ms. */
export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "reconnecting" }
  | { readonly kind: "stale"; readonly sinceMs: number }
  | { readonly kind: "offline"; readonly sinceMs: number | null }
  /** refused for now; the page tries again by itself */
  | { readonly kind: "waiting"; readonly message: string }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

export type ConnectionInput = {
  readonly joined: boolean;
  readonly everJoined: boolean;
  readonly online: boolean;
  /** wall time of the last message from the hub */
  readonly lastHeardMs: number | null;
  readonly refusal: { readonly code: string; readonly message: string } | null;
  /** the temporary refusal of the hub; null: none, or no answer */
  readonly waiting: { readonly message: string } | null;
  readonly nowMs: number;
};

/** Shorter interruptions are not shown as stale. */
const STALE_AFTER_MS = 4_000;

export function selectConnection(input: ConnectionInput): Connection {
  const { joined, everJoined, online, lastHeardMs, refusal, waiting, nowMs } = input;
  if (refusal) return { kind: "refused", ...refusal };
  if (joined) return { kind: "live" };
  if (!online) return { kind: "offline", sinceMs: lastHeardMs };
  if (waiting) return { kind: "waiting", message: waiting.message };
  if (!everJoined || lastHeardMs === null) return { kind: "connecting" };
  return nowMs - lastHeardMs < STALE_AFTER_MS ? { kind: "reconnecting" } : { kind: "stale", sinceMs: lastHeardMs };
}
