import { type Encoder, PacketType, type Packet } from "socket.io-parser";
import type { ViewRole } from "../follow/watched-run.ts";
import type { HubSocket } from "./socket-types.ts";

export type SocketRole = "presenter" | "reviewer" | "audience" | "unjoined";
export type RefusalReason = "origin" | "full" | "database";

/** What the hub has done since its start. */
export type HubTraffic = {
  readonly framesSent: { readonly [role in ViewRole]: number };
  /** of packets, without what their transport adds */
  readonly frameBytesSent: { readonly [role in ViewRole]: number };
  readonly replyBytesSent: number;
  readonly framesWithheld: number;
  readonly refused: { readonly [reason in RefusalReason]: number };
};

/** Counts what the hub sends: a few additions a frame, whatever the number of sockets, as each frame is encoded once for all. */
export class Traffic {
  #encodedBytes = 0;
  readonly #framesSent = { presenter: 0, audience: 0 };
  readonly #frameBytesSent = { presenter: 0, audience: 0 };
  readonly #refused = { origin: 0, full: 0, database: 0 };
  #replyBytesSent = 0;
  #framesWithheld = 0;

  /** The packet that was encoded last; a reply has one receiver. */
  noteEncoded(type: PacketType, bytes: number): void {
    this.#encodedBytes = bytes;
    if (type === PacketType.ACK) this.#replyBytesSent += bytes;
  }

  /** Call right after a frame was emitted. */
  noteFrame(role: ViewRole, receivers: number, withheld: number): void {
    this.#framesSent[role] += receivers;
    this.#frameBytesSent[role] += receivers * this.#encodedBytes;
    this.#framesWithheld += withheld;
  }

  noteRefused(reason: RefusalReason): void {
    this.#refused[reason] += 1;
  }

  read(): HubTraffic {
    return {
      framesSent: { ...this.#framesSent },
      frameBytesSent: { ...this.#frameBytesSent },
      replyBytesSent: this.#replyBytesSent,
      framesWithheld: this.#framesWithheld,
      refused: { ...this.#refused },
    };
  }
}

/** The same encoder; the size of each packet is counted once. */
export function countingEncoder(Base: typeof Encoder, traffic: Traffic): typeof Encoder {
  return class extends Base {
    override encode(packet: Packet): ReturnType<Encoder["encode"]> {
      const encoded = super.encode(packet);
      traffic.noteEncoded(packet.type, Buffer.byteLength(String(encoded[0])));
      return encoded;
    }
  };
}

export function countByRole(sockets: readonly HubSocket[]): { readonly [role in SocketRole]: number } {
  const counts = { presenter: 0, reviewer: 0, audience: 0, unjoined: 0 };
  for (const { data } of sockets) counts[roleOf(data.location)] += 1;
  return counts;
}

/** Only a presenter's tab has a console. */
function roleOf(location: HubSocket["data"]["location"]): SocketRole {
  if (location === null) return "unjoined";
  if (location.role === "audience") return "audience";
  return location.console === null ? "reviewer" : "presenter";
}
