"use client";
import { clsx } from "clsx";
import { Hourglass } from "lucide-react";
import type { CSSProperties } from "react";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { RoomLane, RoomTimeline } from "@/lib/view/room/lanes";
import { ShapeMark } from "../parts/shape-mark";
import { RoomOver } from "./room-over";

const MANY = 4;
const LONG_NAME = 8;

/** Name, bar and percent of every scenario, on one axis of time. */
export function RoomLanes({ timeline, lit }: { timeline: RoomTimeline; lit: string | null }) {
  const { lanes } = timeline;
  return (
    <div className="room-lanes" data-many={lanes.length >= MANY || undefined}>
      {lanes.map((lane) => (
        <Lane key={lane.id} lane={lane} now={timeline.now?.x ?? 1} isDimmed={lit !== null && lit !== lane.id} />
      ))}
      <RoomOver timeline={timeline} />
    </div>
  );
}

function Lane({ lane, now, isDimmed }: { lane: RoomLane; now: number; isDimmed: boolean }) {
  const { color, ink } = scenarioLook(lane.index);
  const { word } = lane;
  return (
    <div
      className={clsx("room-lane", isDimmed && "room-dimmed")}
      style={{ "--lane": color, "--ink": ink } as CSSProperties}
    >
      <div className="room-name">
        <ShapeMark index={lane.index} className="room-shape" />
        <b data-long={lane.label.length > LONG_NAME || undefined}>{lane.label}</b>
        <span className="room-waits">{lane.waits && word === null ? <Hourglass aria-hidden size="100%" /> : null}</span>
        {word === null ? <small>{lane.size}</small> : <small data-tone={word.tone}>{word.text}</small>}
      </div>
      <Track lane={lane} now={now} />
      <div className="room-percent">
        <span>{lane.percent}</span>
        <small>%</small>
      </div>
    </div>
  );
}

const share = (value: number) => `${(value * 100).toFixed(3)}%`;
const between = (from: number, to: number): CSSProperties => ({
  left: share(from),
  width: share(Math.max(0, to - from)),
});

function Track({ lane, now }: { lane: RoomLane; now: number }) {
  const { forecast } = lane;
  return (
    <div className="room-track">
      <div className="room-bar">
        {forecast === null ? null : (
          <>
            <i className="ahead" style={between(now, forecast.x)} />
            <i className="likely" style={between(Math.max(now, forecast.low), forecast.high)} />
            <i className="finish" style={{ left: share(forecast.x) }} />
          </>
        )}
        {lane.spans.map(({ kind, from, to }) => (
          <i key={from} className={kind} style={between(from, to)} />
        ))}
        {lane.faults.map(({ from, to }) => (
          <i key={from} className="fault" style={between(from, Math.max(to, from + 0.004))} />
        ))}
      </div>
      {placeTicks(lane).map(({ percent, x }) => (
        <span key={percent} className="room-tick" style={{ left: share(x) }}>
          {percent}
        </span>
      ))}
      {lane.end === null ? null : <End {...lane.end} />}
    </div>
  );
}

/** A number that would touch its neighbour is left out. */
function placeTicks({ ticks }: RoomLane): RoomLane["ticks"] {
  return ticks.filter(({ x }, i) => x - (ticks[i - 1]?.x ?? -1) > 0.05 && x > 0.012);
}

const END_MARKS = {
  complete: { path: "M3 12.5l5.5 5.5L21 5.5", color: "var(--good)" },
  failed: { path: "M5 5l14 14M19 5L5 19", color: "var(--bad)" },
  cancelled: { path: "M5 12h14", color: "var(--muted)" },
} as const;

function End({ x, kind }: NonNullable<RoomLane["end"]>) {
  const { path, color } = END_MARKS[kind];
  return (
    <svg className="room-end" viewBox="0 0 24 24" style={{ left: share(Math.min(x, 0.955)) }} aria-hidden="true">
      <path d={path} fill="none" stroke={color} strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
