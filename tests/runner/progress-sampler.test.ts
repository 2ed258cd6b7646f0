import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Crew } from "../../lib/runner/crew/crew.ts";
import { startProgressSampler } from "../../lib/runner/drive/progress-sampler.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("[F7] changed memory and workers are reported once, even without finished items", () => {
  const crew = { memoryMb: 50 as number | null, workers: 1, progressed: true };
  const fake = {
    get memoryMb() {
      return crew.memoryMb;
    },
    get workers() {
      return crew.workers;
    },
    settleBusyTime: () => undefined,
    tally: { takeProgressed: () => crew.progressed },
  } as unknown as Crew;
  let recorded = 0;
  const sampler = startProgressSampler(
    () => [fake],
    () => ({ type: "run.started" }),
    () => void (recorded += 1),
  );
  const recordedIn = (change: Partial<typeof crew>): number => {
    Object.assign(crew, change);
    const before = recorded;
    vi.advanceTimersByTime(300);
    return recorded - before;
  };
  expect(recordedIn({})).toBe(3);
  expect(recordedIn({ progressed: false })).toBe(0);
  expect(recordedIn({ memoryMb: 60 })).toBe(0);
  expect(recordedIn({ memoryMb: 70 })).toBe(1);
  expect(recordedIn({ workers: 0, memoryMb: null })).toBe(1);
  expect(recordedIn({ workers: 1 })).toBe(1);
  sampler.stop();
});
