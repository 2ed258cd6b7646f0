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
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; terminate(): void } };
  close(discard: boolean): void;
};

/** engine.io hides these in its types; they are there in 6.x, and tested on real sockets. Polling has no WebSocket. */
function engineOf(socket: HubSocket): EngineConnection {
  return socket.conn as unknown as EngineConnection;
}

/** What has been written to the client and has not left the process. */
export function measureWaiting(socket: HubSocket): Waiting {
  const { writeBuffer, transport } = engineOf(socket);
  return { packets: writeBuffer.length, bytes: transport.socket?.bufferedAmount ?? 0 };
}

/** At once: an orderly close would first wait for everything that the client does not take. */
export function cutOff(socket: HubSocket): void {
  const engine = engineOf(socket);
  engine.close(true);
  engine.transport.socket?.terminate();
}
