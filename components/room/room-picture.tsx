"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import type { RunState } from "@/lib/core/run/state";
import { LivePicture } from "./live-picture";
import { LobbyPicture } from "./lobby-picture";
import { RoomCanvas } from "./room-canvas";
import { ResultPicture } from "./result-picture";
import type { RoomPictureProps, RoomScene } from "./scene";

export type { RoomDoor, RoomPictureProps, RoomScene } from "./scene";

/** What the room sees: the programme's screen, below its cover. */
export function RoomPicture({ foot = <div className="room-foot" />, ...rest }: RoomPictureProps) {
  const { scene, place } = rest;
  const props = { ...rest, foot };
  const screen = toScreen(scene);
  return (
    <RoomCanvas look={scene.programme} place={place} screen={screen.name}>
      {screen.name === "lobby" ? <LobbyPicture {...props} /> : null}
      {screen.name === "run" ? <LivePicture key={screen.state.runId} {...props} state={screen.state} /> : null}
      {screen.name === "result" ? <ResultPicture {...props} state={screen.state} /> : null}
    </RoomCanvas>
  );
}

type Screen = { readonly name: "lobby" } | { readonly name: "run" | "result"; readonly state: RunState };

/** A run that has not started shows the door; a result needs a run that has ended. */
function toScreen({ state, programme }: RoomScene): Screen {
  if (state === null || state.startedAt === null || programme.screen === "lobby") return { name: "lobby" };
  const hasResult = isRunOver(state.status) && state.results !== null;
  return { name: programme.screen === "result" && hasResult ? "result" : "run", state };
}
