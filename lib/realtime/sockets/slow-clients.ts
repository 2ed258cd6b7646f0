import type { HubSocket } from "./socket-types.ts";

const MAX_BUFFERED_BYTES = 1_000_000;
const MAX_BUFFERED_PACKETS = 400;

type Buffered = { readonly packets: number; readonly bytes: number };

/** Whether the send buffer is so full that the client should be dropped; it reconnects and receives one snapshot. */
export function isTooSlow(buffered: Buffered): boolean {
  return buffered.packets > MAX_BUFFERED_PACKETS || buffered.bytes > MAX_BUFFERED_BYTES;
}

type EngineConnection = {
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; terminate(): void } };
  close(discard: boolean): void;
};

/** Missing from engine.io's types but present in 6.x, and tested on real sockets. Polling has no WebSocket. */
function engineOf(socket: HubSocket): EngineConnection {
  return socket.conn as unknown as EngineConnection;
}

/** Data written to the client that has not left the process yet. */
export function measureBuffered(socket: HubSocket): Buffered {
  const { writeBuffer, transport } = engineOf(socket);
  return { packets: writeBuffer.length, bytes: transport.socket?.bufferedAmount ?? 0 };
}

/** Terminates the connection; a graceful close would first wait for the client to read its buffer. */
export function cutOff(socket: HubSocket): void {
  const engine = engineOf(socket);
  engine.close(true);
  engine.transport.socket?.terminate();
}
