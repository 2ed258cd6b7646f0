import type { Socket as NetSocket } from "node:net";
import type { HubSocket } from "./socket-types.ts";

/** `sent` only serves comparison: it changes when the client's side has taken something. */
export type SendQueue = { readonly queuedBytes: number; readonly waitingPackets: number; readonly sent: number };

/** What polling keeps outside of engine.io, by connection. */
type Polls = { unsentBytes(id: string): number; sentBytes(id: string): number };

type NetHandle = { readonly writeQueueSize?: number };
type WebSocket = { readonly bufferedAmount: number; readonly _socket?: NetSocket; terminate(): void };
type EngineConnection = {
  readonly id: string;
  readonly writeBuffer: readonly { readonly data?: string | Buffer }[];
  readonly transport: { readonly socket?: WebSocket };
  close(discard: boolean): void;
};

/** Missing from engine.io's types but present in 6.x, and tested on real sockets. Polling has no WebSocket. */
function engineOf(socket: HubSocket): EngineConnection {
  return socket.conn as unknown as EngineConnection;
}

/** What was written to the client and has not left the process: packets of engine.io, then bytes of its transport. */
export function measureQueue(socket: HubSocket, polls: Polls): SendQueue {
  const { id, writeBuffer, transport } = engineOf(socket);
  const packetBytes = writeBuffer.reduce((sum, { data = "" }) => sum + Buffer.byteLength(data), 0);
  const waitingPackets = writeBuffer.length;
  const webSocket = transport.socket;
  if (webSocket === undefined)
    return { queuedBytes: packetBytes + polls.unsentBytes(id), waitingPackets, sent: polls.sentBytes(id) };
  return { queuedBytes: packetBytes + webSocket.bufferedAmount, waitingPackets, sent: countSent(webSocket._socket) };
}

/** Bytes that have left the process. Node counts a chunk only once all of it has; its handle knows the part that waits. */
export function countSent(socket: NetSocket | null | undefined): number {
  if (!socket) return 0;
  const handle = (socket as unknown as { readonly _handle: NetHandle | null })._handle;
  return socket.bytesWritten - socket.writableLength - (handle?.writeQueueSize ?? 0);
}

/** Terminates the connection; a graceful close would first wait for the client to read its queue. */
export function cutOff(socket: HubSocket): void {
  const engine = engineOf(socket);
  engine.close(true);
  engine.transport.socket?.terminate();
}
