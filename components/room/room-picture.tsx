"use client";
import { clsx } from "clsx";
import { useRef, type ReactNode } from "react";
import { isRunOver } from "@/lib/core/run/run-status";
import type { RunState } from "@/lib/core/run/state";
import type { RoomProgramme } from "@/lib/core/stage/programme";
import type { Headline } from "@/lib/core/words/headline";
import type { LiveStatus } from "@/lib/realtime/protocol/protocol";
import { CanvasContext, useCanvasOf } from "./canvas";
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
  /** the viewer has stopped the picture */
  readonly isPaused: boolean;
  /** the connection is lost: the picture is the last one */
  readonly isStale: boolean;
};

/** Where people join. `qr` fills its container. */
export type RoomDoor = { readonly code: string; readonly host: string; readonly qr: ReactNode };

export type RoomPictureProps = {
  scene: RoomScene;
  door: RoomDoor;
  /** a phone that has joined does not show the door */
  place: "projector" | "phone";
  /** below every picture: the connection, and what the viewer can do */
  foot?: ReactNode;
};

/**
 * What the room sees: the programme's screen, below its cover. One canvas: it fills its container, and every size in it is in units
 * of the canvas's smaller side, so that a preview is the same picture.
 */
export function RoomPicture(props: RoomPictureProps) {
  const { scene, place } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useCanvasOf(frame);
  const { cover, theme } = scene.programme;
  const screen = toScreen(scene);
  return (
    <div ref={frame} className="room-frame">
      <CanvasContext value={canvas}>
        <div
          className={clsx("room-canvas", theme)}
          data-place={place}
          data-shape={canvas.shape}
          data-screen={screen.name}
        >
          {screen.name === "lobby" ? <LobbyPicture {...props} /> : null}
          {screen.name === "run" ? <LivePicture {...props} state={screen.state} /> : null}
          {screen.name === "result" ? <ResultPicture {...props} state={screen.state} /> : null}
          {cover === null ? null : <div className="room-cover" data-cover={cover} />}
        </div>
      </CanvasContext>
    </div>
  );
}

type Screen = { readonly name: "lobby" } | { readonly name: "run" | "result"; readonly state: RunState };

/** A run that has not started shows the door; a result needs a run that has ended. */
function toScreen({ state, programme }: RoomScene): Screen {
  if (state === null || state.startedAt === null || programme.screen === "lobby") return { name: "lobby" };
  const hasResult = isRunOver(state.status) && state.results !== null;
  return { name: programme.screen === "result" && hasResult ? "result" : "run", state };
}
