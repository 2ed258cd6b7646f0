import type { RunState } from "@/lib/core/run/state";
import type { RoomPictureProps } from "./scene";

/** The end of the run, in one sentence and its curve. */
export function ResultPicture({ state }: RoomPictureProps & { state: RunState }) {
  return <p>{state.results?.judgement.headline.text}</p>;
}
