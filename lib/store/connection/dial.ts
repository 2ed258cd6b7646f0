import type { Duplex } from "node:stream";
import type { Connection } from "./connection.ts";
import { DatabaseUnavailableError } from "./errors.ts";
import { type Caller, failedStream, startConnection } from "./start-connection.ts";

export type Dial = {
  readonly to: Connection;
  /** Always resolves: postgres.js loses a connection whose socket rejects. A stream that fails stands for a failure. */
  open(caller: Caller): Promise<Duplex>;
  /** Destroys every socket that it opened. */
  close(): void;
};

/** A pause is a tenth of the outage so far: a short one is over soon, a long one brings few attempts. */
const PAUSE_SHARE = 0.1;
const SHORTEST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

/**
 * The one place that connects to the database and paces the attempts. While the database is known to be away, there is
 * one attempt at a time and a pause after each; connections asked for during a pause fail at once. A server that says
 * "starting up" accepts connections too, so an attempt succeeds only when the server is ready for statements.
 */
export function createDial(to: Connection, startLimitMs = 5_000): Dial {
  const closing = new AbortController();
  let away: { readonly sinceMs: number; readonly retryAtMs: number } | null = null;
  let trial: Promise<void> | null = null;

  function record(isReady: boolean): void {
    const nowMs = performance.now();
    // attempts that began together fail together: they count once
    if (!isReady && away !== null && nowMs < away.retryAtMs) return;
    const sinceMs = away?.sinceMs ?? nowMs;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, (nowMs - sinceMs) * PAUSE_SHARE));
    away = isReady ? null : { sinceMs, retryAtMs: nowMs + pauseMs };
  }

  function start(caller: Caller): { stream: Promise<Duplex>; recorded: Promise<void> } {
    const { stream, started } = startConnection(to, caller, { startLimitMs, closing: closing.signal });
    return { stream, recorded: started.then(record) };
  }

  return {
    to,
    async open(caller) {
      while (away !== null && trial !== null) await trial;
      if (closing.signal.aborted) return failedStream(caller, closing.signal.reason);
      if (away === null) return start(caller).stream;
      if (performance.now() < away.retryAtMs) {
        return failedStream(caller, new DatabaseUnavailableError("The database was away a moment ago"));
      }
      const { stream, recorded } = start(caller);
      trial = recorded.then(() => {
        trial = null;
      });
      return stream;
    },
    close: () => closing.abort(new DatabaseUnavailableError("This client is closed")),
  };
}
