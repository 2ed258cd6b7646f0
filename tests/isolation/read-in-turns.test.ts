import { once } from "node:events";
import { PassThrough } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { readInTurns } from "../../lib/isolation/host/read-in-turns.ts";

const CHUNK = Buffer.from(Array.from({ length: 65_536 }, (_, at) => at % 251));

function spin(forMs: number): void {
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs);
}

test("[D1] the outputs of several skills share a turn of the event loop, however much they are", async () => {
  const streams = [new PassThrough(), new PassThrough(), new PassThrough()];
  const taken = new Map<PassThrough, Buffer[]>(streams.map((stream) => [stream, []]));
  let pieces = 0;
  for (const stream of streams) {
    readInTurns(stream, (piece) => {
      spin(1);
      pieces += 1;
      taken.get(stream)?.push(piece);
    });
    stream.end(CHUNK);
  }
  let most = 0;
  while (pieces < 48) {
    const before = pieces;
    await nextTurn();
    most = Math.max(most, pieces - before);
  }
  // 5 ms of pieces that take 1 ms; what a turn has begun counts as its own
  expect(most).toBeLessThanOrEqual(10);
  for (const parts of taken.values()) expect(Buffer.concat(parts).equals(CHUNK)).toBe(true);
});

test("[D1] a stream does not end before all of it has been read", async () => {
  const stream = new PassThrough();
  let bytes = 0;
  readInTurns(stream, (piece) => {
    spin(2);
    bytes += piece.length;
  });
  stream.write(CHUNK);
  stream.end(CHUNK);
  await once(stream, "end");
  expect(bytes).toBe(2 * CHUNK.length);
});
