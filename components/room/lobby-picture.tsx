"use client";
import { clsx } from "clsx";
import { keepUnits, formatCount } from "@/lib/view/format/format";
import { roomText } from "@/lib/view/text/room";
import type { RoomPictureProps, RoomScene } from "./scene";

/** What the lobby says; `watching` is null while the page does not know it yet. */
export type LobbyScene = Pick<RoomScene, "title" | "headline"> & { readonly watching: number | null };

const LONG_TITLE = 42;
const LONG_HOST = 18;

/** Where people join, as large as the room allows. */
export function LobbyPicture({ scene, door, place, foot }: Omit<RoomPictureProps, "scene"> & { scene: LobbyScene }) {
  const { title, headline, watching } = scene;
  return (
    <div className="room-screen room-lobby">
      <h1 className="room-lobby-title" data-long={title.length > LONG_TITLE || undefined}>
        {title}
      </h1>
      {place === "phone" || door === null ? null : (
        <div className="room-lobby-door">
          <div className="room-lobby-qr">{door.qr}</div>
          <div className="room-lobby-words">
            <span>{roomText.goTo}</span>
            <b data-long={door.host.length > LONG_HOST || undefined}>{`${door.host}/join`}</b>
            <span>{roomText.andEnter}</span>
            <strong>{door.code}</strong>
            {watching === null ? null : <Watching count={watching} />}
          </div>
        </div>
      )}
      {place === "phone" && door !== null && watching !== null ? (
        <p className="room-lobby-in">
          <b>{roomText.joined}</b>
        </p>
      ) : null}
      <p className={clsx("room-lobby-state", door === null && "room-lobby-refused")} data-tone={headline.tone}>
        <b>{keepUnits(headline.title)}</b> <span>{keepUnits(headline.detail)}</span>
      </p>
      {foot}
    </div>
  );
}

/** People joining are seen: the count moves when it grows. */
function Watching({ count }: { count: number }) {
  return (
    <span key={count} className="room-lobby-count">
      {roomText.watching(formatCount(count), count)}
    </span>
  );
}
