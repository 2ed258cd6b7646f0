import type { Socket } from "node:net";
import { addAbortSignal, Duplex } from "node:stream";
import type { Connection } from "./connection.ts";
import { DatabaseUnavailableError } from "./errors.ts";
import { openServerSocket } from "./server-socket.ts";

/** The user of a connection. */
export type Caller = {
  /** The connection counts as dead when the server sends nothing for this long after a request. */
  readonly silenceLimitMs: number;
  /**
   * Called before postgres.js learns of the loss; may be called several times. Not called for a connection that the server
   * refuses: no statement was sent on it.
   */
  readonly onLost: () => void;
};

const SILENCE_CHECK_MS = 1_000;
/** ReadyForQuery, outside a transaction. */
const READY = Buffer.from("Z\0\0\0\x05I", "latin1");

/**
 * Opens a connection. `stream` resolves to it, or to a failing stream; `started` resolves to whether the server became
 * ready for statements within the limit.
 */
export function startConnection(
  to: Connection,
  caller: Caller,
  limits: { readonly startLimitMs: number; readonly closing: AbortSignal },
): { stream: Promise<Duplex>; started: Promise<boolean> } {
  const { startLimitMs, closing } = limits;
  const { promise: started, resolve } = Promise.withResolvers<boolean>();
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(new DatabaseUnavailableError(`The database was not ready within ${startLimitMs} ms`)),
    startLimitMs,
  );
  const settle = (isReady: boolean) => {
    clearTimeout(timer);
    resolve(isReady);
  };

  async function open(): Promise<Duplex> {
    try {
      const signal = AbortSignal.any([limit.signal, closing]);
      const socket = addAbortSignal(signal, await openServerSocket(to, signal));
      const writtenBefore = socket.bytesWritten;
      let isReady = false;
      // before its startup packet is written, postgres.js cannot use a connection again (see failedStream)
      const isRefused = () => !isReady && socket.bytesWritten > writtenBefore;
      const reportLoss = () => {
        if (!isRefused()) caller.onLost();
      };
      socket.once("error", reportLoss);
      socket.once("close", () => {
        reportLoss();
        settle(false);
      });
      onceReady(socket, () => {
        isReady = true;
        settle(true);
      });
      destroyWhenSilent(socket, caller.silenceLimitMs);
      return socket;
    } catch (error) {
      settle(false);
      return failedStream(error);
    }
  }
  return { stream: open(), started };
}

/**
 * Fails in the turn after the next. In the next one postgres.js, which has attached its listeners by then, writes its startup
 * packet; a connection that closes before keeps a dead timer for that write and never sends anything again.
 */
export function failedStream(error: unknown): Duplex {
  const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const fail = () => stream.destroy(error instanceof Error ? error : new Error(String(error)));
  setImmediate(() => setImmediate(fail));
  return stream;
}

function onceReady(socket: Socket, report: () => void): void {
  let tail = Buffer.alloc(0);
  const inspect = (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-READY.length);
    if (!tail.equals(READY)) return;
    socket.off("data", inspect);
    report();
  };
  socket.on("data", inspect);
}

/** A connection can die silently (a sleeping laptop, a lost route), and postgres.js itself would wait forever. */
function destroyWhenSilent(socket: Socket, limitMs: number): void {
  let writtenAtLastRead = socket.bytesWritten;
  let silentSinceMs: number | null = null;
  socket.on("data", () => {
    writtenAtLastRead = socket.bytesWritten;
    silentSinceMs = null;
  });
  const timer = setInterval(() => {
    if (socket.bytesWritten === writtenAtLastRead) return;
    const nowMs = performance.now();
    silentSinceMs ??= nowMs;
    if (nowMs - silentSinceMs < limitMs) return;
    socket.destroy(new DatabaseUnavailableError(`The database sent nothing for ${limitMs} ms`));
  }, SILENCE_CHECK_MS);
  timer.unref();
  socket.once("close", () => clearInterval(timer));
}
