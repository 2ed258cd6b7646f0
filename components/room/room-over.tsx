"use client";
import { useState, type CSSProperties } from "react";
import type { RoomTimeline } from "@/lib/view/room/lanes";
import { centreWithin, fitHeld, placeTimes, shareOf } from "@/lib/view/room/place-words";
import { roomText } from "@/lib/view/text/room";
import { plotUnits, useCanvas, type CanvasShape } from "./canvas";

/** Sizes of the words along the axis, in units; the style sheet takes them from here. */
const SIZES: { readonly [shape in CanvasShape]: { time: number; now: number; words: number } } = {
  wide: { time: 2.5, now: 2.8, words: 2.8 },
  square: { time: 2.5, now: 2.8, words: 2.7 },
  flat: { time: 3.2, now: 3.3, words: 3.3 },
  upright: { time: 3.2, now: 3.3, words: 3.4 },
};
/** Padding of a pill at both sides, in letters. */
const PILL = 3;

const share = (value: number) => `${(value * 100).toFixed(3)}%`;
/** The sizes for the style sheet. */
export const wordSizes = (shape: CanvasShape): CSSProperties => {
  const { time, now, words } = SIZES[shape];
  return { "--time": time, "--now": now, "--words": words } as CSSProperties;
};
const at = (x: number): CSSProperties => ({ left: share(x) });

/** What is drawn from top to bottom: long holds, opened gates, and the shut gate or the present. */
export function RoomLines({ timeline, say = true }: { timeline: RoomTimeline; say?: boolean }) {
  const { now, gate, releases, blocks } = timeline;
  const canvas = useCanvas();
  const size = { plot: plotUnits(canvas), font: SIZES[canvas.shape].time };
  return (
    <>
      {blocks.map(({ from, to, clock }) => (
        <span key={from} className="room-held" style={{ ...at(from), width: share(to - from) }}>
          {(say ? fitHeld({ held: roomText.held, clock }, to - from, size) : []).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      ))}
      {releases.map(({ x, atMs }) => (
        <span key={atMs} className="room-release" style={at(x)} />
      ))}
      {gate === null ? null : (
        <span className="room-gate" data-paused={gate.isPaused || undefined} style={at(gate.x)} />
      )}
      {now === null || gate !== null ? null : <span className="room-nowline" style={at(now.x)} />}
    </>
  );
}

/** The axis, and the words at the lines. */
export function RoomOver({ timeline }: { timeline: RoomTimeline }) {
  const { now, gate, releases, ticks, ended } = timeline;
  const canvas = useCanvas();
  const plot = plotUnits(canvas);
  const sizes = SIZES[canvas.shape];
  const last = releases.at(-1);
  const words = gate ?? (!ended && last?.text ? { x: last.x, text: last.text } : null);
  const pill = now === null ? null : shareOf(`${now.text}${" ".repeat(PILL)}`, { plot, font: sizes.now });
  const nowX = now === null || pill === null ? null : canvas.shape === "upright" ? centreWithin(now.x, pill) : now.x;
  const taken = nowX === null || pill === null ? null : { x: nowX, width: pill };
  return (
    <div className="room-over" aria-hidden="true">
      {placeTimes(ticks, { plot, font: sizes.time }, taken).map(({ x, text }) => (
        <span key={text} className="room-grid" style={at(x)}>
          {text}
        </span>
      ))}
      {canvas.shape === "upright" ? null : <span className="room-axis-name">{roomText.time}</span>}
      {now === null || nowX === null ? null : (
        <span className="room-now" style={at(nowX)}>
          {now.text}
        </span>
      )}
      {words === null ? null : (
        <span
          className={gate === null ? "room-release-words" : "room-gate-words"}
          style={at(centreWithin(words.x, shareOf(`${words.text}${" ".repeat(PILL)}`, { plot, font: sizes.words })))}
        >
          {words.text}
        </span>
      )}
      {ended ? null : <Sweep atMs={last?.atMs ?? null} />}
    </div>
  );
}

/** The moment of a release: once, and not for a page that opens after it. */
function Sweep({ atMs }: { atMs: number | null }) {
  const [seenMs] = useState(atMs ?? -1);
  return atMs !== null && atMs > seenMs ? <span key={atMs} className="room-sweep" /> : null;
}
