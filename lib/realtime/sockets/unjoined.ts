import type { Clock } from "../../core/ports/clock.ts";
import type { HubSocket } from "./socket-types.ts";

/** A page joins as soon as it is connected; a socket that has joined nothing for longer only takes up a connection. */
const UNJOINED_MS = 10_000;

/** Closes sockets that have joined nothing for UNJOINED_MS. Our pages connect again when they need to. */
export class UnjoinedSockets {
  readonly #clock: Clock;
  readonly #sinceMs = new WeakMap<HubSocket, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  close(sockets: readonly HubSocket[]): void {
    const nowMs = this.#clock.nowMs();
    for (const socket of sockets) {
      if (socket.data.location !== null) {
        this.#sinceMs.delete(socket);
        continue;
      }
      const sinceMs = this.#sinceMs.get(socket) ?? nowMs;
      this.#sinceMs.set(socket, sinceMs);
      if (nowMs - sinceMs >= UNJOINED_MS) socket.disconnect(true);
    }
  }
}
