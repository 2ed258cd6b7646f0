import { Encoder, PacketType, type Packet } from "socket.io-parser";
import { hasSharedState, toReplyText } from "../follow/state-text.ts";

/** socket.io's encoder, except that the state in a reply is serialised once for all who receive it. */
export class ReplyEncoder extends Encoder {
  override encode(packet: Packet): ReturnType<Encoder["encode"]> {
    const reply: unknown = packet.type === PacketType.ACK ? packet.data?.[0] : null;
    if (!hasSharedState(reply) || packet.nsp !== "/") return super.encode(packet);
    return [`${PacketType.ACK}${packet.id}[${toReplyText(reply)}]`];
  }
}
