"use client";
import { useDeferredValue, useEffect, useState, type ReactNode } from "react";
import { createThrottle } from "@/lib/throttle";
import { RoomPicture, type RoomScene } from "../../room/room-picture";

type RoomPreviewProps = { scene: RoomScene; door: { code: string; host: string; qr: ReactNode } };

/** The preview is small: it need not move as often as the room. */
const EVERY_MS = 500;

/** The scene, at most once in EVERY_MS; what the presenter does to the room is seen at once. */
function useSlowScene(scene: RoomScene): RoomScene {
  const [kept, setKept] = useState(scene);
  const [throttle] = useState(() => createThrottle<RoomScene>(EVERY_MS, setKept));
  useEffect(() => throttle.request(scene), [throttle, scene]);
  useEffect(() => throttle.stop, [throttle]);
  return kept.programme === scene.programme ? kept : scene;
}

/** The room's own picture, small. It may lag behind the console's controls, which come first. */
export function RoomPreview({ scene, door }: RoomPreviewProps) {
  const shown = useDeferredValue(useSlowScene(scene));
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
