import { formatCount } from "@/lib/view/format/format";
import { roomText } from "@/lib/view/text/room";
import type { RoomPlace } from "./canvas";
import type { RoomDoor as Door } from "./scene";

/** For latecomers, small, in every picture; a phone is in already. */
export function RoomDoor({ door, place, watching }: { door: Door | null; place: RoomPlace; watching: number | null }) {
  if (place === "phone" || door === null) return null;
  return (
    <div className="room-door">
      <div className="room-door-qr">{door.qr}</div>
      <span className="room-door-code">{door.code}</span>
      {watching === null ? null : <span>{roomText.watching(formatCount(watching), watching)}</span>}
    </div>
  );
}
