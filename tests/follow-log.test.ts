import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RunEvent } from "../lib/core/run/events.ts";
import { followLog } from "../lib/follow-log.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const actor = { role: "runner", name: "test" } as const;
const eventAt = (seq: number): RunEvent => ({
  type: "run.started",
  seq,
  atMs: seq,
  at: "2026-01-01T00:00:00.000Z",
  actor,
});

function follow(read: (afterSeq: number) => Promise<RunEvent[]>) {
  const seen: number[] = [];
  const faults: unknown[] = [];
  const follower = followLog({
    log: { read: (_, afterSeq) => read(afterSeq) },
    runId: "run_test",
    afterSeq: 2,
    onEvents: (events) => seen.push(...events.map(({ seq }) => seq)),
    onFault: (error) => faults.push(error),
  });
  return { follower, seen, faults };
}

test("[F1] every event is delivered once and in order, although the log returns some twice and notices overlap", async () => {
  const { follower, seen } = follow(async (afterSeq) => [afterSeq - 1, afterSeq, afterSeq + 1].map(eventAt));
  follower.notice(2);
  follower.notice(5);
  follower.notice(4);
  await vi.advanceTimersByTimeAsync(0);
  follower.notice(5);
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual([3, 4, 5]);
});

test("[F4] an unreadable log is reported once, and reading is retried until it succeeds", async () => {
  let reads = 0;
  const { follower, seen, faults } = follow(async (afterSeq) => {
    reads += 1;
    if (reads <= 3) throw new Error("away");
    return afterSeq < 3 ? [eventAt(3)] : [];
  });
  follower.notice();
  await vi.advanceTimersByTimeAsync(249);
  follower.notice();
  expect([reads, faults.length]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect({ seen, reads, faults: faults.length }).toEqual({ seen: [3], reads: 4, faults: 1 });
});

test("[F1] after it is closed nothing is delivered, not even events being read", async () => {
  const { follower, seen } = follow(async (afterSeq) => [eventAt(afterSeq + 1)]);
  follower.notice();
  follower.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(seen).toEqual([]);
});
