"use client";
import type { CSSProperties } from "react";
import type { RoomTimeline } from "@/lib/view/room/lanes";
import { useCanvas } from "./canvas";

const at = (x: number): CSSProperties => ({ left: `${(x * 100).toFixed(3)}%` });

/** What crosses all lanes: the axis, the shut gate, opened gates and long holds. */
export function RoomOver({ timeline }: { timeline: RoomTimeline }) {
  const { now, gate, releases, ticks, blocks, ended } = timeline;
  const last = releases.at(-1);
  return (
    <div className="room-over" aria-hidden="true">
      {ticks
        .filter(({ x }) => now === null || Math.abs(x - now.x) > 0.075)
        .map(({ x, text }) => (
          <span key={text} className="room-grid" style={at(x)}>
            {text}
          </span>
        ))}
      {releases.map(({ x, atMs }) => (
        <span key={atMs} className="room-release" style={at(x)} />
      ))}
      {blocks.map(({ from, to, text }) => (
        <span key={from} className="room-held" style={{ ...at(from), width: `${((to - from) * 100).toFixed(3)}%` }}>
          {text}
        </span>
      ))}
      {now === null ? null : (
        <>
          {gate === null ? (
            <span className="room-nowline" style={at(now.x)} />
          ) : (
            <span className="room-gate" style={at(gate.x)} />
          )}
          <span className="room-now" style={at(now.x)}>
            {now.text}
          </span>
        </>
      )}
      {gate === null ? null : <Words className="room-gate-words" x={gate.x} text={gate.text} letter={1.55} />}
      {gate === null && last?.text ? (
        <Words className="room-release-words" x={last.x} text={last.text} letter={1.3} />
      ) : null}
      {last !== undefined && !ended ? <span key={last.atMs} className="room-sweep" /> : null}
    </div>
  );
}

/** Centred on its line, and moved inwards where it would leave the picture. `letter`: width of one, in units. */
function Words({ className, x, text, letter }: { className: string; x: number; text: string; letter: number }) {
  const { width, unit, shape } = useCanvas();
  const sides = shape === "upright" ? 10 : 29 + 21 + 10.8;
  const half = (text.length * letter) / 2 / Math.max(1, width / unit - sides);
  return (
    <span className={className} style={{ ...at(Math.min(Math.max(x, half), 1 - half)), transform: "translateX(-50%)" }}>
      {text}
    </span>
  );
}
