import type { Server, Socket } from "socket.io";
import type { ClientToHub, HubToClient } from "../protocol/protocol.ts";
import type { ViewRole } from "../follow/watched-run.ts";

/** Where a socket is. `code`: the join code that let an audience socket in. */
export type SocketLocation = { readonly role: ViewRole; readonly runId: string | null; readonly code: string | null };

export type SocketData = {
  /** secret of the session cookie that came with the handshake */
  sessionSecret: string | null;
  address: string;
  place: SocketLocation | null;
  /** counts joins, so that a slow one that was overtaken gives up */
  joins: number;
};

type NoServerEvents = { readonly [none in never]: never };
export type HubServer = Server<ClientToHub, HubToClient, NoServerEvents, SocketData>;
export type HubSocket = Socket<ClientToHub, HubToClient, NoServerEvents, SocketData>;

export function runRoom(runId: string, role: ViewRole): string {
  return `run:${runId}:${role}`;
}

/** Audience sockets by the code that let them in: a renewed code finds those of the old one. */
export function codeRoom(code: string): string {
  return `code:${code}`;
}
