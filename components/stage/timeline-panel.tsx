"use client";
import type { ReactNode } from "react";
import { toTimelineTable } from "@/lib/client/chart-tables";
import type { Standing } from "@/lib/client/select-standing";
import { selectStandings } from "@/lib/client/select-standing";
import { selectTimeline } from "@/lib/client/select-timeline";
import type { RunState } from "@/lib/core/state";
import { ChartFigure } from "../charts/chart-table";
import { TimelineBoard, type BoardSize } from "./timeline-board";

type TimelinePanelProps = {
  state: RunState;
  nowMs: number;
  size: BoardSize;
  title?: string;
  renderRowEnd?: (standing: Standing) => ReactNode;
};

export function TimelinePanel({ state, nowMs, size, title, renderRowEnd }: TimelinePanelProps) {
  const model = selectTimeline(state, nowMs);
  const board = (
    <TimelineBoard
      model={model}
      standings={selectStandings(state)}
      unit={state.spec.unit}
      size={size}
      {...(renderRowEnd ? { renderRowEnd } : {})}
    />
  );
  return (
    <ChartFigure
      title={title ?? "Timeline"}
      table={() => toTimelineTable(model)}
      toggle={title !== undefined}
      bare={title === undefined}
    >
      {board}
    </ChartFigure>
  );
}
