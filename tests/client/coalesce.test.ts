import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { coalesce } from "../../lib/client/stream/coalesce.ts";
import { selectConnection } from "../../lib/client/stream/connection.ts";

describe("renders of a busy run", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("[F1] the first is immediate, then at most ten a second, and the last always arrives", () => {
    const seen: number[] = [];
    const renders = coalesce<number>((value) => seen.push(value), 100);
    for (let i = 0; i < 50; i++) {
      renders.push(i);
      vi.advanceTimersByTime(20);
    }
    vi.advanceTimersByTime(1_000);
    expect(seen[0]).toBe(0);
    expect(seen.length).toBeLessThanOrEqual(12);
    expect(seen.at(-1)).toBe(49);
  });
});

describe("the connection state", () => {
  const base = { joined: false, everJoined: true, online: true, lastHeardMs: 1_000, refusal: null, nowMs: 2_000 };

  test("[F4] live, reconnecting, stale and offline", () => {
    expect(selectConnection({ ...base, joined: true })).toEqual({ kind: "live" });
    expect(selectConnection({ ...base, everJoined: false })).toEqual({ kind: "connecting" });
    expect(selectConnection(base)).toEqual({ kind: "reconnecting" });
    expect(selectConnection({ ...base, nowMs: 9_000 })).toEqual({ kind: "stale", sinceMs: 1_000 });
    expect(selectConnection({ ...base, online: false })).toEqual({ kind: "offline", sinceMs: 1_000 });
    expect(selectConnection({ ...base, refusal: { code: "unknown-code", message: "no" } })).toMatchObject({
      kind: "refused",
    });
  });
});
