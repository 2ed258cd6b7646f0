"use client";
import { clsx } from "clsx";
import { Hourglass } from "lucide-react";
import type { CSSProperties } from "react";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { RoomLane, RoomSpan, RoomTimeline } from "@/lib/view/room/lanes";
import { findNamedSpans } from "@/lib/view/room/named-spans";
import { placeNumbers } from "@/lib/view/room/place-words";
import { roomText } from "@/lib/view/text/room";
import { ShapeMark } from "../parts/shape-mark";
import { plotUnits, useCanvas } from "./canvas";
import { RoomLines, RoomOver, wordSizes } from "./room-over";

const MANY = 4;
const LONG_NAME = 8;
/** Size of the numbers of reached milestones, in units. */
const NUMBER_UNITS = 2.5;

/** Name, bar and percent of every scenario, on one axis of time. */
export function RoomLanes({ timeline, lit }: { timeline: RoomTimeline; lit: string | null }) {
  const { lanes } = timeline;
  const canvas = useCanvas();
  const { shape } = canvas;
  // one size for all names of a picture
  const isLong = lanes.some(({ label }) => label.length > LONG_NAME);
  const named = findNamedSpans(timeline, { plot: plotUnits(canvas), font: NUMBER_UNITS });
  return (
    <div className="room-lanes" data-many={lanes.length >= MANY || undefined} style={wordSizes(shape)}>
      <ul>
        {lanes.map((lane) => (
          <Lane
            key={lane.id}
            lane={lane}
            timeline={timeline}
            named={named}
            isLong={isLong}
            isDimmed={lit !== null && lit !== lane.id}
          />
        ))}
      </ul>
      {shape === "upright" ? null : (
        <div className="room-over" aria-hidden="true">
          <RoomLines timeline={timeline} />
        </div>
      )}
      <RoomOver timeline={timeline} />
    </div>
  );
}

type TrackProps = { lane: RoomLane; timeline: RoomTimeline; named: ReadonlySet<RoomSpan> };
type LaneProps = TrackProps & { isLong: boolean; isDimmed: boolean };

function Lane({ lane, timeline, named, isLong, isDimmed }: LaneProps) {
  const { color, ink } = scenarioLook(lane.index);
  const { word } = lane;
  return (
    <li
      className={clsx("room-lane", isDimmed && "room-dimmed")}
      style={{ "--lane": color, "--ink": ink } as CSSProperties}
    >
      <div className="room-name">
        <ShapeMark index={lane.index} className="room-shape" />
        <b data-long={isLong || undefined}>{lane.label}</b>
        <span className="room-waits">{lane.waits && word === null ? <Hourglass aria-hidden size="100%" /> : null}</span>
        {word === null ? <Size lane={lane} /> : <small data-tone={word.tone}>{word.text}</small>}
      </div>
      <Track lane={lane} timeline={timeline} named={named} />
      <div className="room-percent" data-full={lane.percent >= 100 || undefined}>
        <span>{lane.percent}</span>
        <small>%</small>
      </div>
    </li>
  );
}

/** A phone has no chart of the quality, so that its rows say it. */
function Size({ lane: { size, quality } }: { lane: RoomLane }) {
  const { shape } = useCanvas();
  const isHand = shape === "upright" || shape === "flat";
  return <small>{isHand && quality !== "" ? `${size} · ${quality}` : size}</small>;
}

const share = (value: number) => `${(value * 100).toFixed(3)}%`;
const between = (from: number, to: number): CSSProperties => ({
  left: share(from),
  width: share(Math.max(0, to - from)),
});

function Track({ lane, timeline, named }: TrackProps) {
  const canvas = useCanvas();
  const now = timeline.now?.x ?? 1;
  const { forecast } = lane;
  const numbers = placeNumbers(lane.ticks, linesOf(timeline), { plot: plotUnits(canvas), font: NUMBER_UNITS });
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
        {lane.spans.map((span) => (
          <i key={span.from} className={span.kind} style={between(span.from, span.to)}>
            {span.kind !== "work" && named.has(span) ? <b>{roomText.stretches[span.kind]}</b> : null}
          </i>
        ))}
        {lane.faults.map(({ from, to }) => (
          <i key={from} className="fault" style={between(from, Math.max(to, from + 0.004))} />
        ))}
      </div>
      {numbers.map(({ percent, x }) => (
        <span key={percent} className="room-tick" style={{ left: share(x) }}>
          {percent}
        </span>
      ))}
      {canvas.shape === "upright" ? <RoomLines timeline={timeline} say={lane.index === 0} /> : null}
      {lane.end === null ? null : <End {...lane.end} />}
    </div>
  );
}

/** What is drawn from top to bottom through all lanes. */
function linesOf({ gate, now, releases, blocks }: RoomTimeline): number[] {
  const at = gate?.x ?? now?.x;
  return [
    ...releases.map(({ x }) => x),
    ...blocks.flatMap(({ from, to }) => [from, to]),
    ...(at === undefined ? [] : [at]),
  ];
}

const END_MARKS = {
  complete: { path: "M3 12.5l5.5 5.5L21 5.5", color: "var(--good)" },
  failed: { path: "M5 5l14 14M19 5L5 19", color: "var(--bad)" },
  cancelled: { path: "M5 12h14", color: "var(--muted)" },
} as const;

function End({ x, kind }: NonNullable<RoomLane["end"]>) {
  const { path, color } = END_MARKS[kind];
  return (
    <svg className="room-end" viewBox="0 0 24 24" style={{ left: share(x) }} aria-hidden="true">
      <path d={path} fill="none" stroke={color} strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
