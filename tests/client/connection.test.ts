import { describe, expect, test } from "vitest";
import { selectConnection } from "../../lib/client/stream/connection.ts";

describe("the connection state", () => {
  const heard = { everJoined: true, online: true, lastHeardMs: 1_000, nowMs: 2_000 };
  const base = { ...heard, joined: false, refusal: null, waiting: null };

  test("[F4] live, reconnecting, stale and offline", () => {
    expect(selectConnection({ ...base, joined: true })).toEqual({ kind: "live" });
    expect(selectConnection({ ...base, everJoined: false })).toEqual({ kind: "connecting" });
    expect(selectConnection(base)).toEqual({ kind: "reconnecting" });
    expect(selectConnection({ ...base, nowMs: 9_000 })).toEqual({ kind: "stale", sinceMs: 1_000 });
    expect(selectConnection({ ...base, online: false })).toEqual({ kind: "offline", sinceMs: 1_000 });
    expect(selectConnection({ ...base, waiting: { message: "full" } })).toEqual({ kind: "waiting", message: "full" });
    expect(selectConnection({ ...base, refusal: { code: "unknown-code", message: "no" } })).toMatchObject({
      kind: "refused",
    });
  });
});
