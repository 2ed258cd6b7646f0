"use client";
import { useRef } from "react";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { CanvasContext, useCanvasOf } from "../room/canvas";
import { ResultFront } from "../room/result-screen";

/** The picture that ended the run in the room, on the page for reviewers and on paper. */
export function ResultSheet({ state, results, asked }: { state: RunState; results: RunResults; asked: number | null }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useCanvasOf(frame);
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
