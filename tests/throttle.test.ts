import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createThrottle } from "../lib/throttle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("[F1] the first comes at once, then at most one an interval, the last always", () => {
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

test("[F1] a request within a run waits for the next interval, and after a quiet one nothing waits", () => {
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

test("[F1] what waits when it is stopped is dropped", () => {
  const seen: number[] = [];
  const throttle = createThrottle<number>(100, (value) => seen.push(value));
  throttle.request(1);
  throttle.request(2);
  throttle.stop();
  vi.advanceTimersByTime(1_000);
  expect(seen).toEqual([1]);
});
