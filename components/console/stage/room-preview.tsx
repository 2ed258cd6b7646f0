"use client";
import { useDeferredValue, type ReactNode } from "react";
import { RoomPicture, type RoomScene } from "../../room/room-picture";

type RoomPreviewProps = { scene: RoomScene; door: { code: string; host: string; qr: ReactNode } };

/** The room's own picture, small. It may lag behind the console's controls, which come first. */
export function RoomPreview({ scene, door }: RoomPreviewProps) {
  const shown = useDeferredValue(scene);
  return (
    <div
      aria-hidden="true"
      inert
      className="room-preview pointer-events-none relative aspect-video w-full min-w-0 self-start overflow-hidden short:flex-1 rounded-lg border border-line"
    >
      <div className="absolute inset-0">
        <RoomPicture scene={shown} door={door} place="projector" />
      </div>
    </div>
  );
}
