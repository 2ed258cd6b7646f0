import { describe, expect, test } from "vitest";
import { selectConnection } from "../../lib/client/stream/connection.ts";

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
