import type { ReactNode } from "react";
import type { Connection } from "@/lib/client/stream/connection";
import { formatTimeOfDay } from "@/lib/view/format/format";
import { roomText } from "@/lib/view/text/room";

/** Below every picture, always of one height: how the page is connected, or that it is not. */
export function RoomFoot({ connection, children }: { connection: Connection; children: ReactNode }) {
  if (connection.kind !== "stale" && connection.kind !== "offline") return <div className="room-foot">{children}</div>;
  const { sinceMs } = connection;
  const time = sinceMs === null ? null : formatTimeOfDay(new Date(sinceMs));
  return (
    <div className="room-foot room-lost" data-connection={connection.kind}>
      <span>{roomText.lost(time)}</span>
    </div>
  );
}
