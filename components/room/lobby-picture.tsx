import type { RoomPictureProps } from "./room-picture";

/** Where people join, as large as the room allows. */
export function LobbyPicture({ scene, door }: RoomPictureProps) {
  return (
    <div className="room-lobby">
      <h1>{scene.title}</h1>
      <div>{door.qr}</div>
      <p>{door.code}</p>
    </div>
  );
}
