"use client";
import type { ReactNode } from "react";
import { isRunOver } from "@/lib/core/run/run-status";
import type { RunState } from "@/lib/core/run/state";
import type { RoomProgramme } from "@/lib/core/stage/programme";
import type { Headline } from "@/lib/core/words/headline";
import type { LiveStatus } from "@/lib/realtime/protocol/protocol";
import { LivePicture } from "./live-picture";
import { LobbyPicture } from "./lobby-picture";
import { ResultPicture } from "./result-picture";

/** What every picture of the room is drawn from. */
export type RoomScene = {
  readonly state: RunState | null;
  readonly live: LiveStatus | null;
  readonly programme: RoomProgramme;
  /** run time that the picture shows; stands still while it is frozen */
  readonly nowMs: number;
  readonly title: string;
  readonly headline: Headline;
  readonly watching: number;
};

/** Where people join. `qr` fills its container. */
export type RoomDoor = { readonly code: string; readonly host: string; readonly qr: ReactNode };

export type RoomPictureProps = {
  scene: RoomScene;
  door: RoomDoor;
  /** a phone that has joined does not show the door, and sets the picture upright */
  place: "projector" | "phone";
  /** shown in the corner of every picture: the connection, and what the viewer can do */
  foot?: ReactNode;
};

/**
 * What the room sees: the programme's screen, below its cover. One canvas: it fills its container, a CSS size container, and every
 * size in it is in units of the container's smaller side, so that a preview is the same picture.
 */
export function RoomPicture({ scene, door, place, foot }: RoomPictureProps) {
  const { cover, theme } = scene.programme;
  return (
    <div className="room-canvas" data-place={place} data-theme={theme} data-screen={toScreen(scene)}>
      <Screen scene={scene} door={door} place={place} foot={foot} />
      {cover === null ? null : <div className="room-cover" data-cover={cover} />}
    </div>
  );
}

function Screen(props: RoomPictureProps) {
  switch (toScreen(props.scene)) {
    case "lobby":
      return <LobbyPicture {...props} />;
    case "run":
      return <LivePicture {...props} />;
    case "result":
      return <ResultPicture {...props} />;
  }
}

/** A run that has not started shows the door; a result needs a run that has ended. */
function toScreen({ state, programme }: RoomScene): RoomProgramme["screen"] {
  if (state === null || state.startedAt === null) return "lobby";
  return programme.screen === "result" && !(isRunOver(state.status) && state.results) ? "run" : programme.screen;
}
