import type { Readable } from "node:stream";

/** Time of one turn of the event loop that the outputs of all skills may take together, ms. */
const TURN_MS = 5;
/** read between two looks at the clock: hundreds of short lines, or a part of a long one */
const PIECE_BYTES = 4_096;

/** paused until a later turn, the one that has waited longest first */
const waiting: Readable[] = [];
let leftMs = TURN_MS;
let isTurnEndAwaited = false;

/**
 * Hands a stream's bytes to `take` in small pieces. Output of any amount and of any number of skills leaves the event loop free for
 * everything else: once a turn has taken long enough, the stream is paused and the rest put back, so that it neither ends nor grows
 * meanwhile.
 */
export function readInTurns(stream: Readable, take: (piece: Buffer) => void): void {
  stream.on("data", (chunk: Buffer) => {
    awaitTurnEnd();
    let from = 0;
    while (from < chunk.length && leftMs > 0) {
      const startedMs = performance.now();
      take(chunk.subarray(from, from + PIECE_BYTES));
      from += PIECE_BYTES;
      leftMs -= performance.now() - startedMs;
    }
    if (from >= chunk.length) return;
    stream.pause();
    stream.unshift(chunk.subarray(from));
    waiting.push(stream);
  });
}

function awaitTurnEnd(): void {
  if (isTurnEndAwaited) return;
  isTurnEndAwaited = true;
  setImmediate(() => {
    isTurnEndAwaited = false;
    leftMs = TURN_MS;
    waiting.shift()?.resume();
    if (waiting.length > 0) awaitTurnEnd();
  });
}
