"use client";
import { useMemo } from "react";
import { selectCaption } from "@/lib/core/words/captions";
import type { RunState } from "@/lib/core/run/state";
import { selectQuality } from "@/lib/view/charts/quality";
import { toQualityTable, toTimelineTable } from "@/lib/view/charts/tables";
import { formatClock, keepUnits } from "@/lib/view/format/format";
import { selectTimeline } from "@/lib/view/timeline/timeline";
import { selectRoomTimeline } from "@/lib/view/room/lanes";
import { roomText } from "@/lib/view/text/room";
import { LazyQualityChart } from "../charts/lazy-charts";
import { ChartFigure } from "../panels/chart-table";
import { useCanvas } from "./canvas";
import { RoomDoor } from "./room-door";
import { RoomHead } from "./room-head";
import { RoomLanes } from "./room-lanes";
import type { RoomPictureProps, RoomScene } from "./room-picture";

const LONG_CAPTION = 84;

/** The run as it happens: one sentence, the lanes, the quality so far, and one caption. */
export function LivePicture({ scene, door, place, foot, state }: RoomPictureProps & { state: RunState }) {
  const timeline = selectRoomTimeline(state, scene.nowMs, scene.live?.shortage);
  const caption = chooseCaption(scene, state);
  return (
    <div className="room-screen room-live">
      <RoomHead scene={scene} clock={formatClock(scene.nowMs)} />
      <p className="room-sentence" data-tone={scene.headline.tone}>
        <strong>{keepUnits(scene.headline.title)}</strong>
        <span>{keepUnits(scene.headline.detail)}</span>
      </p>
      <ChartFigure
        title={roomText.timeline}
        table={() => toTimelineTable(selectTimeline(state, scene.nowMs))}
        toggle={false}
        bare
        className="room-figure"
      >
        <RoomLanes timeline={timeline} lit={scene.programme.spotlight?.scenarioId ?? null} />
      </ChartFigure>
      <div className="room-below">
        <Trend state={state} />
        <p className="room-caption" data-long={caption.length > LONG_CAPTION || undefined}>
          {keepUnits(caption)}
        </p>
        <RoomDoor door={door} place={place} watching={scene.watching} />
      </div>
      {foot}
    </div>
  );
}

/** The presenter's own words, a note at the spotlight, or what the rules say. */
function chooseCaption({ programme, nowMs }: RoomScene, state: RunState): string {
  const { caption, spotlight } = programme;
  if (spotlight?.note) return spotlight.note;
  if (caption.kind === "written") return caption.text;
  return caption.kind === "off" ? "" : selectCaption(state, nowMs);
}

function Trend({ state }: { state: RunState }) {
  const { unit } = useCanvas();
  const model = useMemo(() => selectQuality(state), [state]);
  return (
    <ChartFigure title={roomText.quality} table={() => toQualityTable(state)} toggle={false} className="room-trend">
      <LazyQualityChart model={model} fontPx={Math.round(unit * 25) / 10} />
    </ChartFigure>
  );
}
