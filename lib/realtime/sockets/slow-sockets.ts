import type { Clock } from "../../core/ports/clock.ts";
import type { PollResponses } from "./poll-responses.ts";
import { cutOff, measureQueue } from "./send-queue.ts";
import type { HubSocket } from "./socket-types.ts";

/** Above this a socket gets no frames and no states: it has missed facts then, and asks for them once it has caught up. */
const FULL_BYTES = 128_000;
const CAUGHT_UP_BYTES = FULL_BYTES / 4;
/** Of a queue that belongs to a slow client, something leaves within this time. */
const STALL_MS = 8_000;
/** Far more than the frames that fill a queue: only a client that asks on and on without reading gets so many answers. */
const MAX_WAITING_PACKETS = 2_000;

/**
 * Bounds what is queued for each socket to FULL_BYTES, one state and one frame. A slow one misses frames meanwhile; only one
 * that takes nothing is cut off, so that a slow phone is not cut, joins, and is cut again.
 */
export class SlowSockets {
  readonly #clock: Clock;
  readonly #polls: PollResponses;
  readonly #behind = new Set<HubSocket>();
  readonly #moved = new WeakMap<HubSocket, { readonly sent: number; readonly atMs: number }>();

  constructor(clock: Clock, polls: PollResponses) {
    this.#clock = clock;
    this.#polls = polls;
  }

  isFull(socket: HubSocket): boolean {
    return measureQueue(socket, this.#polls).queuedBytes > FULL_BYTES;
  }

  sumQueued(sockets: readonly HubSocket[]): number {
    return sockets.reduce((sum, socket) => sum + measureQueue(socket, this.#polls).queuedBytes, 0);
  }

  /** The ids of those that a frame must not be sent to. `isVolatile`: they miss nothing by that. */
  withhold(sockets: readonly HubSocket[], isVolatile: boolean): string[] {
    const full = sockets.filter((socket) => this.isFull(socket));
    if (!isVolatile) for (const socket of full) this.#behind.add(socket);
    return full.map(({ id }) => id);
  }

  /** Those that have missed frames and can take some again. */
  takeCaughtUp(): HubSocket[] {
    const caughtUp: HubSocket[] = [];
    for (const socket of this.#behind) {
      if (socket.connected && measureQueue(socket, this.#polls).queuedBytes > CAUGHT_UP_BYTES) continue;
      this.#behind.delete(socket);
      if (socket.connected) caughtUp.push(socket);
    }
    return caughtUp;
  }

  /** Cuts off those whose queue has not moved for STALL_MS, or has grown by short answers without end. */
  cutStalled(sockets: readonly HubSocket[]): void {
    for (const socket of sockets) if (this.#isStalled(socket)) cutOff(socket);
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
