"use client";
import { keepUnits, formatCount } from "@/lib/view/format/format";
import { roomText } from "@/lib/view/text/room";
import type { RoomPictureProps } from "./room-picture";

/** Where people join, as large as the room allows. */
export function LobbyPicture({ scene, door, place, foot }: RoomPictureProps) {
  const { title, headline, watching } = scene;
  return (
    <div className="room-screen room-lobby">
      <h1 className="room-lobby-title">{title}</h1>
      {place === "phone" ? (
        <p className="room-lobby-in">{roomText.joined}</p>
      ) : (
        <div className="room-lobby-door">
          <div className="room-lobby-qr">{door.qr}</div>
          <div className="room-lobby-words">
            <span>{roomText.goTo}</span>
            <b>{`${door.host}/join`}</b>
            <span>{roomText.andEnter}</span>
            <strong>{door.code}</strong>
            <span className="room-lobby-count">{roomText.watching(formatCount(watching), watching)}</span>
          </div>
        </div>
      )}
      <p className="room-lobby-state">
        <b>{keepUnits(headline.title)}</b> {keepUnits(headline.detail)}
      </p>
      {foot}
    </div>
  );
}
