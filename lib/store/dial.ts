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

const PAUSES_MS = [25, 50, 100, 250];

/**
 * The one place that connects to the database and paces it. While the database is known to be away, one connection
 * at a time tries it, with a pause between tries; who asks in a pause fails at once. A server that says
 * "starting up" accepts connections too, so only one that became ready counts as back.
 */
export function createDial(to: Connection, startLimitMs = 5_000): Dial {
  const closing = new AbortController();
  let away: { readonly failures: number; readonly retryAtMs: number } | null = null;
  let trial: Promise<void> | null = null;

  function note(isReady: boolean): void {
    const nowMs = performance.now();
    // connections that were opened together fail together: that is one failure
    if (!isReady && away !== null && nowMs < away.retryAtMs) return;
    const failures = (away?.failures ?? 0) + 1;
    const pauseMs = PAUSES_MS[Math.min(failures, PAUSES_MS.length) - 1] ?? 0;
    away = isReady ? null : { failures, retryAtMs: nowMs + pauseMs };
  }

  function start(caller: Caller): { stream: Promise<Duplex>; noted: Promise<void> } {
    const { stream, started } = startConnection(to, caller, { startLimitMs, closing: closing.signal });
    return { stream, noted: started.then(note) };
  }

  return {
    to,
    async open(caller) {
      while (away !== null && trial !== null) await trial;
      if (closing.signal.aborted) return failedStream(caller, new DatabaseUnavailableError("This client is closed"));
      if (away === null) return start(caller).stream;
      if (performance.now() < away.retryAtMs) {
        return failedStream(caller, new DatabaseUnavailableError("The database was away a moment ago"));
      }
      const { stream, noted } = start(caller);
      trial = noted.then(() => {
        trial = null;
      });
      return stream;
    },
    close: () => closing.abort(),
  };
}
