import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Crew } from "../../lib/runner/crew/crew.ts";
import { startProgressSampler } from "../../lib/runner/drive/progress-sampler.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("[F7] changed memory and workers are reported once, even without finished items", () => {
  const crew = { memoryMb: 50 as number | null, workers: 1, news: true };
  const fake = {
    get memoryMb() {
      return crew.memoryMb;
    },
    get workers() {
      return crew.workers;
    },
    settleBusyTime: () => undefined,
    tally: { takeNews: () => crew.news },
  } as unknown as Crew;
  let reported = 0;
  const sampler = startProgressSampler(
    () => [fake],
    () => ({ type: "run.started" }),
    () => void (reported += 1),
  );
  const reportedIn = (change: Partial<typeof crew>): number => {
    Object.assign(crew, change);
    const before = reported;
    vi.advanceTimersByTime(300);
    return reported - before;
  };
  expect(reportedIn({})).toBe(3);
  expect(reportedIn({ news: false })).toBe(0);
  expect(reportedIn({ memoryMb: 60 })).toBe(0);
  expect(reportedIn({ memoryMb: 70 })).toBe(1);
  expect(reportedIn({ workers: 0, memoryMb: null })).toBe(1);
  expect(reportedIn({ workers: 1 })).toBe(1);
  sampler.stop();
});
