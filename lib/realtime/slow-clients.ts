import type { HubSocket } from "./socket-types.ts";

const MAX_BUFFERED_BYTES = 1_000_000;
const MAX_BUFFERED_PACKETS = 400;

type Waiting = { readonly packets: number; readonly bytes: number };

/** Whether so much waits for this client that dropping it is kinder to everybody: it comes back and takes one snapshot. */
export function isTooSlow(waiting: Waiting): boolean {
  return waiting.packets > MAX_BUFFERED_PACKETS || waiting.bytes > MAX_BUFFERED_BYTES;
}

type EngineConnection = {
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly socket?: { readonly bufferedAmount?: number } };
};

/** What has been written to the client and has not left the process. Polling has no WebSocket and buffers packets only. */
export function measureWaiting(socket: HubSocket): Waiting {
  // engine.io tells neither: both fields are private in its types, present in 6.x, and tested here on real sockets
  const { writeBuffer, transport } = socket.conn as unknown as EngineConnection;
  return { packets: writeBuffer.length, bytes: transport.socket?.bufferedAmount ?? 0 };
}
