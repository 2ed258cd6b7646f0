import type { RoomPictureProps } from "./room-picture";

/** The run as it happens. */
export function LivePicture({ scene }: RoomPictureProps) {
  return <p>{scene.headline.title}</p>;
}
