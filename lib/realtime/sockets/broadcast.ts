import type { Broadcast } from "../follow/watched-run.ts";
import type { SlowSockets } from "./slow-sockets.ts";
import { runRoom, type HubServer, type HubSocket } from "./socket-types.ts";
import type { Traffic } from "./traffic.ts";

/** Sends a frame to the room of a run and role, without its slow sockets, and counts it. */
export function createBroadcast(io: HubServer, slow: SlowSockets, traffic: Traffic): Broadcast {
  return (runId, role, frame, { volatile }) => {
    const room = runRoom(runId, role);
    const members = socketsIn(io, room);
    const withheld = slow.withhold(members, volatile);
    const count = countReceivers(members, withheld, volatile);
    const receivers = io.to(room).except(withheld);
    (volatile ? receivers.volatile : receivers).emit("frame", frame);
    traffic.noteFrame(role, count, withheld.length);
  };
}

function socketsIn(io: HubServer, room: string): HubSocket[] {
  const { sockets, adapter } = io.sockets;
  return [...(adapter.rooms.get(room) ?? [])].flatMap((id) => sockets.get(id) ?? []);
}

/** socket.io drops a volatile frame for a socket that is just sending. */
function countReceivers(sockets: readonly HubSocket[], withheld: readonly string[], isVolatile: boolean): number {
  if (!isVolatile) return sockets.length - withheld.length;
  const full = new Set(withheld);
  return sockets.filter(({ id, conn }) => !full.has(id) && conn.transport.writable).length;
}
