import { expect, test } from "vitest";
import { computeQueueWait, type FreeSlots } from "../../../lib/core/run/queue-wait.ts";
import { describeQueueWait, describeQueueWaitToAudience } from "../../../lib/core/words/describe-queue.ts";

const lines = (free: FreeSlots, ahead: number): string[] => {
  const wait = computeQueueWait(free, ahead);
  return [describeQueueWait(wait), describeQueueWaitToAudience(wait)].map(({ title, detail }) => `${title}: ${detail}`);
};

test("[A1] a queued run says why it waits, to its presenter and to the audience", () => {
  expect(lines(null, 0)).toEqual([
    "No runner is running: the run starts as soon as one does",
    "Starting soon: the run appears here as soon as it begins",
  ]);
  expect(lines(null, 2)[0]).toBe("No runner is running: the run starts as soon as one does; position 3 in the queue");
  expect(lines(0, 0)).toEqual([
    "Waiting for a free slot: position 1 in the queue; all runners are busy",
    "Starting soon: the run appears here as soon as it begins",
  ]);
  expect(lines(1, 2)).toEqual([
    "Waiting for a free slot: position 3 in the queue; all runners are busy",
    "Starting soon: 2 runs first, then this one",
  ]);
  expect(lines(0, 1)[1]).toBe("Starting soon: 1 run first, then this one");
  expect(lines(3, 2)).toEqual(["Starting: a runner is about to take the run", "Starting: just a moment"]);
  expect(lines("unknown", 1)[0]).toBe(
    "Waiting for a runner: the run starts as soon as one is free; position 2 in the queue",
  );
  expect(describeQueueWait(null).title).toBe("Waiting for a runner");
});
