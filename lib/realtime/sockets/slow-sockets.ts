import type { Clock } from "../../core/ports/clock.ts";
import type { PollResponses } from "./poll-responses.ts";
import { cutOff, measureQueue } from "./send-queue.ts";
import type { HubSocket } from "./socket-types.ts";

/** Above this a socket gets no frames and no states; it requests the facts that it missed once it has caught up. */
const FULL_BYTES = 128_000;
const CAUGHT_UP_BYTES = FULL_BYTES / 4;
/** Something leaves the queue of a slow client within this time; otherwise the client is stalled. */
const STALL_MS = 8_000;
/** Far more than the frames that fill a queue: only a client that keeps sending requests without reading the answers gets there. */
const MAX_WAITING_PACKETS = 2_000;

/**
 * Bounds what is queued for each socket to FULL_BYTES, one state and one frame. A slow client misses frames meanwhile; only
 * one that takes nothing is cut off, since a slow phone would otherwise be cut off after every join.
 */
export class SlowSockets {
  readonly #clock: Clock;
  readonly #polls: PollResponses;
  readonly #behind = new Set<HubSocket>();
  #cut = 0;
  readonly #moved = new WeakMap<HubSocket, { readonly sent: number; readonly atMs: number }>();

  constructor(clock: Clock, polls: PollResponses) {
    this.#clock = clock;
    this.#polls = polls;
  }

  /** Sockets that miss frames at present. */
  get count(): number {
    return this.#behind.size;
  }

  /** Sockets that were cut off since the start. */
  get cut(): number {
    return this.#cut;
  }

  isFull(socket: HubSocket): boolean {
    return measureQueue(socket, this.#polls).queuedBytes > FULL_BYTES;
  }

  sumQueued(sockets: readonly HubSocket[]): number {
    return sockets.reduce((sum, socket) => sum + measureQueue(socket, this.#polls).queuedBytes, 0);
  }

  /** The ids of the sockets to which a frame must not be sent. `isVolatile`: the frame contains no facts, so nothing is missed. */
  withhold(sockets: readonly HubSocket[], isVolatile: boolean): string[] {
    const full = sockets.filter((socket) => this.isFull(socket));
    if (!isVolatile) for (const socket of full) this.#behind.add(socket);
    return full.map(({ id }) => id);
  }

  /** The sockets that have missed frames and can take some again. */
  takeCaughtUp(): HubSocket[] {
    const caughtUp: HubSocket[] = [];
    for (const socket of this.#behind) {
      if (socket.connected && measureQueue(socket, this.#polls).queuedBytes > CAUGHT_UP_BYTES) continue;
      this.#behind.delete(socket);
      if (socket.connected) caughtUp.push(socket);
    }
    return caughtUp;
  }

  /** Cuts off the sockets whose queue has not moved for STALL_MS, or holds too many short answers. */
  cutStalled(sockets: readonly HubSocket[]): void {
    for (const socket of sockets) {
      if (!this.#isStalled(socket)) continue;
      this.#cut += 1;
      cutOff(socket);
    }
  }

  #isStalled(socket: HubSocket): boolean {
    const { queuedBytes, waitingPackets, sent } = measureQueue(socket, this.#polls);
    if (waitingPackets > MAX_WAITING_PACKETS) return true;
    const nowMs = this.#clock.nowMs();
    const moved = this.#moved.get(socket);
    if (queuedBytes > 0 && moved?.sent === sent) return nowMs - moved.atMs >= STALL_MS;
    this.#moved.set(socket, { sent, atMs: nowMs });
    return false;
  }
}
