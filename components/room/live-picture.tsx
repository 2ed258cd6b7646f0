"use client";
import { useMemo, type CSSProperties } from "react";
import type { RunState } from "@/lib/core/run/state";
import type { Spotlight } from "@/lib/core/stage/programme";
import { selectQuality } from "@/lib/view/charts/quality";
import { toQualityTable, toTimelineTable } from "@/lib/view/charts/tables";
import { formatClock, keepUnits } from "@/lib/view/format/format";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import { selectTimeline } from "@/lib/view/timeline/timeline";
import { selectRoomCaption } from "@/lib/view/room/caption";
import { selectRoomTimeline } from "@/lib/view/room/lanes";
import { roomText } from "@/lib/view/text/room";
import { LazyQualityChart } from "../charts/lazy-charts";
import { ChartFigure } from "../panels/chart-table";
import { useCanvas } from "./canvas";
import { RoomDoor } from "./room-door";
import { RoomHead } from "./room-head";
import { RoomLanes } from "./room-lanes";
import type { RoomPictureProps, RoomScene } from "./scene";
import { RoomSentence } from "./room-sentence";

/** Longer captions are a step smaller. */
const MEDIUM_CAPTION = 90;
const LONG_CAPTION = 130;

/** Part of the axis that a long hold needs for its words, where the axis is short. */
const WIDE_BLOCK = 0.13;

/** A phone upright shows the chart if it is this high, and has few bars. */
const TALL_UNITS = 205;
const FEW = 3;

/** The run as it happens: one sentence, the lanes, the quality so far, and one caption. */
export function LivePicture({ scene, door, place, foot, state }: RoomPictureProps & { state: RunState }) {
  const { shape, height, unit } = useCanvas();
  const hasSpace = shape === "upright" && height / unit > TALL_UNITS && state.scenarios.length <= FEW;
  const isHand = shape === "upright" || shape === "flat";
  const blockWidth = shape === "wide" || shape === "flat" ? undefined : WIDE_BLOCK;
  const timeline = selectRoomTimeline(state, scene.nowMs, { shortage: scene.live?.shortage, blockWidth });
  const { spotlight } = scene.programme;
  return (
    <div className="room-screen room-live">
      <RoomHead scene={scene} clock={formatClock(scene.nowMs)} />
      <RoomSentence headline={scene.headline} />
      <ChartFigure
        title={roomText.timeline}
        table={() => toTimelineTable(selectTimeline(state, scene.nowMs))}
        toggle={false}
        bare
        className="room-figure"
      >
        <RoomLanes timeline={timeline} lit={spotlight?.scenarioId ?? null} />
      </ChartFigure>
      <div className="room-below">
        {isHand && !hasSpace ? null : <Trend state={state} spotlight={spotlight} />}
        <Caption text={chooseCaption(scene, state)} lit={findLit(state, spotlight)} />
        <RoomDoor door={door} place={place} watching={scene.watching} />
      </div>
      {foot}
    </div>
  );
}

function findLit({ spec }: RunState, spotlight: Spotlight | null): number | null {
  const index = spec.scenarios.findIndex(({ id }) => id === spotlight?.scenarioId);
  return index < 0 ? null : index;
}

/** `lit`: the scenario to which the note is pinned. */
function Caption({ text, lit }: { text: string; lit: number | null }) {
  const length = text.length > LONG_CAPTION ? "long" : text.length > MEDIUM_CAPTION ? "medium" : undefined;
  const style = lit === null ? {} : ({ "--lane": scenarioLook(lit).color } as CSSProperties);
  return (
    <p className="room-caption" data-length={length} data-lit={lit === null ? undefined : true} style={style}>
      {keepUnits(text)}
    </p>
  );
}

/** The presenter's own words, a note at the spotlight, or what the rules say. */
function chooseCaption({ programme, nowMs }: RoomScene, state: RunState): string {
  const { caption, spotlight } = programme;
  if (spotlight?.note) return spotlight.note;
  if (caption.kind === "written") return caption.text;
  return caption.kind === "off" ? "" : selectRoomCaption(state, nowMs);
}

function Trend({ state, spotlight }: { state: RunState; spotlight: Spotlight | null }) {
  const { unit, shape } = useCanvas();
  const model = useMemo(() => selectQuality(state), [state]);
  const at = spotlight?.point?.chart === "quality" ? spotlight.point.at : null;
  const lit = spotlight === null ? undefined : { scenarioId: spotlight.scenarioId, at };
  return (
    <ChartFigure title={roomText.quality} table={() => toQualityTable(state)} toggle={false} className="room-trend">
      <LazyQualityChart
        model={model}
        fontPx={Math.round(unit * (shape === "upright" ? 32 : 25)) / 10}
        lit={lit}
        isSnug
      />
    </ChartFigure>
  );
}
