/** How a page stands to the hub. Times are wall times in ms. */
export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "reconnecting" }
  | { readonly kind: "stale"; readonly sinceMs: number }
  | { readonly kind: "offline"; readonly sinceMs: number | null }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

export type ConnectionInput = {
  readonly joined: boolean;
  readonly everJoined: boolean;
  readonly online: boolean;
  /** wall time of the last word from the hub */
  readonly lastHeardMs: number | null;
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly nowMs: number;
};

/** A break shorter than this is not worth alarming anyone. */
const STALE_AFTER_MS = 4_000;

export function selectConnection(input: ConnectionInput): Connection {
  const { joined, everJoined, online, lastHeardMs, refusal, nowMs } = input;
  if (refusal) return { kind: "refused", ...refusal };
  if (joined) return { kind: "live" };
  if (!online) return { kind: "offline", sinceMs: lastHeardMs };
  if (!everJoined || lastHeardMs === null) return { kind: "connecting" };
  return nowMs - lastHeardMs < STALE_AFTER_MS ? { kind: "reconnecting" } : { kind: "stale", sinceMs: lastHeardMs };
}
