import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createThrottle } from "../lib/throttle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("[F1] the first request runs at once, then at most one per interval, the last always", () => {
  const seen: number[] = [];
  const throttle = createThrottle<number>(100, (value) => seen.push(value));
  for (let i = 0; i < 50; i++) {
    throttle.request(i);
    vi.advanceTimersByTime(20);
  }
  vi.advanceTimersByTime(1_000);
  expect(seen[0]).toBe(0);
  expect(seen.length).toBeLessThanOrEqual(12);
  expect(seen.length).toBeGreaterThanOrEqual(10);
  expect(seen.at(-1)).toBe(49);
});

test("[F1] a request during a run waits for the next interval, and after a quiet interval nothing is pending", () => {
  const atMs: number[] = [];
  const throttle = createThrottle(100, () => {
    atMs.push(performance.now());
    if (atMs.length === 1) throttle.request();
  });
  const startMs = performance.now();
  throttle.request();
  vi.advanceTimersByTime(300);
  throttle.request();
  expect(atMs.map((ms) => ms - startMs)).toEqual([0, 100, 300]);
});

test("[F1] a pending value is dropped on stop", () => {
  const seen: number[] = [];
  const throttle = createThrottle<number>(100, (value) => seen.push(value));
  throttle.request(1);
  throttle.request(2);
  throttle.stop();
  vi.advanceTimersByTime(1_000);
  expect(seen).toEqual([1]);
});
