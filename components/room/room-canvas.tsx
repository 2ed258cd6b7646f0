"use client";
import { clsx } from "clsx";
import { useRef, type CSSProperties, type ReactNode } from "react";
import type { RoomProgramme } from "@/lib/core/stage/programme";
import { CanvasContext, columnsOf, useCanvasOf, type RoomPlace } from "./canvas";

type RoomCanvasProps = {
  look: Pick<RoomProgramme, "theme" | "cover">;
  place: RoomPlace;
  screen: string;
  children: ReactNode;
};

/** Fills its container; every size within is in units of the canvas's smaller side, so that a preview is the same picture. */
export function RoomCanvas({ look: { theme, cover }, place, screen, children }: RoomCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useCanvasOf(frame, place);
  const { pad, name, figure } = columnsOf(canvas);
  return (
    <div ref={frame} className="room-frame">
      <CanvasContext value={canvas}>
        <div
          className={clsx("room-canvas", theme)}
          data-place={place}
          data-shape={canvas.shape}
          data-screen={screen}
          style={{ "--pad": pad, "--name": name, "--figure": figure } as CSSProperties}
        >
          {children}
          {cover === null ? null : <div className="room-cover" data-cover={cover} />}
        </div>
      </CanvasContext>
    </div>
  );
}
