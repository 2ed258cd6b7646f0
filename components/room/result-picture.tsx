import type { RoomPictureProps } from "./room-picture";

/** The end of the run, in one sentence and its curve. */
export function ResultPicture({ scene }: RoomPictureProps) {
  return <p>{scene.state?.results?.judgement.headline.text}</p>;
}
