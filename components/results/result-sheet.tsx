"use client";
import { useRef, type CSSProperties } from "react";
import { useMediaQuery } from "@/lib/client/hooks/use-media-query";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { CanvasContext, useCanvasOf, type RoomPlace } from "../room/canvas";
import { ResultFront } from "../room/result-screen";

/** A phone on its side. */
const LOW = "(max-height: 479px)";

type SheetProps = { state: RunState; results: RunResults; asked: number | null };

/** The picture that ended the run in the room, on the pages for reviewers. */
export function ResultSheet({ className, ...props }: SheetProps & { className: string }) {
  const place = useMediaQuery(LOW) ? "phone" : "projector";
  return <Sheet {...props} place={place} className={className} />;
}

type PaperProps = SheetProps & { size: { readonly width: number; readonly height: number } };

/**
 * The same for paper, whatever the window's size: `size` in px is about that of the sheet. It is laid out out of sight, since
 * nothing is measured any more once printing has begun.
 */
export function PaperSheet({ size: { width, height }, ...props }: PaperProps) {
  return (
    <div className="paper-stage" style={{ "--paper-width": width, "--paper-height": height } as CSSProperties}>
      <Sheet {...props} place="projector" className="paper-picture" />
    </div>
  );
}

function Sheet({ state, results, asked, place, className }: SheetProps & { place: RoomPlace; className: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useCanvasOf(frame, place);
  return (
    <div ref={frame} className={`room-frame ${className}`}>
      <CanvasContext value={canvas}>
        <div className="room-canvas" data-place="page" data-shape={canvas.shape}>
          <div className="room-screen room-result">
            <ResultFront state={state} results={results} whatIf={asked} lit={null} said={null} />
          </div>
        </div>
      </CanvasContext>
    </div>
  );
}
