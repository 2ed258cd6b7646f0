import type { Server, Socket } from "socket.io";
import type { Actor } from "../../core/run/actor.ts";
import type { ConsoleName } from "../../core/stage/programme.ts";
import type { ClientToHub, HubToClient } from "../protocol/protocol.ts";
import type { ViewRole } from "../follow/watched-run.ts";

export type SocketLocation = {
  readonly role: ViewRole;
  readonly runId: string | null;
  /** the join code of an audience socket */
  readonly code: string | null;
  /** the run that was announced to the page when its stage moved */
  readonly announcedRunId?: string | null;
  /** an audience socket gets no frames while the presenter has frozen the picture */
  readonly frozen: boolean;
  /** a presenter's tab, which may drive; null for the audience and for reviewers */
  readonly console: (ConsoleName & { readonly actor: Actor }) | null;
};

export type SocketData = {
  /** secret of the session cookie that came with the handshake */
  sessionSecret: string | null;
  address: string;
  location: SocketLocation | null;
  /** counts join requests, so that a slow one can detect a later one and give up */
  joins: number;
  /** the code with which the socket joined, if it has been replaced since: sending it again is not a guess */
  replacedCode: string | null;
  wrongCodes: number;
};

type NoServerEvents = { readonly [none in never]: never };
export type HubServer = Server<ClientToHub, HubToClient, NoServerEvents, SocketData>;
export type HubSocket = Socket<ClientToHub, HubToClient, NoServerEvents, SocketData>;

export function runRoom(runId: string, role: ViewRole): string {
  return `run:${runId}:${role}`;
}

/** The room of the audience sockets of a run whose picture is frozen. */
export function frozenRoom(runId: string): string {
  return `run:${runId}:frozen`;
}

/** The room of all audience sockets that joined with a code, so that renewing the code reaches them. */
export function codeRoom(code: string): string {
  return `code:${code}`;
}
