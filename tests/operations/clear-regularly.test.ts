import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Cleared } from "../../lib/core/ports/storage.ts";
import { clearRegularly } from "../../lib/operations/storage/clear-regularly.ts";

const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("[O5] clearing continues soon while something is left, then hourly, also after a failure", async () => {
  const outcomes: (Cleared | Error)[] = [
    { grants: 5_000, commands: 0, inputs: 0 },
    { grants: 0, commands: 0, inputs: 0 },
    new Error("no database"),
    { grants: 0, commands: 1, inputs: 0 },
  ];
  const clear = vi.fn(async () => {
    const outcome = outcomes.shift();
    if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error("called too often");
    return outcome;
  });
  const onCleared = vi.fn();
  const onFailed = vi.fn();
  const stop = clearRegularly({ storage: { clear }, onCleared, onFailed });
  await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
  expect(clear).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(1 + MINUTE_MS);
  expect(clear).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
  expect(onFailed).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
  expect(onCleared.mock.calls).toEqual([
    [{ grants: 5_000, commands: 0, inputs: 0 }],
    [{ grants: 0, commands: 1, inputs: 0 }],
  ]);
  stop();
  await vi.advanceTimersByTimeAsync(120 * MINUTE_MS);
  expect(clear).toHaveBeenCalledTimes(4);
});
