import { randomUUID } from "node:crypto";
import { LIVE_PROTOCOL } from "../../lib/realtime/protocol/protocol.ts";
import { io, type Socket } from "socket.io-client";
import type { ClientToHub, Frame, HubToClient, JoinReply } from "../../lib/realtime/protocol/protocol.ts";

export type LiveClient = Socket<HubToClient, ClientToHub>;
type Joined = Extract<JoinReply, { ok: true }>;

/** Exchanges the key for a session cookie, as a Cookie header. */
export async function signIn(origin: string, key: string): Promise<string> {
  const response = await fetch(`${origin}/api/session`, {
    method: "POST",
    headers: { Origin: origin },
    body: JSON.stringify({ key }),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (response.status !== 204 || cookie === undefined) throw new Error(`Signing in failed with ${response.status}`);
  return cookie;
}

export type ConnectOptions = {
  readonly cookie?: string;
  readonly transports?: readonly ("websocket" | "polling")[];
  readonly from?: string;
};

export function connect(
  origin: string,
  { cookie, transports = ["websocket"], from = origin }: ConnectOptions = {},
): LiveClient {
  const extraHeaders = { Origin: from, ...(cookie === undefined ? {} : { Cookie: cookie }) };
  return io(origin, { transports: [...transports], extraHeaders, forceNew: true, reconnection: false });
}

/** Joins and passes on every frame; throws when the hub refuses. */
export async function join(
  client: LiveClient,
  as: { runId: string } | { code: string },
  onFrame: (frame: Frame) => void,
): Promise<Joined> {
  client.on("frame", onFrame);
  const request =
    "runId" in as
      ? ({
          protocol: LIVE_PROTOCOL,
          as: "presenter",
          console: { id: randomUUID(), name: "a test" },
          fresh: true,
          ...as,
        } as const)
      : ({ protocol: LIVE_PROTOCOL, as: "audience", ...as } as const);
  const reply = await client.timeout(10_000).emitWithAck("join", request);
  if (!reply.ok) throw new Error(`The hub refuses: ${reply.error.message}`);
  return reply;
}
