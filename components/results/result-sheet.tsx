"use client";
import { useRef } from "react";
import { useMediaQuery } from "@/lib/client/hooks/use-media-query";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { CanvasContext, useCanvasOf } from "../room/canvas";
import { ResultFront } from "../room/result-screen";

/** A phone on its side. */
const LOW = "(max-height: 479px)";

/** The picture that ended the run in the room, on the page for reviewers and on paper. */
export function ResultSheet({ state, results, asked }: { state: RunState; results: RunResults; asked: number | null }) {
  const frame = useRef<HTMLDivElement>(null);
  const place = useMediaQuery(LOW) ? "phone" : "projector";
  const canvas = useCanvasOf(frame, place);
  return (
    <div ref={frame} className="room-frame slide-picture">
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
