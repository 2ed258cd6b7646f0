import type { ReactNode } from "react";
import type { RunState } from "@/lib/core/run/state";
import type { RoomProgramme } from "@/lib/core/stage/programme";
import type { Headline } from "@/lib/core/words/headline";
import type { LiveStatus } from "@/lib/realtime/protocol/protocol";
import type { RoomPlace } from "./canvas";

/** What every picture of the room is drawn from. */
export type RoomScene = {
  readonly state: RunState | null;
  readonly live: LiveStatus | null;
  readonly programme: RoomProgramme;
  /** run time that the picture shows; stands still while it is frozen */
  readonly nowMs: number;
  readonly title: string;
  readonly headline: Headline;
  /** null: the page has not joined yet */
  readonly watching: number | null;
  /** the viewer has stopped the picture */
  readonly isPaused: boolean;
  /** the connection is lost: the picture is the last one */
  readonly isStale: boolean;
};

/** Where people join. `qr` fills its container. */
export type RoomDoor = { readonly code: string; readonly host: string; readonly qr: ReactNode };

export type RoomPictureProps = {
  scene: RoomScene;
  /** null: nobody can join, since the page itself cannot follow */
  door: RoomDoor | null;
  /** a phone that has joined does not show the door */
  place: RoomPlace;
  /** below every picture: the connection, and what the viewer can do */
  foot?: ReactNode;
};
