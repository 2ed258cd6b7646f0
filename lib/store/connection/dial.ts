import type { Duplex } from "node:stream";
import type { Connection } from "./connection.ts";
import { DatabaseUnavailableError } from "./errors.ts";
import { type Caller, failedStream, startConnection } from "./start-connection.ts";

export type Dialer = {
  readonly to: Connection;
  /** Always resolves, because postgres.js loses a connection whose socket rejects. A failure resolves to a failing stream. */
  open(caller: Caller): Promise<Duplex>;
  /** Destroys all sockets that it has opened. */
  close(): void;
};

/** Each pause is a tenth of the outage so far: a short outage ends quickly, a long one causes few attempts. */
const PAUSE_SHARE = 0.1;
const SHORTEST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

/**
 * The only place that connects to the database; it also paces the attempts. During an outage there is one attempt at a
 * time with a pause after each, and connections requested during a pause fail at once. A server that is starting up
 * accepts connections too, so an attempt succeeds only when the server is ready for statements.
 */
export function createDialer(to: Connection, startLimitMs = 5_000): Dialer {
  const closing = new AbortController();
  let outage: { readonly sinceMs: number; readonly retryAtMs: number } | null = null;
  let attempt: Promise<void> | null = null;

  function record(isReady: boolean): void {
    const nowMs = performance.now();
    // concurrent attempts fail together and count once
    if (!isReady && outage !== null && nowMs < outage.retryAtMs) return;
    const sinceMs = outage?.sinceMs ?? nowMs;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, (nowMs - sinceMs) * PAUSE_SHARE));
    outage = isReady ? null : { sinceMs, retryAtMs: nowMs + pauseMs };
  }

  function start(caller: Caller): { stream: Promise<Duplex>; recorded: Promise<void> } {
    const { stream, started } = startConnection(to, caller, { startLimitMs, closing: closing.signal });
    return { stream, recorded: started.then(record) };
  }

  return {
    to,
    async open(caller) {
      while (outage !== null && attempt !== null) await attempt;
      if (closing.signal.aborted) return failedStream(closing.signal.reason);
      if (outage === null) return start(caller).stream;
      if (performance.now() < outage.retryAtMs) {
        return failedStream(new DatabaseUnavailableError("The database was unavailable a moment ago"));
      }
      const { stream, recorded } = start(caller);
      attempt = recorded.then(() => {
        attempt = null;
      });
      return stream;
    },
    close: () => closing.abort(new DatabaseUnavailableError("This client is closed")),
  };
}
