"use client";
import { clsx } from "clsx";
import type { CSSProperties } from "react";
import { keepUnits, formatCount } from "@/lib/view/format/format";
import { BOLD_EM, fitFont } from "@/lib/view/room/place-words";
import { roomText } from "@/lib/view/text/room";
import { columnsOf, useCanvas } from "./canvas";
import type { RoomPictureProps, RoomScene } from "./scene";

type LobbyScene = Pick<RoomScene, "title" | "headline" | "watching">;

const LONG_HOST = 18;

/** Where people join, as large as the room allows. */
export function LobbyPicture({ scene, door, place, foot }: Omit<RoomPictureProps, "scene"> & { scene: LobbyScene }) {
  const { title, headline, watching } = scene;
  return (
    <div className="room-screen room-lobby">
      <LobbyTitle title={title} />
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

function LobbyTitle({ title }: { title: string }) {
  const canvas = useCanvas();
  const units = canvas.width / canvas.unit - 2 * columnsOf(canvas).pad;
  const [font, lines] = canvas.shape === "upright" ? [7.6, 4] : [6, 2];
  const style = { "--size": fitFont(title, { font, lines, units, letterEm: BOLD_EM }) } as CSSProperties;
  return (
    <h1 className="room-lobby-title" style={style}>
      {title}
    </h1>
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
